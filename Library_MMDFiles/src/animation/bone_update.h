// Evaluation of bones and IK in the order of the rig.
#pragma once

#include <span>

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {

// What a fixed axis, append sources and under-rotate targets make of the motion value of a bone.
void apply_sources(const Rig& rig, Pose& pose, std::size_t bone, glm::vec3& position,
                   glm::quat& rotation);

// World transform of a bone whose local one is up to date, rotations of IK apart.
inline void update_world(const Rig& rig, Pose& pose, int bone) {
  const auto i = static_cast<std::size_t>(bone);
  Transform local{rig.offsets[i] + pose.local_positions[i], pose.local_rotations[i]};
  if ((rig.flags[i] & bone_flag::ik_link) != 0)
    local.rotation = pose.ik_rotations[i] * local.rotation;
  const int parent = rig.parents[i];
  pose.set_world(bone, (parent < 0 ? pose.root_world : pose.world(parent)) * local);
}

// Brings the local and world transform of one bone up to date from its motion and morph values, its
// sources and the world transform of its parent. Inline: solvers of IK do it thousands of times.
inline void update_bone(const Rig& rig, Pose& pose, int bone) {
  const auto i = static_cast<std::size_t>(bone);
  constexpr std::uint16_t special = bone_flag::under_rotate | bone_flag::append_rotation |
                                    bone_flag::append_translation | bone_flag::fixed_axis;
  glm::vec3 position = pose.positions[i];
  glm::quat rotation = pose.rotations[i];
  if ((rig.flags[i] & bone_flag::morphed) != 0) {
    position += pose.morph_positions[i];
    rotation = pose.morph_rotations[i] * rotation;
  }
  if ((rig.flags[i] & special) != 0) apply_sources(rig, pose, i, position, rotation);
  pose.local_positions[i] = position;
  pose.local_rotations[i] = rotation;
  update_world(rig, pose, bone);
}

// All steps, chains included. Bones that physics drives keep their world transform when
// `keep_simulated` is set. Chains of simulated links are skipped while physics is on.
void run_steps(const Rig& rig, Pose& pose, std::span<const RigStep> steps, bool keep_simulated);

}  // namespace mmd
