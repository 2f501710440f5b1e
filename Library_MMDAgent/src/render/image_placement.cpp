#include "render/image_placement.h"

#include <algorithm>

namespace mmdagent {
namespace {

// Which part of the room that is left lies before the image, and which part of the padding.
struct Side {
  float room;
  float padding;
};
constexpr Side low_side{0.0F, 1.0F};
constexpr Side high_side{1.0F, -1.0F};
constexpr Side middle{0.5F, 0.0F};

bool is_right(Anchor anchor) {
  return anchor == Anchor::top_right || anchor == Anchor::bottom_right;
}
bool is_top(Anchor anchor) { return anchor == Anchor::top_left || anchor == Anchor::top_right; }

}  // namespace

Placement place(const DrawnImage& image, const glm::ivec2& image_size,
                const glm::ivec2& picture_size) {
  if (image.stretched) return {};
  const glm::vec2 natural = glm::vec2(image_size) / glm::vec2(picture_size);
  const glm::vec2 scales = image.most / natural;
  const glm::vec2 extent = natural * std::min(scales.x, scales.y);
  const glm::vec2 room = 1.0F - extent;
  const bool centred = image.anchor == Anchor::center;
  const Side x = centred ? middle : (is_right(image.anchor) ? high_side : low_side);
  const Side y = centred ? middle : (is_top(image.anchor) ? high_side : low_side);
  return {
      {room.x * x.room + image.padding * x.padding, room.y * y.room + image.padding * y.padding},
      extent};
}

}  // namespace mmdagent
