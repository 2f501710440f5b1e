// The vertex section of a PMX.
#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmx_reader.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr std::uint64_t plain_vertex_bytes = 12 + 12 + 8;  // position, normal, uv
constexpr std::uint64_t additional_uv_bytes = 16;
constexpr std::uint64_t weight_bytes = 4;
constexpr std::uint64_t sdef_bytes = 3 * 12;

int bone_slots(SkinningKind kind) {
  if (kind == SkinningKind::bdef1) return 1;
  return kind == SkinningKind::bdef2 || kind == SkinningKind::sdef ? 2 : 4;
}

// Kind byte, bones, weights and SDEF centres.
std::uint64_t skinning_bytes(SkinningKind kind, unsigned bone_size) {
  const std::uint64_t bones = 1 + static_cast<std::uint64_t>(bone_slots(kind)) * bone_size;
  if (kind == SkinningKind::bdef1) return bones;
  if (kind == SkinningKind::bdef2) return bones + weight_bytes;
  if (kind == SkinningKind::sdef) return bones + weight_bytes + sdef_bytes;
  return bones + 4 * weight_bytes;
}

}  // namespace

void PmxReader::read_vertices() {
  const int uv_count = model_.vertices.additional_uv_count;
  const std::uint64_t record_bytes = plain_vertex_bytes +
                                     static_cast<std::uint64_t>(uv_count) * additional_uv_bytes +
                                     skinning_bytes(SkinningKind::bdef1, bone_size_) + weight_bytes;
  const std::size_t count = read_count("vertex", limits::vertices, record_bytes);
  vertices_offset_ = in_.offset();
  VertexData& data = model_.vertices;
  data.positions.reserve(count);
  data.normals.reserve(count);
  data.uvs.reserve(count);
  data.edge_scales.reserve(count);
  data.skinning.reserve(count);
  data.bone_indices.reserve(count);
  data.bone_weights.reserve(count);
  for (int i = 0; i < uv_count; ++i) data.additional_uvs[i].reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("vertex", i);
    read_vertex(i);
  }
}

void PmxReader::read_vertex(std::size_t vertex) {
  VertexData& data = model_.vertices;
  data.positions.push_back(to_runtime(in_.finite_vec3("position")));
  data.normals.push_back(to_runtime(repaired_normal(in_.vec3(), in_)));
  data.uvs.push_back(repaired_uv(in_.vec2(), in_));
  for (int i = 0; i < data.additional_uv_count; ++i) {
    data.additional_uvs[i].push_back(repaired_uv(in_.vec4(), in_));
  }
  read_weights(vertex);
  data.edge_scales.push_back(repaired_factor(in_.f32(), in_));
}

// Bone indices are stored raw here: how many bones there are is not known yet.
void PmxReader::read_weights(std::size_t vertex) {
  VertexData& data = model_.vertices;
  const std::size_t start = in_.offset();
  const unsigned stored_kind = in_.u8();
  if (stored_kind > static_cast<unsigned>(SkinningKind::qdef)) {
    in_.fail_at(start, "weight kind " + std::to_string(stored_kind) + ", expected 0..4");
  }
  const auto kind = static_cast<SkinningKind>(stored_kind);
  glm::ivec4 bones(0);
  for (int slot = 0; slot < bone_slots(kind); ++slot) {
    bones[slot] = static_cast<int>(read_index(bone_size_));
  }
  glm::vec4 weights(1.0F, 0.0F, 0.0F, 0.0F);
  if (kind == SkinningKind::bdef2 || kind == SkinningKind::sdef) {
    weights.x = in_.finite_f32("weight");
    weights.y = 1.0F - weights.x;
  } else if (kind != SkinningKind::bdef1) {
    weights = normalised_weights(in_.finite_vec4("weight"));
  }
  if (kind == SkinningKind::sdef) {
    SdefVertex sdef;
    sdef.vertex = static_cast<std::uint32_t>(vertex);
    sdef.c = to_runtime(in_.finite_vec3("SDEF centre"));
    sdef.r0 = to_runtime(in_.finite_vec3("SDEF centre"));
    sdef.r1 = to_runtime(in_.finite_vec3("SDEF centre"));
    data.sdef.push_back(sdef);
  }
  data.skinning.push_back(kind);
  data.bone_indices.push_back(bones);
  data.bone_weights.push_back(weights);
}

void PmxReader::check_vertex_bones() {
  VertexData& data = model_.vertices;
  const auto uv_count = static_cast<std::uint64_t>(data.additional_uv_count);
  std::uint64_t offset = vertices_offset_;
  for (std::size_t i = 0; i < data.size(); ++i) {
    in_.point_at("vertex", i, offset);
    for (int slot = 0; slot < 4; ++slot) {
      data.bone_indices[i][slot] =
          checked_vertex_bone(data.bone_indices[i][slot], data.bone_weights[i][slot]);
    }
    offset += plain_vertex_bytes + uv_count * additional_uv_bytes +
              skinning_bytes(data.skinning[i], bone_size_) + weight_bytes;
  }
}

int PmxReader::checked_vertex_bone(int bone, float weight) {
  const auto count = static_cast<int>(model_.bones.size());
  if (bone >= 0 && bone < count) return bone;
  if (weight == 0.0F) return 0;
  if (bone == -1 && count > 0) {
    in_.warn("bone index -1 with a weight, taken as bone 0");
    return 0;
  }
  in_.fail("bone index " + std::to_string(bone) + ", expected 0.." + std::to_string(count - 1));
}

}  // namespace mmd
