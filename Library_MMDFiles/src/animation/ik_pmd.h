// The IK solver of PMD models: links turn by at most a limit a step, knees about their own x axis.
#pragma once

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {

// Turns the motion rotation of the links so that the effector reaches the destination, and brings
// the world transforms of links and effector up to date. Does nothing when the chain is switched
// off.
void solve_ik_pmd(const Rig& rig, Pose& pose, const RigChain& chain);

}  // namespace mmd
