// Any bytes as a PMD: read, moved and posed.
#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "fuzz/animation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    mmd::ModelData model = mmd::read_pmd(std::as_bytes(std::span(data, size)), "fuzz");
    fuzz::check_model(model);
    fuzz::animate(std::move(model));
  } catch (const mmd::LoadError&) {
    return 0;
  }
  return 0;
}
