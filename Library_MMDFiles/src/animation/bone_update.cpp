#include "animation/bone_update.h"

#include "animation/ik_pmd.h"
#include "animation/ik_pmx.h"

namespace mmd {
namespace {

// PMD rules: a source passes on its motion value alone, without morphs and its own append.
void append_plain(const Rig& rig, Pose& pose, std::size_t bone, glm::vec3& position,
                  glm::quat& rotation) {
  const std::uint16_t flags = rig.flags[bone];
  const auto source = static_cast<std::size_t>(rig.sources[bone]);
  if ((flags & bone_flag::under_rotate) != 0) rotation = pose.rotations[source];
  if ((flags & bone_flag::append_translation) != 0)
    position += (pose.positions[source] + pose.morph_positions[source]) * rig.ratios[bone];
  if ((flags & bone_flag::append_rotation) != 0)
    rotation = rotation * scaled_rotation(pose.rotations[source], rig.ratios[bone]);
}

// PMX rules: a source passes on all that it has, its own append and IK included.
void append_chained(const Rig& rig, Pose& pose, std::size_t bone, glm::vec3& position,
                    glm::quat& rotation) {
  const std::uint16_t flags = rig.flags[bone];
  const auto source = static_cast<std::size_t>(rig.sources[bone]);
  glm::vec3 moved = pose.local_positions[source];
  glm::quat turned = pose.ik_rotations[source] * pose.local_rotations[source];
  if ((flags & bone_flag::append_local) != 0) {
    const Transform in_model = inverse(pose.root_world) * pose.world(rig.sources[bone]);
    moved = in_model.position - in_model.rotation * rig.origins[source];
    turned = in_model.rotation;
  }
  if ((flags & bone_flag::append_translation) != 0) position += moved * rig.ratios[bone];
  if ((flags & bone_flag::append_rotation) != 0)
    rotation = rotation * scaled_rotation(turned, rig.ratios[bone]);
}

// The part of a rotation that an axis allows: the same angle, about the axis.
glm::quat turn_about_axis(const glm::quat& rotation, const glm::vec3& axis) {
  const glm::vec3 imaginary(rotation.x, rotation.y, rotation.z);
  const float sine = std::sqrt(glm::dot(imaginary, imaginary));
  const float side = glm::dot(imaginary, axis) >= 0.0F ? sine : -sine;
  return {rotation.w, axis.x * side, axis.y * side, axis.z * side};
}

}  // namespace

void apply_sources(const Rig& rig, Pose& pose, std::size_t bone, glm::vec3& position,
                   glm::quat& rotation) {
  if ((rig.flags[bone] & bone_flag::fixed_axis) != 0)
    rotation = turn_about_axis(rotation, rig.fixed_axes[bone]);
  if (rig.sources[bone] < 0) return;
  if (rig.rules == RigRules::pmx)
    append_chained(rig, pose, bone, position, rotation);
  else
    append_plain(rig, pose, bone, position, rotation);
}

void run_steps(const Rig& rig, Pose& pose, std::span<const RigStep> steps, bool keep_simulated) {
  const bool pmx = rig.rules == RigRules::pmx;
  for (const RigStep& step : steps) {
    const auto i = static_cast<std::size_t>(step.index);
    if (step.kind == RigStep::Kind::bone) {
      if (!keep_simulated || pose.driven_by_physics[i] == 0) update_bone(rig, pose, step.index);
      continue;
    }
    const RigChain& chain = rig.chains[i];
    if (pmx && !(pose.physics_on && chain.all_links_simulated)) {
      if (chain.bends_knee)
        solve_ik_pmd(rig, pose, chain);
      else
        solve_ik_pmx(rig, pose, chain);
    } else if (!pmx) {
      const bool skipped =
          rig.rules == RigRules::pmd && pose.physics_on && chain.first_link_simulated;
      if (!skipped) solve_ik_pmd(rig, pose, chain);
    }
  }
}

}  // namespace mmd
