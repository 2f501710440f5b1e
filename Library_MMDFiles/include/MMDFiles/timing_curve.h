// The Bezier curves that shape the way between two keys of a motion.
#pragma once

#include "MMDFiles/motion_data.h"

namespace mmd {

// Progress 0..1 of the value for progress w = 0..1 in time, solved to 1e-6.
float evaluate_curve(TimingCurve curve, float w);

}  // namespace mmd
