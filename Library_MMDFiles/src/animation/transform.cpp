#include "MMDFiles/transform.h"

namespace mmd {
namespace {

// Beyond this cosine the chord is so short that a normalised lerp differs by less than 1e-5.
constexpr float near_cosine = 0.9995F;

// Bullet compares the cosine of the two against one float epsilon.
constexpr float dead_zone_cosine = 1.0F - 1.2e-7F;

}  // namespace

glm::quat slerp(const glm::quat& a, const glm::quat& b, float t) {
  const float dot = glm::dot(a, b);
  const float sign = dot < 0.0F ? -1.0F : 1.0F;
  const float cosine = dot * sign;
  if (cosine > near_cosine) {
    const float to = t * sign;
    return glm::normalize(glm::quat(a.w * (1.0F - t) + b.w * to, a.x * (1.0F - t) + b.x * to,
                                    a.y * (1.0F - t) + b.y * to, a.z * (1.0F - t) + b.z * to));
  }
  const float angle = std::acos(cosine);
  const float scale = 1.0F / std::sin(angle);
  const float from = std::sin((1.0F - t) * angle) * scale;
  const float to = std::sin(t * angle) * scale * sign;
  return {a.w * from + b.w * to, a.x * from + b.x * to, a.y * from + b.y * to,
          a.z * from + b.z * to};
}

glm::quat slerp_with_dead_zone(const glm::quat& a, const glm::quat& b, float t) {
  if (std::abs(glm::dot(a, b)) >= dead_zone_cosine) return a;
  return slerp(a, b, t);
}

glm::quat rotation_from_degrees(const glm::vec3& degrees) {
  const glm::vec3 angles = degrees * (3.14159265F / 180.0F);
  return rotation_about({0.0F, 0.0F, 1.0F}, angles.z) *
         rotation_about({0.0F, 1.0F, 0.0F}, angles.y) *
         rotation_about({1.0F, 0.0F, 0.0F}, angles.x);
}

}  // namespace mmd
