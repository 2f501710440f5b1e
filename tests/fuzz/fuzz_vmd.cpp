// Any bytes as a VMD: read, played by a small model, written and read again.
#include "MMDFiles/load_error.h"
#include "fuzz/motion_round.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mmd::MotionData motion;
  try {
    motion = mmd::read_vmd(std::as_bytes(std::span(data, size)), "fuzz");
  } catch (const mmd::LoadError&) {
    return 0;
  }
  fuzz::check_motion(motion);
  fuzz::check_vmd_round(motion);
  fuzz::play(motion);
  return 0;
}
