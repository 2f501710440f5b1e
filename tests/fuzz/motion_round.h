// A motion that was read: played by a model, written and read again.
#pragma once

#include "MMDFiles/readers.h"
#include "MMDFiles/writers.h"
#include "fuzz/animation.h"
#include "unit/MMDFiles/rich_models.h"

namespace fuzz {

inline void play(const mmd::MotionData& motion) {
  static const mmd::ModelData model = mmd::read_pmd(test_support::rich_pmd(), "model.pmd");
  animate(model, motion);
}

// Names that CP932 lacks are lost when a motion is written first; from then on reading and writing
// change nothing.
template <typename Read, typename Write>
void check_round(const mmd::MotionData& motion, Read read, Write write) {
  const mmd::MotionData first = read(write(motion), "written");
  check_motion(first);
  const auto written = write(first);
  promise(write(read(written, "written again")) == written, "written files settle");
}

inline void check_vmd_round(const mmd::MotionData& motion) {
  check_round(motion, mmd::read_vmd, mmd::write_vmd);
}
inline void check_vpd_round(const mmd::MotionData& pose) {
  check_round(pose, mmd::read_vpd, mmd::write_vpd);
}

}  // namespace fuzz
