// What all programs know of one picture, computed from its snapshot. No GL in here.
#pragma once

#include <glm/vec2.hpp>

#include "render/frame_block.h"
#include "render/snapshot.h"

namespace mmdagent {

// All of it but light_view_projection, which needs the models' poses. `size` in pixels.
FrameBlock frame_block(const Snapshot& snapshot, glm::ivec2 size);

// Projects along the light onto y = 0; the light must shine from above (direction.y > 0).
glm::mat4 ground_projection(const glm::vec3& light_direction);

}  // namespace mmdagent
