// The IK solver of PMX models: explicit angle limits per link, as MikuMikuDance solves them.
#pragma once

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {

// Finds the IK rotations of the links that bring the effector to the destination; they are identity
// when the chain is switched off. World transforms of the whole chain are up to date afterwards.
void solve_ik_pmx(const Rig& rig, Pose& pose, const RigChain& chain);

}  // namespace mmd
