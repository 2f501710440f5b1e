#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "fuzz/data_promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    fuzz::check_motion(mmd::read_vmd(std::as_bytes(std::span(data, size)), "fuzz"));
  } catch (const mmd::LoadError&) {
    return 0;
  }
  return 0;
}
