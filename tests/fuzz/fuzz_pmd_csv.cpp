// The input is a .pmd.csv of a fixed model with three vertices, one material and two bones. What
// comes of it is moved and posed.
#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "fuzz/animation.h"
#include "unit/MMDFiles/csv_builder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const mmd::ModelData plain = mmd::read_pmd(test_support::two_bones(), "fuzz.pmd");
  mmd::ModelData model = plain;
  try {
    mmd::apply_pmd_csv(model, std::as_bytes(std::span(data, size)), "fuzz.pmd.csv");
  } catch (const mmd::LoadError&) {
    fuzz::check_model(model);
    return 0;
  }
  fuzz::check_model(model);
  fuzz::animate(std::move(model));
  return 0;
}
