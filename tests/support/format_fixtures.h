// The small model and motion files of the format chapter, byte by byte.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "support/byte_writer.h"

namespace test_support {

// CP932.
inline constexpr std::string_view sjis_center = "\x83\x5A\x83\x93\x83\x5E\x81\x5B";  // センター
inline constexpr std::string_view sjis_a = "\x82\xA0";                               // あ
inline constexpr std::string_view sjis_left_leg_ik = "\x8D\xB6\x91\xAB\x82\x68\x82\x6A";
inline constexpr std::string_view sjis_camera = "\x83\x4A\x83\x81\x83\x89\x81\x45\x8F\xC6\x96\xBE";

inline void write_pmd_header(ByteWriter& out, std::string_view name) {
  out.raw("Pmd").f32(1.0F).field(name, 20).zeros(256);
}

inline Bytes pmd_empty() {
  ByteWriter out;
  write_pmd_header(out, "empty");
  // vertices, indices, materials; bones, IK, faces; face list, bone groups; bone list
  out.u32(0).u32(0).u32(0).u16(0).u16(0).u16(0).u8(0).u8(0).u32(0);
  return out.bytes();
}

// Offsets inside pmd_tri() for tests that damage it.
inline constexpr std::size_t pmd_tri_vertex0 = 287;
inline constexpr std::size_t pmd_tri_indices = 287 + 3 * 38 + 4;
inline constexpr std::size_t pmd_tri_material = pmd_tri_indices + 6 + 4;
inline constexpr std::size_t pmd_tri_bone = pmd_tri_material + 70 + 2;
inline constexpr std::size_t pmd_tri_ik_count = pmd_tri_bone + 39;

inline void write_tri_vertices(ByteWriter& out) {
  const auto vertex = [&](float x, float y, float u, float v) {
    out.floats({x, y, 0, 0, 0, -1, u, v}).u16(0).u16(0).u8(100).u8(0);
  };
  out.u32(3);
  vertex(0, 0, 0, 0);
  vertex(1, 0, 1, 0);
  vertex(0, 1, 0, 1);
}

inline Bytes pmd_tri() {
  ByteWriter out;
  write_pmd_header(out, "tri");
  write_tri_vertices(out);
  out.u32(3).u16(0).u16(1).u16(2);
  out.u32(1).floats({.5F, .5F, .5F, 1, 5, 0, 0, 0, .25F, .25F, .25F});
  out.u8(0).u8(1).u32(3).zeros(20);
  out.u16(1).field(sjis_center, 20).u16(0xFFFF).u16(0xFFFF).u8(1).u16(0).floats({0, 0, 0});
  out.u16(0).u16(0).u8(0).u8(0).u32(0);
  return out.bytes();
}

inline void write_rigid_body(ByteWriter& out, std::string_view name, unsigned mode) {
  out.field(name, 20).u16(0).u8(0).u16(0xFFFF).u8(0);
  out.floats({1, 0, 0, 0, 0, 0, 0, 0, 0, 1, .5F, .5F, 0, .5F}).u8(mode);
}

inline void write_toons(ByteWriter& out) {
  for (int i = 1; i <= 10; ++i) {
    const std::string number = (i < 10 ? "0" : "") + std::to_string(i);
    out.field("toon" + number + ".bmp", 100);
  }
}

inline Bytes pmd_phys() {
  ByteWriter out;
  out.raw(pmd_tri()).u8(0);
  write_toons(out);
  out.u32(1);
  write_rigid_body(out, "rb", 0);
  out.u32(0);
  return out.bytes();
}

inline void write_vmd_header(ByteWriter& out, std::string_view model_name) {
  out.field("Vocaloid Motion Data 0002", 30).field(model_name, 20);
}

inline Bytes vmd_empty() {
  ByteWriter out;
  write_vmd_header(out, "");
  out.u32(0).u32(0);
  return out.bytes();
}

// Interpolation block whose four rows are shifted copies, as editors write it.
inline void write_interpolation(ByteWriter& out, unsigned x1, unsigned y1, unsigned x2,
                                unsigned y2) {
  const unsigned row[16] = {x1, x1, x1, x1, y1, y1, y1, y1, x2, x2, x2, x2, y2, y2, y2, y2};
  for (std::size_t shift = 0; shift < 4; ++shift) {
    for (std::size_t i = 0; i < 16; ++i) out.u8(i + shift < 16 ? row[i + shift] : 0);
  }
}

// At x, with linear curves.
inline void write_bone_key(ByteWriter& out, std::string_view name, std::uint32_t frame, float x) {
  out.field(name, 15).u32(frame).floats({x, 0, 0, 0, 0, 0, 1});
  write_interpolation(out, 20, 20, 107, 107);
}

inline constexpr std::size_t vmd_bone_key_bytes = 111;
inline constexpr std::size_t vmd_basic_key0 = 54;

inline Bytes vmd_basic() {
  ByteWriter out;
  write_vmd_header(out, "tri");
  out.u32(2);
  out.field(sjis_center, 15).u32(0).floats({0, 0, 0, 0, 0, 0, 1});
  write_interpolation(out, 20, 20, 107, 107);
  out.field(sjis_center, 15).u32(10).floats({1, 2, 3, .1F, .2F, .3F});
  out.f32(static_cast<float>(std::sqrt(.86)));
  write_interpolation(out, 64, 0, 64, 127);
  out.u32(1).field(sjis_a, 15).u32(5).f32(.5F);
  return out.bytes();
}

inline void write_switch_section(ByteWriter& out) {
  out.u32(1).u32(3).u8(1).u32(1).field(sjis_left_leg_ik, 20).u8(0);
}

inline Bytes vmd_switch() {
  ByteWriter out;
  out.raw(vmd_basic()).u32(0).u32(0).u32(0);
  write_switch_section(out);
  return out.bytes();
}

inline void write_camera_key(ByteWriter& out) {
  out.u32(0).floats({-45, 0, 10, 0, .1F, .2F, 0});
  for (int channel = 0; channel < 6; ++channel) out.u8(20).u8(107).u8(20).u8(107);
  out.u32(30).u8(0);
}

inline Bytes vmd_camera() {
  ByteWriter out;
  write_vmd_header(out, sjis_camera);
  out.u32(0).u32(0).u32(1);
  write_camera_key(out);
  out.u32(0).u32(0);
  return out.bytes();
}

// Settings of a PMX file that tests vary; texts are given in the encoding of the file.
struct PmxOptions {
  float version = 2.0F;
  unsigned encoding = 1;
  unsigned additional_uvs = 0;
  unsigned index_size = 1;
};

inline void write_pmx_header(ByteWriter& out, const PmxOptions& options) {
  out.raw("PMX ").f32(options.version).u8(8).u8(options.encoding).u8(options.additional_uvs);
  for (int kind = 0; kind < 6; ++kind) out.u8(options.index_size);
}

inline Bytes pmx_empty(const PmxOptions& options = {}) {
  ByteWriter out;
  write_pmx_header(out, options);
  for (int text = 0; text < 4; ++text) out.text("");
  for (int section = 0; section < 9; ++section) out.i32(0);
  if (options.version > 2.0F) out.i32(0);
  return out.bytes();
}

// UTF-8 to UTF-16LE for the characters that the fixtures use.
inline std::string utf16(std::u16string_view text) {
  std::string bytes;
  for (const char16_t unit : text) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  return bytes;
}

inline void write_pmx_tri_material(ByteWriter& out, std::string_view name,
                                   std::int32_t index_count) {
  out.text(name).text(name).floats({.5F, .5F, .5F, 1, 0, 0, 0, 5, .25F, .25F, .25F});
  out.u8(0x10).floats({0, 0, 0, 1, 1}).u8(0xFF).u8(0xFF).u8(0).u8(1).u8(0).text("");
  out.i32(index_count);
}

inline Bytes pmx_tri(unsigned encoding = 1) {
  const bool wide = encoding == 0;
  const std::string tri = wide ? utf16(u"tri") : "tri";
  ByteWriter out;
  write_pmx_header(out, {.version = 2.0F, .encoding = encoding});
  out.text(tri).text(tri).text("").text("");
  out.i32(3);
  const auto vertex = [&](float x, float y, float u, float v) {
    out.floats({x, y, 0, 0, 0, -1, u, v}).u8(0).u8(0).f32(1);
  };
  vertex(0, 0, 0, 0);
  vertex(1, 0, 1, 0);
  vertex(0, 1, 0, 1);
  out.i32(3).u8(0).u8(1).u8(2).i32(0).i32(1);
  write_pmx_tri_material(out, wide ? utf16(u"m") : "m", 3);
  out.i32(1).text(wide ? utf16(u"センター") : "センター");
  out.text(wide ? utf16(u"center") : "center").floats({0, 0, 0}).u8(0xFF).i32(0).u16(0x001A);
  out.floats({0, 1, 0});
  out.i32(0).i32(0).i32(0).i32(0);
  return out.bytes();
}

}  // namespace test_support
