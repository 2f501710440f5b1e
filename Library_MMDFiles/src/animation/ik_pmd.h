// The IK solver of the reference: links turn by at most a limit a step, knees about their own x
// axis.
//
// All chains of PMD models use it, and the legs of PMX models (chains with a link named ひざ): near
// the stretched leg the solver decides by degrees where the knee stands, and an avatar shall stand
// alike in both formats.
#pragma once

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {

// Turns the links (PMD: their motion rotation, PMX: their IK rotation) so that the effector reaches
// the destination, and brings the world transforms of links and effector up to date. Does nothing
// when the chain is switched off.
void solve_ik_pmd(const Rig& rig, Pose& pose, const RigChain& chain);

}  // namespace mmd
