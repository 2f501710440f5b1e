// CPU skinning: rest geometry, bone transforms and morph deltas in, posed vertices out.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <span>

#include "render/model_geometry.h"
#include "render/snapshot.h"

namespace mmdagent {

// The layout of a posed buffer: world space, normal of unit length unless the file's is not.
struct PosedVertex {
  glm::vec3 position;
  glm::vec3 normal;
  glm::vec2 uv;
};
static_assert(sizeof(PosedVertex) == 32);

// A bone transform expanded for the kernel: columns of the matrix, beside the quaternion that SDEF
// and QDEF vertices need.
struct SkinBone {
  using Lanes = float __attribute__((vector_size(16)));  // four lanes on every target
  Lanes x, y, z, translation;
  glm::quat rotation;
};

void expand_bones(std::span<const BoneTransform> transforms, std::span<SkinBone> bones);

// Writes each posed vertex once, in order, and never reads one: `posed` may be mapped memory.
struct SkinningJob {
  const ModelGeometry* geometry = nullptr;
  std::span<const SkinBone> bones;     // one per bone of the model, but at least one
  std::span<const MorphDelta> deltas;  // slot_count of them
  std::span<PosedVertex> posed;        // one per vertex

  bool validate() const;
  void run() const;
};

}  // namespace mmdagent
