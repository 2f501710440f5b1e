// Any bytes as an image or, every second length, as an animation.
#include "MMDFiles/image.h"
#include "MMDFiles/load_error.h"
#include "fuzz/data_promises.h"

namespace {

void decode_frames(std::span<const std::byte> bytes) {
  const auto frames = mmd::decode_animation(bytes, "fuzz");
  fuzz::promise(!frames.empty(), "an animation has pictures");
  for (const mmd::AnimationFrame& frame : frames) {
    fuzz::check_image(frame.image);
    fuzz::promise(frames.size() == 1 || frame.duration >= 0.5F, "pictures stay for a while");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    // One of the two, since an image may be a gigabyte.
    if (size % 2 == 0) {
      decode_frames(bytes);
    } else {
      fuzz::check_image(mmd::decode_image(bytes, "fuzz"));
    }
  } catch (const mmd::LoadError&) {
  }
  return 0;
}
