#include "formats/pmd_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "formats/model_checks.h"
#include "formats/space.h"
#include "formats/texture_field.h"

namespace mmd {
namespace {

constexpr std::uint64_t vertex_bytes = 38;
constexpr std::uint64_t index_bytes = 2;
constexpr std::uint64_t material_bytes = 70;
constexpr std::size_t header_name_bytes = 20;
constexpr std::size_t header_comment_bytes = 256;
constexpr std::size_t texture_field_bytes = 20;

// Opacity that MikuMikuDance uses as the mark "no self-shadow".
bool is_self_shadow_mark(float alpha) { return alpha >= 0.97999F && alpha <= 0.98001F; }

}  // namespace

ModelData PmdReader::read() {
  model_.kind = ModelKind::pmd;
  read_header();
  read_vertices();
  read_indices();
  read_materials();
  read_bones();
  check_vertex_bones();
  read_ik_chains();
  read_faces();
  read_display_lists();
  model_.toon_files = {"toon0.bmp",  "toon01.bmp", "toon02.bmp", "toon03.bmp",
                       "toon04.bmp", "toon05.bmp", "toon06.bmp", "toon07.bmp",
                       "toon08.bmp", "toon09.bmp", "toon10.bmp"};
  if (!in_.at_end()) {
    read_english_names();
    read_toon_files();
  }
  if (!in_.at_end()) {
    read_rigid_bodies();
    read_joints();
  }
  model_.warnings = in_.take_warnings();
  return std::move(model_);
}

std::string PmdReader::read_name(std::size_t bytes) {
  DecodedText decoded = decode_cp932_field(in_.bytes(bytes));
  if (decoded.damaged) in_.warn_damaged_text();
  return std::move(decoded.text);
}

void PmdReader::read_header() {
  in_.enter("header");
  const auto magic = in_.bytes(3);
  if (magic[0] != std::byte{'P'} || magic[1] != std::byte{'m'} || magic[2] != std::byte{'d'}) {
    in_.fail("not a PMD file, expected it to begin with \"Pmd\"");
  }
  const std::size_t version_offset = in_.offset();
  model_.version = in_.f32();
  if (std::bit_cast<std::uint32_t>(model_.version) != 0x3F800000U) {
    in_.fail_at(version_offset,
                "version " + std::to_string(model_.version) + ", expected exactly 1.0");
  }
  model_.name = read_name(header_name_bytes);
  model_.comment = read_name(header_comment_bytes);
}

void PmdReader::read_vertices() {
  in_.enter("vertex");
  const std::uint32_t count = in_.u32();
  in_.expect_records(count, limits::vertices, vertex_bytes);
  vertices_offset_ = in_.offset();
  VertexData& data = model_.vertices;
  data.positions.reserve(count);
  data.normals.reserve(count);
  data.uvs.reserve(count);
  data.edge_scales.reserve(count);
  data.skinning.reserve(count);
  data.bone_indices.reserve(count);
  data.bone_weights.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("vertex", i);
    data.positions.push_back(to_runtime(in_.finite_vec3("position")));
    data.normals.push_back(to_runtime(repaired_normal(in_.vec3(), in_)));
    data.uvs.push_back(repaired_uv(in_.vec2(), in_));
    read_weights(i);
    data.edge_scales.push_back(in_.u8() == 0 ? 1.0F : 0.0F);
  }
}

// Bone indices are stored raw here: how many bones there are is not known yet.
void PmdReader::read_weights(std::size_t vertex) {
  const int bone0 = in_.i16();
  const int bone1 = in_.i16();
  const unsigned percent = in_.u8();
  if (percent > 100) {
    in_.point_at("vertex", vertex, vertices_offset_ + vertex * vertex_bytes);
    in_.warn("weight " + std::to_string(percent) + ", taken as 100");
  }
  VertexData& data = model_.vertices;
  const float weight = static_cast<float>(std::min(percent, 100U)) * 0.01F;
  if (percent >= 100 || percent == 0) {
    data.skinning.push_back(SkinningKind::bdef1);
    data.bone_indices.emplace_back(percent == 0 ? bone1 : bone0, 0, 0, 0);
    data.bone_weights.emplace_back(1.0F, 0.0F, 0.0F, 0.0F);
  } else {
    data.skinning.push_back(SkinningKind::bdef2);
    data.bone_indices.emplace_back(bone0, bone1, 0, 0);
    data.bone_weights.emplace_back(weight, 1.0F - weight, 0.0F, 0.0F);
  }
}

void PmdReader::check_vertex_bones() {
  const auto count = static_cast<int>(model_.bones.size());
  const VertexData& data = model_.vertices;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const int used = data.skinning[i] == SkinningKind::bdef1 ? 1 : 2;
    for (int slot = 0; slot < used; ++slot) {
      const int bone = data.bone_indices[i][slot];
      if (bone >= 0 && bone < count) continue;
      in_.point_at("vertex", i, vertices_offset_ + i * vertex_bytes);
      in_.fail("bone index " + std::to_string(bone) + ", expected 0.." + std::to_string(count - 1));
    }
  }
}

void PmdReader::read_indices() {
  in_.enter("index");
  const std::uint32_t count = in_.u32();
  in_.expect_records(count, limits::indices, index_bytes);
  if (count % 3 != 0) in_.fail("count " + std::to_string(count) + " is no multiple of 3");
  model_.indices.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("index", i);
    const std::uint32_t vertex = in_.u16();
    if (vertex >= model_.vertices.size()) {
      in_.fail("vertex " + std::to_string(vertex) + ", expected less than " +
               std::to_string(model_.vertices.size()));
    }
    model_.indices[i] = vertex;
  }
  for (std::size_t i = 0; i < count; i += 3) std::swap(model_.indices[i], model_.indices[i + 1]);
}

void PmdReader::read_materials() {
  in_.enter("material");
  const std::uint32_t count = in_.u32();
  in_.expect_records(count, limits::materials, material_bytes);
  model_.materials.reserve(count);
  std::uint64_t used = 0;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("material", i);
    MaterialData material = read_material();
    const std::int64_t index_count = in_.u32();
    assign_material_range(material, index_count, used, model_.indices.size(), in_);
    const TextureField field = parse_texture_field(read_name(texture_field_bytes));
    material.texture = texture_index(field.texture);
    material.sphere_texture = texture_index(field.sphere);
    material.sphere_mode = field.sphere_mode;
    model_.materials.push_back(std::move(material));
  }
  in_.enter("material");
  warn_of_undrawn_indices(used, model_.indices.size(), in_);
}

MaterialData PmdReader::read_material() {
  constexpr unsigned no_toon = 0xFF;
  constexpr unsigned last_toon = 9;
  MaterialData material;
  material.diffuse = repaired_color(in_.vec4(), in_);
  material.shininess = repaired_factor(in_.f32(), in_);
  material.specular = repaired_color(in_.vec3(), in_);
  material.ambient = repaired_color(in_.vec3(), in_);
  const unsigned toon = in_.u8();
  if (toon <= last_toon) {
    material.toon_slot = static_cast<int>(toon) + 1;
  } else if (toon != no_toon) {
    in_.warn("toon " + std::to_string(toon) + ", expected 0..9 or 255; taken as none");
  }
  material.edge = in_.u8() != 0;
  material.ground_shadow = material.edge;
  material.two_sided = material.diffuse.a < 1.0F;
  const bool marked = is_self_shadow_mark(material.diffuse.a);
  material.self_shadow_cast = !marked;
  material.self_shadow_receive = !marked;
  material.reference_self_shadow = marked && material.ground_shadow;
  derive_material_values(material);
  return material;
}

int PmdReader::texture_index(const std::string& name) {
  if (name.empty()) return -1;
  const auto [entry, added] =
      texture_indices_.try_emplace(name, static_cast<int>(model_.textures.size()));
  if (added) model_.textures.push_back(name);
  return entry->second;
}

ModelData read_pmd(std::span<const std::byte> bytes, std::string_view path) {
  return PmdReader(bytes, path).read();
}

}  // namespace mmd
