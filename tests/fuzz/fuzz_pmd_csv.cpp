// The input is a .pmd.csv of a fixed model with three vertices, one material and two bones.
#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "fuzz/data_promises.h"
#include "unit/MMDFiles/pmd_builder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test_support::PmdParts parts;
  parts.bones = test_support::pmd_bones({{}, {.name = "b", .parent = 0}});
  mmd::ModelData model = mmd::read_pmd(test_support::pmd_of(parts), "fuzz.pmd");
  try {
    mmd::apply_pmd_csv(model, std::as_bytes(std::span(data, size)), "fuzz.pmd.csv");
  } catch (const mmd::LoadError&) {
  }
  fuzz::check_model(model);
  return 0;
}
