#include "animation/ik_pmd.h"

#include <algorithm>
#include <cmath>

#include "animation/bone_update.h"

namespace mmd {
namespace {

constexpr float reached_squared = 1e-4F;  // distance in units, squared
constexpr float smallest_angle = 1e-8F;
constexpr float smallest_axis_squared = 1e-6F;
constexpr float epsilon = 1.19e-7F;
constexpr float pi = 3.1415926F;
constexpr float smallest_knee_bend = 0.002F;  // radians; the knee never stretches fully
constexpr float smallest_knee_step = 1e-5F;

enum class Step { turned, skipped, reached };

// The x angle of R = Rz * Ry * Rx.
float euler_x(const glm::quat& q) {
  const float m21 = 2.0F * (q.y * q.z + q.w * q.x);
  const float m22 = 1.0F - 2.0F * (q.x * q.x + q.y * q.y);
  return std::atan2(m21, m22);
}

// How far a knee turns about x: kept so that its bend stays within [smallest_knee_bend, pi].
float knee_step(float wanted, float bend) {
  if (bend < -pi / 2.0F) bend += 2.0F * pi;
  float step = wanted;
  if (step + bend > pi) step = pi - bend;
  if (step + bend < smallest_knee_bend) step = smallest_knee_bend - bend;
  return step;
}

void update_links(const Rig& rig, Pose& pose, const RigChain& chain, std::size_t from) {
  for (std::size_t link = from + 1; link-- > 0;) update_bone(rig, pose, chain.links[link].bone);
  update_bone(rig, pose, chain.effector);
}

Step turn_link(const Rig& rig, Pose& pose, const RigChain& chain, std::size_t link, bool first) {
  const int bone = chain.links[link].bone;
  const auto i = static_cast<std::size_t>(bone);
  const glm::vec3 effector = pose.world(chain.effector).position;
  const glm::vec3 goal = pose.world(chain.destination).position;
  const Transform world = pose.world(bone);
  if (world.position == effector || world.position == goal) return Step::skipped;

  const glm::quat into_link = glm::conjugate(world.rotation);
  glm::vec3 to_effector = into_link * (effector - world.position);
  glm::vec3 to_goal = into_link * (goal - world.position);
  const glm::vec3 miss = to_goal - to_effector;
  if (glm::dot(miss, miss) < reached_squared) return Step::reached;

  to_effector = glm::normalize(to_effector);
  to_goal = glm::normalize(to_goal);
  const float cosine = glm::dot(to_goal, to_effector);
  if (cosine > 1.0F) return Step::skipped;
  float angle = std::acos(std::max(cosine, -1.0F));
  if (std::abs(angle) < smallest_angle) return Step::skipped;
  angle = std::min(angle, chain.angle_limit);
  glm::vec3 axis = glm::cross(to_effector, to_goal);
  const float length_squared = glm::dot(axis, axis);
  if (length_squared < smallest_axis_squared && !first) return Step::skipped;
  if (length_squared < epsilon * epsilon) return Step::skipped;
  axis *= 1.0F / std::sqrt(length_squared);

  glm::quat& rotation = pose.rotations[i];
  if (rig.knees[i] == 0) {
    rotation = rotation * rotation_about(axis, angle);
    return Step::turned;
  }
  const float bend = euler_x(rotation);
  float step = std::abs(angle);
  if (!first || bend >= chain.angle_limit) {
    step = knee_step(euler_x(rotation_about(axis, angle)), bend);
    if (std::abs(step) < smallest_knee_step) return Step::skipped;
  }
  rotation = rotation_about({1.0F, 0.0F, 0.0F}, step) * rotation;
  return Step::turned;
}

}  // namespace

void solve_ik_pmd(const Rig& rig, Pose& pose, const RigChain& chain) {
  if (chain.links.empty() || pose.ik_enabled[static_cast<std::size_t>(chain.destination)] == 0)
    return;
  update_links(rig, pose, chain, chain.links.size() - 1);
  const auto effector = static_cast<std::size_t>(chain.effector);
  const glm::quat saved = pose.rotations[effector];
  bool reached = false;
  for (int iteration = 0; iteration < chain.iterations && !reached; ++iteration) {
    for (std::size_t link = 0; link < chain.links.size() && !reached; ++link) {
      const Step step = turn_link(rig, pose, chain, link, iteration == 0);
      reached = step == Step::reached;
      if (step == Step::turned) update_links(rig, pose, chain, link);
    }
  }
  pose.rotations[effector] = saved;
  update_bone(rig, pose, chain.effector);
}

}  // namespace mmd
