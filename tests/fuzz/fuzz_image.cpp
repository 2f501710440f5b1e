#include "MMDFiles/image.h"
#include "MMDFiles/load_error.h"
#include "fuzz/data_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const mmd::Image image = mmd::decode_image(std::as_bytes(std::span(data, size)), "fuzz");
    fuzz::promise(image.width > 0 && image.height > 0, "an image has pixels");
    const auto pixels =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    fuzz::promise(image.rgba.size() == 4 * pixels, "four bytes a pixel");
  } catch (const mmd::LoadError&) {
    return 0;
  }
  return 0;
}
