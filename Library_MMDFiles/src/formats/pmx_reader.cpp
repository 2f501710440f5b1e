#include "formats/pmx_reader.h"

#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "formats/model_checks.h"
#include "formats/texture_field.h"

namespace mmd {
namespace {

constexpr unsigned smallest_global_count = 8;
constexpr std::uint64_t text_bytes = 4;  // an empty text is its length alone

constexpr unsigned flag_two_sided = 0x01;
constexpr unsigned flag_ground_shadow = 0x02;
constexpr unsigned flag_self_shadow_cast = 0x04;
constexpr unsigned flag_self_shadow_receive = 0x08;
constexpr unsigned flag_edge = 0x10;
constexpr unsigned flag_vertex_color = 0x20;
constexpr unsigned flag_points = 0x40;
constexpr unsigned flag_lines = 0x80;

}  // namespace

ModelData PmxReader::read() {
  model_.kind = ModelKind::pmx;
  read_header();
  read_vertices();
  read_indices();
  read_textures();
  read_materials();
  read_bones();
  check_vertex_bones();
  read_morphs();
  read_display_frames();
  read_rigid_bodies();
  check_impulse_bodies();
  read_joints();
  if (model_.version > 2.05F) skip_soft_bodies();
  if (!in_.at_end()) {
    in_.enter("file");
    in_.warn(std::to_string(in_.remaining()) + " bytes after the last section, ignored");
  }
  model_.warnings = in_.take_warnings();
  return std::move(model_);
}

void PmxReader::read_header() {
  in_.enter("header");
  const auto magic = in_.bytes(4);
  const bool known = magic[0] == std::byte{'P'} && magic[1] == std::byte{'M'} &&
                     magic[2] == std::byte{'X'} &&
                     (magic[3] == std::byte{' '} || magic[3] == std::byte{0xA0});
  if (!known) in_.fail("not a PMX file, expected it to begin with \"PMX \"");
  const std::size_t version_offset = in_.offset();
  model_.version = in_.f32();
  constexpr float tolerance = 1e-4F;
  const bool supported =
      std::abs(model_.version - 2.0F) < tolerance || std::abs(model_.version - 2.1F) < tolerance;
  if (!supported) {
    in_.fail_at(version_offset,
                "version " + std::to_string(model_.version) + ", expected 2.0 or 2.1");
  }
  const std::size_t globals_offset = in_.offset();
  const unsigned global_count = in_.u8();
  if (global_count < smallest_global_count) {
    in_.fail_at(globals_offset,
                "number of globals " + std::to_string(global_count) + ", expected at least 8");
  }
  const auto setting = [&](std::string_view what, unsigned last) {
    const std::size_t offset = in_.offset();
    const unsigned value = in_.u8();
    if (value > last) {
      in_.fail_at(offset, std::string(what) + " " + std::to_string(value) + ", expected 0.." +
                              std::to_string(last));
    }
    return value;
  };
  utf8_ = setting("text encoding", 1) == 1;
  model_.vertices.additional_uv_count = static_cast<int>(setting("additional UV count", 4));
  const auto index_size = [&](std::string_view what) {
    const std::size_t offset = in_.offset();
    const unsigned value = in_.u8();
    if (value != 1 && value != 2 && value != 4) {
      in_.fail_at(offset, std::string(what) + " index size " + std::to_string(value) +
                              ", expected 1, 2 or 4");
    }
    return value;
  };
  vertex_size_ = index_size("vertex");
  texture_size_ = index_size("texture");
  material_size_ = index_size("material");
  bone_size_ = index_size("bone");
  morph_size_ = index_size("morph");
  body_size_ = index_size("rigid body");
  in_.skip(global_count - smallest_global_count);
  model_.name = read_name();
  model_.english_name = read_name();
  model_.comment = read_text(limits::pmx_text_bytes);
  model_.english_comment = read_text(limits::pmx_text_bytes);
}

std::size_t PmxReader::read_count(std::string_view section, std::uint64_t limit,
                                  std::uint64_t record_bytes) {
  in_.enter(section);
  const std::int32_t count = in_.i32();
  if (count < 0) in_.fail("count " + std::to_string(count) + ", expected at least 0");
  in_.expect_records(static_cast<std::uint64_t>(count), limit, record_bytes);
  return static_cast<std::size_t>(count);
}

std::string PmxReader::read_text(std::uint64_t limit) {
  const std::size_t start = in_.offset();
  const std::int32_t length = in_.i32();
  if (length < 0 || static_cast<std::uint64_t>(length) > limit) {
    in_.fail_at(start,
                "text length " + std::to_string(length) + ", expected 0.." + std::to_string(limit));
  }
  if (!utf8_ && length % 2 != 0) {
    in_.fail_at(start, "text length " + std::to_string(length) + " is odd, expected UTF-16");
  }
  const auto bytes = in_.bytes(static_cast<std::size_t>(length));
  DecodedText decoded = utf8_ ? decode_utf8(bytes) : decode_utf16le(bytes);
  if (decoded.damaged) in_.warn_damaged_text();
  return std::move(decoded.text);
}

std::string PmxReader::read_name() { return read_text(limits::pmx_name_bytes); }

std::int64_t PmxReader::read_index(unsigned size) {
  if (size == 1) return in_.i8();
  if (size == 2) return in_.i16();
  return in_.i32();
}

std::int64_t PmxReader::read_vertex_index() {
  const std::size_t start = in_.offset();
  std::int64_t vertex = 0;
  if (vertex_size_ == 1) {
    vertex = in_.u8();
  } else if (vertex_size_ == 2) {
    vertex = in_.u16();
  } else {
    vertex = in_.i32();
  }
  if (vertex < 0 || vertex >= static_cast<std::int64_t>(model_.vertices.size())) {
    in_.fail_at(start, "vertex " + std::to_string(vertex) + ", expected 0.." +
                           std::to_string(static_cast<std::int64_t>(model_.vertices.size()) - 1));
  }
  return vertex;
}

void PmxReader::read_indices() {
  const std::size_t count = read_count("index", limits::indices, vertex_size_);
  if (count % 3 != 0) in_.fail("count " + std::to_string(count) + " is no multiple of 3");
  model_.indices.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("index", i);
    model_.indices[i] = static_cast<std::uint32_t>(read_vertex_index());
  }
  for (std::size_t i = 0; i < count; i += 3) std::swap(model_.indices[i], model_.indices[i + 1]);
}

void PmxReader::read_textures() {
  const std::size_t count = read_count("texture", limits::textures, text_bytes);
  model_.textures.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("texture", i);
    model_.textures.push_back(normalised_separators(read_name()));
  }
}

void PmxReader::read_materials() {
  const std::uint64_t record_bytes =
      3 * text_bytes + 16 + 12 + 4 + 12 + 1 + 16 + 4 + 2 * texture_size_ + 1 + 1 + 1 + 4;
  const std::size_t count = read_count("material", limits::materials, record_bytes);
  model_.materials.reserve(count);
  std::uint64_t used = 0;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("material", i);
    model_.materials.push_back(read_material(used));
  }
  in_.enter("material");
  warn_of_undrawn_indices(used, model_.indices.size(), in_);
}

MaterialData PmxReader::read_material(std::uint64_t& used) {
  MaterialData material;
  material.name = read_name();
  material.english_name = read_name();
  material.diffuse = repaired_color(in_.vec4(), in_);
  material.specular = repaired_color(in_.vec3(), in_);
  material.shininess = repaired_factor(in_.f32(), in_);
  material.ambient = repaired_color(in_.vec3(), in_);
  const unsigned flags = in_.u8();
  material.two_sided = (flags & flag_two_sided) != 0;
  material.ground_shadow = (flags & flag_ground_shadow) != 0;
  material.self_shadow_cast = (flags & flag_self_shadow_cast) != 0;
  material.self_shadow_receive = (flags & flag_self_shadow_receive) != 0;
  material.edge = (flags & flag_edge) != 0;
  material.vertex_color = (flags & flag_vertex_color) != 0;
  material.points = (flags & flag_points) != 0;
  material.lines = (flags & flag_lines) != 0;
  material.edge_color = repaired_color(in_.vec4(), in_);
  material.edge_size = repaired_factor(in_.f32(), in_);
  material.texture = read_texture_index();
  material.sphere_texture = read_texture_index();
  const unsigned sphere_mode = in_.u8();
  if (sphere_mode <= 3) {
    material.sphere_mode = static_cast<SphereMode>(sphere_mode);
  } else {
    in_.warn("sphere mode " + std::to_string(sphere_mode) + ", taken as none");
  }
  read_toon(material);
  material.memo = read_text(limits::pmx_text_bytes);
  assign_material_range(material, in_.i32(), used, model_.indices.size(), in_);
  derive_material_values(material);
  return material;
}

void PmxReader::read_toon(MaterialData& material) {
  constexpr unsigned last_shared_toon = 9;
  const std::size_t start = in_.offset();
  const unsigned mode = in_.u8();
  if (mode == 0) {
    material.toon_texture = read_texture_index();
  } else if (mode == 1) {
    const unsigned toon = in_.u8();
    if (toon <= last_shared_toon) {
      material.toon_slot = static_cast<int>(toon) + 1;
    } else {
      in_.warn("shared toon " + std::to_string(toon) + ", expected 0..9; taken as none");
    }
  } else {
    in_.fail_at(start, "toon mode " + std::to_string(mode) + ", expected 0 or 1");
  }
}

int PmxReader::read_texture_index() {
  const std::int64_t index = read_index(texture_size_);
  if (index >= -1 && index < static_cast<std::int64_t>(model_.textures.size())) {
    return static_cast<int>(index);
  }
  in_.warn("texture index " + std::to_string(index) + " does not exist, no texture");
  return -1;
}

ModelData read_pmx(std::span<const std::byte> bytes, std::string_view path) {
  return PmxReader(bytes, path).read();
}

}  // namespace mmd
