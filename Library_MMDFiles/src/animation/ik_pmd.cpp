#include "animation/ik_pmd.h"

#include <algorithm>
#include <cmath>

#include "animation/bone_update.h"

namespace mmd {
namespace {

constexpr float reached_squared = 1e-4F;  // distance in units, squared
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

// How far a knee may bend about x. The reference knows one range; limits of a PMX link narrow it.
struct BendRange {
  float least = smallest_knee_bend;
  float most = pi;
};

BendRange bend_range(const IkLink& link) {
  if (!link.limits) return {};
  return {std::max(smallest_knee_bend, link.limits->lower.x), std::min(pi, link.limits->upper.x)};
}

float knee_step(float wanted, float bend, const BendRange& range) {
  if (bend < -pi / 2.0F) bend += 2.0F * pi;
  float step = wanted;
  if (step + bend > range.most) step = range.most - bend;
  if (step + bend < range.least) step = range.least - bend;
  return step;
}

// What a link turns: the motion rotation itself in PMD models, where append sources see the result,
// an IK rotation on top of the local one in PMX models.
glm::quat link_rotation(const Rig& rig, const Pose& pose, std::size_t bone) {
  if (rig.rules != RigRules::pmx) return pose.rotations[bone];
  return pose.ik_rotations[bone] * pose.local_rotations[bone];
}

void set_link_rotation(const Rig& rig, Pose& pose, std::size_t bone, const glm::quat& rotation) {
  if (rig.rules != RigRules::pmx)
    pose.rotations[bone] = rotation;
  else
    pose.ik_rotations[bone] = rotation * glm::conjugate(pose.local_rotations[bone]);
}

void update_links(const Rig& rig, Pose& pose, const RigChain& chain, std::size_t from) {
  if (rig.rules == RigRules::pmx) {
    const auto begin = static_cast<std::size_t>(chain.path_of_link[from]);
    for (std::size_t i = begin; i < chain.path.size(); ++i) update_world(rig, pose, chain.path[i]);
    return;
  }
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
  if (cosine >= 1.0F) return Step::skipped;
  glm::vec3 axis = glm::cross(to_effector, to_goal);
  const float length_squared = glm::dot(axis, axis);
  if (length_squared < smallest_axis_squared && !first) return Step::skipped;
  if (length_squared < epsilon * epsilon) return Step::skipped;
  axis *= 1.0F / std::sqrt(length_squared);
  const float angle = std::min(std::acos(std::max(cosine, -1.0F)), chain.angle_limit);

  const glm::quat rotation = link_rotation(rig, pose, i);
  if (rig.knees[i] == 0) {
    set_link_rotation(rig, pose, i, rotation * rotation_about(axis, angle));
    return Step::turned;
  }
  const float bend = euler_x(rotation);
  float step = std::abs(angle);
  if (!first || bend >= chain.angle_limit) {
    step = knee_step(euler_x(rotation_about(axis, angle)), bend, bend_range(chain.links[link]));
    if (std::abs(step) < smallest_knee_step) return Step::skipped;
  }
  set_link_rotation(rig, pose, i, rotation_about({1.0F, 0.0F, 0.0F}, step) * rotation);
  return Step::turned;
}

// Until the goal is reached, the iterations are used up or every link in a row was skipped: those
// would be skipped for ever, for what the first iteration skips later ones skip too.
void turn_links(const Rig& rig, Pose& pose, const RigChain& chain) {
  std::size_t skipped = 0;
  for (int iteration = 0; iteration < chain.iterations; ++iteration) {
    for (std::size_t link = 0; link < chain.links.size(); ++link) {
      const Step step = turn_link(rig, pose, chain, link, iteration == 0);
      if (step == Step::reached) return;
      skipped = step == Step::skipped ? skipped + 1 : 0;
      if (skipped == chain.links.size()) return;
      if (step == Step::turned) update_links(rig, pose, chain, link);
    }
  }
}

}  // namespace

void solve_ik_pmd(const Rig& rig, Pose& pose, const RigChain& chain) {
  const bool pmx = rig.rules == RigRules::pmx;
  if (pmx) {
    for (const IkLink& link : chain.links)
      pose.ik_rotations[static_cast<std::size_t>(link.bone)] = identity_rotation;
    for (const int bone : chain.path) update_bone(rig, pose, bone);
  }
  if (chain.links.empty() || pose.ik_enabled[static_cast<std::size_t>(chain.destination)] == 0)
    return;
  if (!pmx) update_links(rig, pose, chain, chain.links.size() - 1);
  const auto effector = static_cast<std::size_t>(chain.effector);
  const glm::quat saved = pose.rotations[effector];
  turn_links(rig, pose, chain);
  if (pmx) return;
  pose.rotations[effector] = saved;
  update_bone(rig, pose, chain.effector);
}

}  // namespace mmd
