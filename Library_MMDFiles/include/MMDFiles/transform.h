// Rigid transforms and rotation interpolation in runtime space (right-handed, column vectors).
#pragma once

#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>

namespace mmd {

inline constexpr glm::quat identity_rotation{1.0F, 0.0F, 0.0F, 0.0F};

// v' = rotation * v + position; rotation has unit length.
struct Transform {
  glm::vec3 position{0.0F};
  glm::quat rotation = identity_rotation;
};

// Applies b first, then a.
inline Transform operator*(const Transform& a, const Transform& b) {
  return {a.position + a.rotation * b.position, a.rotation * b.rotation};
}

inline Transform inverse(const Transform& t) {
  const glm::quat back = glm::conjugate(t.rotation);
  return {-(back * t.position), back};
}

// The shorter way from a to b. t is not clamped and extrapolates beyond 1. Both have unit length.
glm::quat slerp(const glm::quat& a, const glm::quat& b, float t);

// As slerp(), but stands still at a when both are closer than about 0.056 degrees, as Bullet's
// does. The end of turns depends on it.
glm::quat slerp_with_dead_zone(const glm::quat& a, const glm::quat& b, float t);

// `ratio` times the rotation q; a negative ratio turns the other way, one beyond 1 turns further.
inline glm::quat scaled_rotation(const glm::quat& q, float ratio) {
  return ratio >= 0.0F ? slerp(identity_rotation, q, ratio)
                       : slerp(identity_rotation, glm::conjugate(q), -ratio);
}

// Rotation by `angle` radians about an axis of unit length.
inline glm::quat rotation_about(const glm::vec3& axis, float angle) {
  const float s = std::sin(angle * 0.5F);
  return {std::cos(angle * 0.5F), axis.x * s, axis.y * s, axis.z * s};
}

// Messages and options give degrees about x, y, z: the rotation is Rz * Ry * Rx.
glm::quat rotation_from_degrees(const glm::vec3& degrees);

}  // namespace mmd
