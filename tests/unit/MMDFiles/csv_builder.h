// A .pmd.csv applied to a small PMD.
#pragma once

#include <string>
#include <string_view>

#include "MMDFiles/readers.h"
#include "support/load_errors.h"
#include "unit/MMDFiles/pmd_builder.h"

namespace test_support {

// Three vertices, one material, two bones: センター and b.
inline Bytes two_bones() {
  PmdParts parts;
  parts.bones = pmd_bones({{}, {.name = "b", .parent = 0}});
  parts.material = pmd_material(1, 0, 1, "p.bmp");
  return pmd_of(parts);
}

inline void apply(mmd::ModelData& model, std::string_view csv) {
  mmd::apply_pmd_csv(model, std::as_bytes(std::span(csv.data(), csv.size())), "a.pmd.csv");
}

inline mmd::ModelData with(std::string_view csv) {
  mmd::ModelData model = mmd::read_pmd(two_bones(), "a.pmd");
  apply(model, csv);
  return model;
}

inline std::string error_of(std::string_view csv) {
  return load_error_of([&] { with(csv); });
}

// A Vertex record from its edge scale on; `weights` is what follows the weight kind.
inline std::string vertex_record(int vertex, std::string_view edge, int kind,
                                 std::string_view weights) {
  std::string line = "Vertex," + std::to_string(vertex) + ",0,0,0,0,0,0," + std::string(edge);
  for (int k = 9; k <= 26; ++k) line += ",0";
  return line + "," + std::to_string(kind) + "," + std::string(weights) + "\r\n";
}

}  // namespace test_support
