// Evaluation of bones and IK in the order of the rig.
#pragma once

#include <span>

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {

// Brings the local and world transform of one bone up to date from its motion and morph values, its
// sources and the world transform of its parent.
void update_bone(const Rig& rig, Pose& pose, int bone);

// As above where only rotations of IK changed since the last update_bone(): world transform alone.
void update_world(const Rig& rig, Pose& pose, int bone);

// All steps, chains included. Bones that physics drives keep their world transform when
// `keep_simulated` is set. Chains of simulated links are skipped while physics is on.
void run_steps(const Rig& rig, Pose& pose, std::span<const RigStep> steps, bool keep_simulated);

}  // namespace mmd
