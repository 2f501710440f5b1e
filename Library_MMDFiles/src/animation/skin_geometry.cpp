#include "MMDFiles/skin_geometry.h"

#include <algorithm>
#include <utility>

namespace mmd {
namespace {

bool moves_vertices(const MorphData& morph) {
  return !morph.vertices.empty() &&
         (morph.kind == MorphKind::vertex || morph.kind == MorphKind::uv);
}

// An SDEF vertex whose three centres coincide turns like BDEF2 (rendering.md section 9.4).
bool degenerate(const SdefVertex& vertex) { return vertex.c == vertex.r0 && vertex.c == vertex.r1; }

void prepare_runs(SkinGeometry& geometry) {
  const VertexData& vertices = geometry.data->vertices;
  std::size_t next_sdef = 0;
  for (std::uint32_t index = 0; index < vertices.size(); ++index) {
    SkinningKind kind = vertices.skinning[index];
    if (kind == SkinningKind::sdef) {
      const SdefVertex& source = vertices.sdef[next_sdef++];
      if (degenerate(source)) {
        kind = SkinningKind::bdef2;
      } else {
        const glm::vec4& weights = vertices.bone_weights[index];
        const glm::vec3 middle = weights[0] * source.r0 + weights[1] * source.r1;
        geometry.sdef.push_back({source.c, source.c + (source.r0 - middle) * 0.5F,
                                 source.c + (source.r1 - middle) * 0.5F});
      }
    }
    if (geometry.runs.empty() || geometry.runs.back().kind != kind) {
      const std::size_t sdef_first = geometry.sdef.size() - (kind == SkinningKind::sdef ? 1U : 0U);
      geometry.runs.push_back({kind, index, 0, static_cast<std::uint32_t>(sdef_first)});
    }
    ++geometry.runs.back().count;
  }
}

void prepare_slots(SkinGeometry& geometry) {
  const ModelData& data = *geometry.data;
  if (std::none_of(data.morphs.begin(), data.morphs.end(), moves_vertices)) return;
  geometry.slot_of_vertex.assign(data.vertices.size(), 0);
  geometry.slot_count = 1;
  for (std::uint32_t index = 0; index < data.morphs.size(); ++index) {
    const MorphData& morph = data.morphs[index];
    if (!moves_vertices(morph)) continue;
    MorphTarget target{index, {}};
    target.slots.reserve(morph.vertices.size());
    for (const std::uint32_t vertex : morph.vertices) {
      std::uint32_t& slot = geometry.slot_of_vertex[vertex];
      if (slot == 0) slot = geometry.slot_count++;
      target.slots.push_back(slot);
    }
    geometry.morph_targets.push_back(std::move(target));
  }
}

}  // namespace

SkinGeometry prepare_skin_geometry(std::shared_ptr<const ModelData> data) {
  SkinGeometry geometry;
  geometry.data = std::move(data);
  prepare_runs(geometry);
  prepare_slots(geometry);
  return geometry;
}

bool MorphJob::validate() const {
  return geometry != nullptr && deltas.size() == geometry->slot_count &&
         (weights.empty() || weights.size() == geometry->data->morphs.size());
}

void MorphJob::run() const {
  std::fill(deltas.begin(), deltas.end(), MorphDelta{});
  if (weights.empty()) return;
  for (const MorphTarget& target : geometry->morph_targets) {
    const float weight = weights[target.morph];
    if (weight == 0.0F) continue;
    const MorphData& morph = geometry->data->morphs[target.morph];
    if (morph.kind == MorphKind::vertex) {
      for (std::size_t i = 0; i < target.slots.size(); ++i) {
        deltas[target.slots[i]].position += glm::vec4(morph.offsets[i] * weight, 0.0F);
      }
    } else {
      for (std::size_t i = 0; i < target.slots.size(); ++i) {
        deltas[target.slots[i]].uv += morph.uv_offsets[i] * weight;
      }
    }
  }
}

}  // namespace mmd
