// Vertex and Face records of a .pmd.csv.
#include "formats/csv_reader.h"
#include "formats/model_checks.h"
#include "formats/space.h"

namespace mmd {

void CsvReader::apply_vertex() {
  const std::uint32_t vertex = vertex_index(1);
  if (lines_.has(8)) model_.vertices.edge_scales[vertex] = lines_.number(8);
  if (lines_.has(27)) apply_skinning(vertex);
}

void CsvReader::apply_skinning(std::uint32_t vertex) {
  const std::int64_t kind = lines_.integer(27);
  switch (kind) {
    case 0:
    case 1:
      return;  // what the PMD holds is enough
    case 2:
      return apply_bones(vertex, SkinningKind::bdef4);
    case 3:
      return apply_sdef(vertex);
    case 4:
      return apply_bones(vertex, SkinningKind::qdef);
    default:
      lines_.place().fail("weight kind " + std::to_string(kind) + ", expected 0..4");
  }
}

void CsvReader::apply_bones(std::uint32_t vertex, SkinningKind kind) {
  lines_.split();
  const bool two = kind == SkinningKind::bdef2 || kind == SkinningKind::sdef;
  glm::ivec4 bones(0);
  glm::vec4 weights(0.0F);
  for (int slot = 0; slot < (two ? 2 : 4); ++slot) {
    const std::size_t k = 28 + 2 * static_cast<std::size_t>(slot);
    bones[slot] = bone_named(lines_.field(k));
    weights[slot] = lines_.number(k + 1);
  }
  if (two) weights.y = 1.0F - weights.x;
  set_bones(vertex, kind, bones, two ? weights : normalised_weights(weights));
}

void CsvReader::set_bones(std::uint32_t vertex, SkinningKind kind, const glm::ivec4& bones,
                          const glm::vec4& weights) {
  VertexData& data = model_.vertices;
  data.skinning[vertex] = kind;
  data.bone_indices[vertex] = bones;
  data.bone_weights[vertex] = weights;
  sdef_.erase(vertex);
}

int CsvReader::bone_named(std::string_view raw) {
  const auto [entry, added] = bones_of_vertices_.try_emplace(raw, 0);
  if (added) entry->second = bones_.find(lines_.decoded(raw)).value_or(0);
  return entry->second;
}

void CsvReader::apply_sdef(std::uint32_t vertex) {
  SdefVertex sdef;
  sdef.vertex = vertex;
  lines_.split();
  sdef.c = to_runtime(lines_.vec3(36));
  sdef.r0 = to_runtime(lines_.vec3(39));
  sdef.r1 = to_runtime(lines_.vec3(42));
  const bool flat = sdef.c == sdef.r0 && sdef.c == sdef.r1;
  apply_bones(vertex, flat ? SkinningKind::bdef2 : SkinningKind::sdef);
  if (!flat) sdef_[vertex] = sdef;
}

// The first two corners change places as in the PMD: the mirrored z turns triangles over.
void CsvReader::apply_face() {
  const std::size_t first = 3 * next_face_++;
  model_.indices[first + 1] = vertex_index(3);
  model_.indices[first] = vertex_index(4);
  model_.indices[first + 2] = vertex_index(5);
}

void CsvReader::finish_vertices() {
  for (const auto& entry : sdef_) model_.vertices.sdef.push_back(entry.second);
}

}  // namespace mmd
