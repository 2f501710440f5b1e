// How the light looks at the scene: the matrices that draw and read the shadow map. No GL in here.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>

#include "render/model_bounds.h"

namespace mmdagent {

// Profile mmd: parallel to the light, around the sphere of `bounds` (not empty), its centre on
// whole texels of a map of `size` texels a side, so that shadows do not crawl.
glm::mat4 parallel_light(const Bounds& bounds, const glm::vec3& light_direction, int size);

// Profile reference: a camera of 15 degrees that just sees the sphere.
glm::mat4 distant_light(const glm::vec3& center, float radius, const glm::vec3& light_direction);

}  // namespace mmdagent
