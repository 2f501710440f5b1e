// Skinning as the specification writes it (animation.md section 8), one vertex at a time in
// matrices and quaternions. Tests compare the kernel with it.
#pragma once

#include <span>

#include "MMDFiles/skinning.h"

namespace mmd {

// `transforms`: one per bone. `weights`: of the vertex and UV morphs, one per morph, or empty.
std::vector<PosedVertex> skin_plainly(const ModelData& data,
                                      std::span<const SkinTransform> transforms,
                                      std::span<const float> weights);

}  // namespace mmd
