// What posing needs of a model, prepared once and shared by all its instances: runs of vertices
// that are skinned alike, SDEF centres, and the morph slots (one for each vertex that any vertex or
// UV morph touches). Immutable after prepare_skin_geometry; no GL in here.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <span>
#include <vector>

#include "MMDFiles/model_data.h"

namespace mmd {

struct SkinRun {
  SkinningKind kind = SkinningKind::bdef1;
  std::uint32_t first = 0;  // vertex
  std::uint32_t count = 0;
  std::uint32_t sdef_first = 0;  // kind sdef: index into SkinGeometry::sdef of the first vertex
};

// cr0 = c + (r0 - w) / 2, cr1 = c + (r1 - w) / 2 with w = weight0 * r0 + weight1 * r1.
struct SdefCenters {
  glm::vec3 c{0.0F};
  glm::vec3 cr0{0.0F};
  glm::vec3 cr1{0.0F};
};

// What a morph of full weight adds to one slot.
struct MorphDelta {
  glm::vec4 position{0.0F};  // xyz
  glm::vec4 uv{0.0F};        // xy
};

struct MorphTarget {
  std::uint32_t morph = 0;           // index into ModelData::morphs
  std::vector<std::uint32_t> slots;  // parallel to the morph's own offsets
};

struct SkinGeometry {
  std::shared_ptr<const ModelData> data;
  std::vector<SkinRun> runs;
  std::vector<SdefCenters> sdef;
  // Slot 0 is the vertex that no morph touches: its delta stays zero. Empty without such morphs.
  std::vector<std::uint32_t> slot_of_vertex;
  std::uint32_t slot_count = 0;  // slot 0 included
  std::vector<MorphTarget> morph_targets;
};

SkinGeometry prepare_skin_geometry(std::shared_ptr<const ModelData> data);

// Sums the vertex and UV morphs into their slots.
struct MorphJob {
  const SkinGeometry* geometry = nullptr;
  std::span<const float> weights;  // one per morph of the model, or empty = all zero
  std::span<MorphDelta> deltas;    // slot_count of them

  bool validate() const;
  void run() const;
};

}  // namespace mmd
