// What motion capture records of a pose; MotionRecorder makes a motion of it.
#pragma once

#include <span>

#include "MMDFiles/motion_recorder.h"

namespace mmd {

class Model;
struct Pose;

// One entry per bone: motion, bone morphs and IK, without what append transforms add, so that the
// recorded motion shows the same pose on the same model. Bones with bodies of their own and bones
// that take the rotation of another one are not recorded. Allocates nothing.
void capture_bones(const Model& model, const Pose& pose, std::span<RecordedBone> bones);

}  // namespace mmd
