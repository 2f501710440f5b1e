// CPU skinning: rest geometry, bone transforms and morph deltas in, posed vertices out.
#pragma once

#include <glm/gtc/quaternion.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <span>

#include "MMDFiles/skin_geometry.h"

namespace mmd {

struct Pose;
struct Rig;

// The layout of a posed buffer: world space, normal of unit length unless the file's is not.
struct PosedVertex {
  glm::vec3 position;
  glm::vec3 normal;
  glm::vec2 uv;
};
static_assert(sizeof(PosedVertex) == 32);

// What skinning applies to a rest position p: rotation * p + translation. For a bone with world
// transform (position, rotation) and rest origin o: translation = position - rotation * o.
struct SkinTransform {
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};  // unit length
  glm::vec3 translation{0.0F};
};

// A bone transform expanded for the kernel: columns of the matrix, their fourth lane 0.
struct SkinMatrix {
  using Lanes = float __attribute__((vector_size(16)));  // four lanes on every target
  Lanes x, y, z, translation;
};

// Of all bones of a pose; `transforms` has one entry per bone, or more, which stay.
void fill_skin_transforms(const Rig& rig, const Pose& pose, std::span<SkinTransform> transforms);

void expand_bones(std::span<const SkinTransform> transforms, std::span<SkinMatrix> matrices);

// Writes each posed vertex once and never reads one: `posed` may be mapped memory. SDEF and QDEF
// vertices use `transforms`, the others `matrices`. A model without bones hangs on one that does
// not move.
struct SkinningJob {
  const SkinGeometry* geometry = nullptr;
  std::span<const SkinTransform> transforms;  // one per bone of the model, but at least one
  std::span<const SkinMatrix> matrices;       // the same, expanded
  const MorphDeltas* deltas = nullptr;        // made for this geometry
  std::span<PosedVertex> posed;               // one per vertex

  bool validate() const;
  void run() const;
  // As run(), with the instructions that every processor has.
  void run_portably() const;
};

}  // namespace mmd
