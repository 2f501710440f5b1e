// Any bytes as a VPD: read, taken by a small model, written and read again in both formats.
#include "MMDFiles/load_error.h"
#include "fuzz/motion_round.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mmd::MotionData pose;
  try {
    pose = mmd::read_vpd(std::as_bytes(std::span(data, size)), "fuzz");
  } catch (const mmd::LoadError&) {
    return 0;
  }
  fuzz::check_motion(pose);
  fuzz::check_vpd_round(pose);
  fuzz::check_vmd_round(pose);
  fuzz::play(pose);
  return 0;
}
