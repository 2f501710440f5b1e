// The morphs of a model, prepared for evaluation. Built once per model; immutable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "MMDFiles/morph_data.h"

namespace mmd {

struct ModelData;

// One target of a group or flip morph after nested groups were resolved.
struct MorphPart {
  int morph = 0;  // never a group or flip
  float ratio = 0.0F;
};

struct MorphPlan {
  std::vector<MorphKind> kinds;  // per morph
  // Weights that decay after a FULL motion started: faces of a PMD, vertex morphs of a PMX.
  std::vector<int> faces;
  std::vector<int> bone_morphs;      // indices of the morphs of that kind
  std::vector<int> material_morphs;  // indices of the morphs of that kind
  std::vector<int> impulse_morphs;   // indices of the morphs of that kind
  std::vector<int> morphed_bones;    // bones that any bone morph moves, each once

  // Group and flip morphs: `parts` of morph g are part_begin[g] .. part_begin[g + 1].
  std::vector<int> groups;  // indices of group and flip morphs
  std::vector<std::uint32_t> part_begin;
  std::vector<MorphPart> parts;

  bool negative_weights = false;  // PMX: |w| > 0.001 applies; PMD: w > 0.001

  std::span<const MorphPart> parts_of(int group) const {
    const std::size_t begin = part_begin[static_cast<std::size_t>(group)];
    const std::size_t end = part_begin[static_cast<std::size_t>(group) + 1];
    return std::span(parts).subspan(begin, end - begin);
  }
};

MorphPlan build_morph_plan(const ModelData& data);

}  // namespace mmd
