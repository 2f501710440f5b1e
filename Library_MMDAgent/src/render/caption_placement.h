// Where a caption lies and how large it is in the end.
#pragma once

#include <glm/vec2.hpp>

#include "render/snapshot.h"

namespace mmdagent {

// In units of the 2-D layer, whose shorter side is 30.
struct CaptionPlacement {
  float size = 1.0F;       // what is left of DrawnCaption::size
  glm::vec2 origin{0.0F};  // left end of the first baseline
};

// What surrounds the text on all sides, in sizes.
inline constexpr float caption_margin = 0.2F;

// `text_width`: of the longest line at size 1; `layer`: the picture's size (rendering.md section
// 6.4).
CaptionPlacement place_caption(const DrawnCaption& caption, float text_width,
                               const glm::vec2& layer);

}  // namespace mmdagent
