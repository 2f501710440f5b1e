// Between our transforms and Bullet's.
#pragma once

#include <LinearMath/btTransform.h>

#include "MMDFiles/transform.h"

namespace mmd {

inline btVector3 to_bullet(const glm::vec3& v) { return {v.x, v.y, v.z}; }
inline btQuaternion to_bullet(const glm::quat& q) { return {q.x, q.y, q.z, q.w}; }
inline btTransform to_bullet(const Transform& t) {
  return btTransform(to_bullet(t.rotation), to_bullet(t.position));
}
inline glm::vec3 from_bullet(const btVector3& v) { return {v.x(), v.y(), v.z()}; }
inline Transform from_bullet(const btTransform& t) {
  const btQuaternion q = t.getRotation();
  return {from_bullet(t.getOrigin()), glm::quat(q.w(), q.x(), q.y(), q.z())};
}

}  // namespace mmd
