// CPU skinning: rest geometry, bone transforms and morph deltas in, posed vertices out.
#pragma once

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

// A bone transform expanded for the kernel: columns of the matrix, beside the quaternion that
// SDEF and QDEF vertices need.
struct SkinBone {
  using Lanes = float __attribute__((vector_size(16)));  // four lanes on every target
  Lanes x, y, z, translation;
  glm::quat rotation;
};

// Of all bones of a pose; one entry per bone.
void fill_skin_transforms(const Rig& rig, const Pose& pose, std::span<SkinTransform> transforms);

void expand_bones(std::span<const SkinTransform> transforms, std::span<SkinBone> bones);

// Writes each posed vertex once, in order, and never reads one: `posed` may be mapped memory.
struct SkinningJob {
  const SkinGeometry* geometry = nullptr;
  std::span<const SkinBone> bones;     // one per bone of the model, but at least one
  std::span<const MorphDelta> deltas;  // slot_count of them
  std::span<PosedVertex> posed;        // one per vertex

  bool validate() const;
  void run() const;
};

}  // namespace mmd
