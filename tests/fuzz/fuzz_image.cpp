// Any bytes as an image and as an animation.
#include "MMDFiles/image.h"
#include "MMDFiles/load_error.h"
#include "fuzz/data_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    const auto frames = mmd::decode_animation(bytes, "fuzz");
    fuzz::promise(!frames.empty(), "an animation has pictures");
    for (const mmd::AnimationFrame& frame : frames) {
      fuzz::check_image(frame.image);
      fuzz::promise(frames.size() == 1 || frame.duration >= 0.5F, "pictures stay for a while");
    }
  } catch (const mmd::LoadError&) {
  }
  try {
    fuzz::check_image(mmd::decode_image(bytes, "fuzz"));
  } catch (const mmd::LoadError&) {
  }
  return 0;
}
