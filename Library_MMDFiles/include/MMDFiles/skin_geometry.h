// What posing the vertices of a model needs, prepared once and shared by all its instances:
// vertices in the order in which they are skinned, SDEF centres, and the morph slots (one for each
// vertex that any vertex or UV morph touches). Immutable after prepare_skin_geometry().
#pragma once

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <span>
#include <vector>

#include "MMDFiles/model_data.h"

namespace mmd {

// A vertex as two halves of four lanes, which skinning turns side by side.
struct alignas(32) RestVertex {
  glm::vec3 position;
  float u = 0.0F;
  glm::vec3 normal;
  float v = 0.0F;
};
static_assert(sizeof(RestVertex) == 32);

// Vertices that follow each other in SkinGeometry and are skinned alike.
struct SkinRun {
  SkinningKind kind = SkinningKind::bdef1;
  bool morphed = false;
  std::uint32_t first = 0;  // entry of `rest` and `targets`
  std::uint32_t count = 0;
  std::uint32_t first_slot = 0;       // entry of `slots`, for morphed vertices
  std::uint32_t first_influence = 0;  // entry of the influences of the kind
};

struct TwoInfluences {
  std::array<std::uint32_t, 2> bones{};
  float weight = 0.0F;  // of the first bone; the second has the rest
};

struct FourInfluences {
  std::array<std::uint32_t, 4> bones{};
  glm::vec4 weights{0.0F};
};

// cr0 = c + (r0 - w) / 2, cr1 = c + (r1 - w) / 2 with w = weight0 * r0 + weight1 * r1.
struct SdefInfluences {
  TwoInfluences two;
  glm::vec3 c{0.0F};
  glm::vec3 cr0{0.0F};
  glm::vec3 cr1{0.0F};
};

// Slots that follow each other, `end` behind the last.
struct SlotRange {
  std::uint32_t first = 0;
  std::uint32_t end = 0;

  bool empty() const { return first == end; }
  // The smallest range that holds both.
  void include(const SlotRange& other);
};

struct MorphTarget {
  std::uint32_t morph = 0;           // index into ModelData::morphs
  std::vector<std::uint32_t> slots;  // parallel to the morph's own offsets
  SlotRange range;                   // that holds all of them
};

struct SkinGeometry {
  std::shared_ptr<const ModelData> data;
  // At most two for each kind: first the vertices that no morph touches, then the others, each by
  // ascending index. BDEF2 vertices that hang on one bone alone are of kind bdef1, SDEF vertices
  // with three equal centres of kind bdef2.
  std::vector<SkinRun> runs;
  std::vector<RestVertex> rest;
  std::vector<std::uint32_t> targets;  // index of the vertex in the file, and in the posed ones

  std::vector<std::uint32_t> one;    // bones of bdef1
  std::vector<TwoInfluences> two;    // bdef2
  std::vector<FourInfluences> four;  // bdef4, then qdef
  std::vector<SdefInfluences> sdef;

  std::vector<std::uint32_t> slots;  // of morphed vertices
  std::uint32_t slot_count = 0;
  bool morphs_uv = false;
  std::vector<MorphTarget> morph_targets;
};

SkinGeometry prepare_skin_geometry(std::shared_ptr<const ModelData> data);

// What the morphs of one instance add to each slot.
struct MorphDeltas {
  MorphDeltas() = default;
  explicit MorphDeltas(const SkinGeometry& geometry);

  std::vector<glm::vec4> positions;  // xyz0
  std::vector<glm::vec4> uvs;        // 00uv; empty without UV morphs
  std::vector<float> applied;        // weight of each morph target that the sums hold

  // What MorphJob may have changed since the reader of these last emptied them; at first all.
  SlotRange changed_positions;
  SlotRange changed_uvs;
};

// Sums the vertex and UV morphs into their slots; touches those alone that change.
struct MorphJob {
  const SkinGeometry* geometry = nullptr;
  std::span<const float> weights;  // one per morph of the model, or empty = all zero
  MorphDeltas* deltas = nullptr;   // made for this geometry

  bool validate() const;
  void run() const;
};

}  // namespace mmd
