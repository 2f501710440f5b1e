#include "render/shadow_map_fit.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace mmdagent {
namespace {

constexpr float steep = 0.99F;       // a light this near to vertical needs another up vector
constexpr float radius_step = 0.5F;  // the map's scale changes in steps, or texels would swim
constexpr float least_radius = 0.5F;
constexpr float field = 15.0F;  // rendering.md section 3.10, degrees
constexpr float reference_near = 1.0F;
constexpr float beyond = 50.0F;

glm::vec3 up_for(const glm::vec3& light_direction) {
  return std::abs(light_direction.y) > steep ? glm::vec3(0, 0, 1) : glm::vec3(0, 1, 0);
}

}  // namespace

glm::mat4 parallel_light(const Bounds& bounds, const glm::vec3& light_direction, int size) {
  const float radius =
      std::max(least_radius, std::ceil(bounds.radius() / radius_step) * radius_step);
  // Half a texel of rounding and the taps beside it lie within two texels more.
  const float reach = radius * (1.0F + 4.0F / static_cast<float>(size));
  const glm::mat4 turn = glm::lookAt(glm::vec3(0.0F), -light_direction, up_for(light_direction));
  const float texel = 2.0F * reach / static_cast<float>(size);
  glm::vec3 center = glm::vec3(turn * glm::vec4(bounds.center(), 1.0F));
  center.x = std::round(center.x / texel) * texel;
  center.y = std::round(center.y / texel) * texel;
  return glm::ortho(center.x - reach, center.x + reach, center.y - reach, center.y + reach,
                    -center.z - reach, -center.z + reach) *
         turn;
}

glm::mat4 distant_light(const glm::vec3& center, float radius, const glm::vec3& light_direction) {
  const float distance = radius / std::sin(glm::radians(field * 0.5F));
  const glm::vec3 eye = center + light_direction * distance;
  return glm::perspective(glm::radians(field), 1.0F, reference_near, distance + radius + beyond) *
         glm::lookAt(eye, center, up_for(light_direction));
}

}  // namespace mmdagent
