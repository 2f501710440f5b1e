#include "render/caption_placement.h"

namespace mmdagent {
namespace {

constexpr float free_width = 2.0F;  // beside a caption that was too wide

}  // namespace

CaptionPlacement place_caption(const DrawnCaption& caption, float text_width,
                               const glm::vec2& layer) {
  float size = caption.size;
  float total = size * (text_width + 2.0F * caption_margin);
  if (total > layer.x) {
    size *= (layer.x - free_width) / total;
    total = layer.x - free_width;
  }
  const float room = layer.x - total;
  const float left = caption.side == TextSide::left     ? 0.0F
                     : caption.side == TextSide::center ? 0.5F * room
                                                        : room;
  return {size, {left + caption_margin * size, caption.height * layer.y}};
}

}  // namespace mmdagent
