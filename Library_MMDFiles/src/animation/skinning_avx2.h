// Linear skinning with 256-bit registers: position and normal of a vertex side by side.
#pragma once

#include <cstdint>

#include "MMDFiles/skinning.h"

namespace mmd {

// Added to the square of a normal before its root: a normal of length 0 stays one.
inline constexpr float smallest_squared_normal = 1e-30F;

// One run of the kinds bdef1, bdef2 or bdef4. All pointers are to its first vertex.
struct LinearRun {
  SkinningKind kind = SkinningKind::bdef1;
  std::uint32_t count = 0;
  const RestVertex* rest = nullptr;
  const std::uint32_t* targets = nullptr;
  const std::uint32_t* slots = nullptr;  // null: no morph touches the vertices
  const std::uint32_t* one = nullptr;
  const TwoInfluences* two = nullptr;
  const FourInfluences* four = nullptr;
  const glm::vec4* position_deltas = nullptr;  // by slot
  const glm::vec4* uv_deltas = nullptr;        // by slot; null without UV morphs
  const SkinMatrix* matrices = nullptr;        // by bone
  PosedVertex* posed = nullptr;                // by target
};

// False on other processors: then skin_avx2() must not be called.
bool can_skin_avx2();
void skin_avx2(const LinearRun& run);

}  // namespace mmd
