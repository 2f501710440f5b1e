// Where an image of the 2-D layer lies.
#pragma once

#include <glm/vec2.hpp>

#include "render/snapshot.h"

namespace mmdagent {

// Lower left corner and extent in widths and heights of the picture, from its lower left.
struct Placement {
  glm::vec2 corner{0.0F};
  glm::vec2 extent{1.0F};
};

// Both sizes in pixels, of one or more (rendering.md section 6.3, "Overlays").
Placement place(const DrawnImage& image, const glm::ivec2& image_size,
                const glm::ivec2& picture_size);

}  // namespace mmdagent
