#include "animation/ik_pmx.h"

#include <algorithm>
#include <cmath>
#include <glm/mat3x3.hpp>

#include "MMDFiles/limits.h"
#include "animation/bone_update.h"

namespace mmd {
namespace {

constexpr float reached_squared = 1e-8F;  // distance in units, squared
constexpr float smallest_axis_squared = 1e-8F;
constexpr float half_pi = 1.57079633F;
constexpr float gimbal_limit = 88.0F * 3.14159265F / 180.0F;

enum class EulerOrder { yxz, zyx, xzy };

EulerOrder order_for(const AngleLimits& limits) {
  if (limits.lower.x > -half_pi && limits.upper.x < half_pi) return EulerOrder::yxz;
  if (limits.lower.y > -half_pi && limits.upper.y < half_pi) return EulerOrder::zyx;
  return EulerOrder::xzy;
}

float limited_asin(float sine) {
  return std::clamp(std::asin(std::clamp(sine, -1.0F, 1.0F)), -gimbal_limit, gimbal_limit);
}

// Angles of m for the order; m(row, column) = m[column][row] in glm.
glm::vec3 decompose(const glm::mat3& m, EulerOrder order) {
  switch (order) {
    case EulerOrder::yxz: {
      const float x = limited_asin(-m[2][1]);
      return {x, std::atan2(m[2][0], m[2][2]), std::atan2(m[0][1], m[1][1])};
    }
    case EulerOrder::zyx: {
      const float y = limited_asin(-m[0][2]);
      return {std::atan2(m[1][2], m[2][2]), y, std::atan2(m[0][1], m[0][0])};
    }
    case EulerOrder::xzy: {
      const float z = limited_asin(-m[1][0]);
      return {std::atan2(m[1][2], m[1][1]), std::atan2(m[2][0], m[0][0]), z};
    }
  }
  return glm::vec3(0.0F);
}

glm::quat compose(const glm::vec3& angles, EulerOrder order) {
  const glm::quat x = rotation_about({1.0F, 0.0F, 0.0F}, angles.x);
  const glm::quat y = rotation_about({0.0F, 1.0F, 0.0F}, angles.y);
  const glm::quat z = rotation_about({0.0F, 0.0F, 1.0F}, angles.z);
  switch (order) {
    case EulerOrder::yxz:
      return y * x * z;
    case EulerOrder::zyx:
      return z * y * x;
    case EulerOrder::xzy:
      return x * z * y;
  }
  return identity_rotation;
}

// An angle beyond a limit is reflected at it during the first half of the iterations.
float clamp_angle(float angle, float low, float high, bool reflect) {
  if (angle < low) {
    const float mirrored = 2.0F * low - angle;
    return reflect && mirrored <= high ? mirrored : low;
  }
  if (angle > high) {
    const float mirrored = 2.0F * high - angle;
    return reflect && mirrored >= low ? mirrored : high;
  }
  return angle;
}

bool is_locked(const AngleLimits& limits) {
  return limits.lower == glm::vec3(0.0F) && limits.upper == glm::vec3(0.0F);
}

// The axis that alone may turn, -1 if there is none.
int single_axis(const AngleLimits& limits) {
  const auto fixed = [&](int axis) {
    return limits.lower[axis] == 0.0F && limits.upper[axis] == 0.0F;
  };
  for (int axis = 0; axis < 3; ++axis)
    if (fixed((axis + 1) % 3) && fixed((axis + 2) % 3)) return axis;
  return -1;
}

glm::quat limit_rotation(const glm::quat& rotation, const AngleLimits& limits, bool reflect) {
  const EulerOrder order = order_for(limits);
  glm::vec3 angles = decompose(glm::mat3_cast(rotation), order);
  for (int axis = 0; axis < 3; ++axis)
    angles[axis] = clamp_angle(angles[axis], limits.lower[axis], limits.upper[axis], reflect);
  return compose(angles, order);
}

void update_path(const Rig& rig, Pose& pose, const RigChain& chain, std::size_t from) {
  for (std::size_t i = from; i < chain.path.size(); ++i) update_world(rig, pose, chain.path[i]);
}

bool is_reached(const Pose& pose, const RigChain& chain) {
  const glm::vec3 miss =
      pose.world(chain.destination).position - pose.world(chain.effector).position;
  return glm::dot(miss, miss) < reached_squared;
}

glm::vec3 turning_axis(const glm::vec3& raw, const IkLink& link, bool first_half) {
  const int only = link.limits && first_half ? single_axis(*link.limits) : -1;
  if (only < 0) return glm::normalize(raw);
  glm::vec3 axis(0.0F);
  axis[only] = raw[only] >= 0.0F ? 1.0F : -1.0F;
  return axis;
}

void turn_link(const Rig& rig, Pose& pose, const RigChain& chain, std::size_t j, bool first_half) {
  const IkLink& link = chain.links[j];
  if (link.limits && is_locked(*link.limits)) return;
  const auto i = static_cast<std::size_t>(link.bone);
  const glm::vec3 position = pose.world_positions[i];
  const glm::vec3 to_effector = pose.world(chain.effector).position - position;
  const glm::vec3 to_goal = pose.world(chain.destination).position - position;
  const float lengths = std::sqrt(glm::dot(to_effector, to_effector) * glm::dot(to_goal, to_goal));
  if (lengths <= 0.0F) return;
  const glm::vec3 cross = glm::cross(to_effector, to_goal) / lengths;
  if (glm::dot(cross, cross) < smallest_axis_squared) return;

  const int parent = rig.parents[i];
  const glm::quat parent_rotation = parent < 0
                                        ? pose.root_world.rotation
                                        : pose.world_rotations[static_cast<std::size_t>(parent)];
  const glm::vec3 axis = turning_axis(glm::conjugate(parent_rotation) * cross, link, first_half);
  // atan2 stays exact where the angle is small and acos would lose half the digits.
  const float wanted =
      std::atan2(std::sqrt(glm::dot(cross, cross)) * lengths, glm::dot(to_effector, to_goal));
  const float angle = std::min(chain.angle_limit * static_cast<float>(j + 1), wanted);

  glm::quat ik = rotation_about(axis, angle) * pose.ik_rotations[i];
  if (link.limits) {
    const glm::quat local = pose.local_rotations[i];
    ik = limit_rotation(ik * local, *link.limits, first_half) * glm::conjugate(local);
  }
  pose.ik_rotations[i] = glm::normalize(ik);
  update_path(rig, pose, chain, static_cast<std::size_t>(chain.path_of_link[j]));
}

}  // namespace

void solve_ik_pmx(const Rig& rig, Pose& pose, const RigChain& chain) {
  for (const IkLink& link : chain.links)
    pose.ik_rotations[static_cast<std::size_t>(link.bone)] = identity_rotation;
  for (const int bone : chain.path) update_bone(rig, pose, bone);
  if (pose.ik_enabled[static_cast<std::size_t>(chain.destination)] == 0) return;

  for (int iteration = 0; iteration < chain.iterations && !is_reached(pose, chain); ++iteration)
    for (std::size_t link = 0; link < chain.links.size(); ++link)
      turn_link(rig, pose, chain, link, iteration < chain.iterations / 2);
}

}  // namespace mmd
