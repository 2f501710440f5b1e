// File space (left-handed, z into the screen) to runtime space (right-handed, z to the viewer): the
// mirror z -> -z, applied to every kind of quantity. Each function is its own inverse, but for
// euler_to_runtime.
#pragma once

#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>

namespace mmd {

inline glm::vec3 to_runtime(const glm::vec3& v) { return {v.x, v.y, -v.z}; }

inline glm::quat to_runtime(const glm::quat& q) { return {q.w, -q.x, -q.y, q.z}; }

// Euler angles of bodies and joints, radians: qY(-ry) qX(-rx) qZ(rz).
inline glm::quat euler_to_runtime(const glm::vec3& r) {
  const auto about = [](float angle, int axis) {
    glm::quat q{std::cos(angle * 0.5F), 0.0F, 0.0F, 0.0F};
    q[axis] = std::sin(angle * 0.5F);
    return q;
  };
  return about(-r.y, 1) * about(-r.x, 0) * about(r.z, 2);
}

struct LimitRange {
  glm::vec3 lower;
  glm::vec3 upper;
};

inline LimitRange translation_limits_to_runtime(const LimitRange& file) {
  return {{file.lower.x, file.lower.y, -file.upper.z}, {file.upper.x, file.upper.y, -file.lower.z}};
}

inline LimitRange rotation_limits_to_runtime(const LimitRange& file) {
  return {{-file.upper.x, -file.upper.y, file.lower.z},
          {-file.lower.x, -file.lower.y, file.upper.z}};
}

}  // namespace mmd
