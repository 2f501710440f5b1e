// A PMX of which tests replace single sections; the rest is PMX-TRI.
#pragma once

#include <string_view>

#include "support/format_fixtures.h"

namespace test_support {

struct PmxParts {
  PmxOptions options = {};
  Bytes vertices;
  Bytes textures;
  Bytes materials;
  Bytes bones;
  Bytes morphs;
  Bytes frames;
  Bytes bodies;
  Bytes joints;
  Bytes tail;
};

// One vertex at x, bound to bone 0.
inline void write_pmx_vertex(ByteWriter& out, float x) {
  out.floats({x, 0, 0, 0, 0, -1, 0, 0}).u8(0).u8(0).f32(1);
}

inline Bytes pmx_default_vertices() {
  ByteWriter out;
  out.i32(3);
  for (const float x : {0.0F, 1.0F, 2.0F}) write_pmx_vertex(out, x);
  return out.bytes();
}

inline Bytes pmx_default_materials() {
  ByteWriter out;
  out.i32(1);
  write_pmx_tri_material(out, "m", 3);
  return out.bytes();
}

// Start of a bone up to and including its flags; data by flag follows.
inline void write_pmx_bone(ByteWriter& out, std::string_view name, int parent, unsigned flags) {
  out.text(name).text("").floats({0, 1, 2}).u8(static_cast<std::uint8_t>(parent)).i32(0);
  out.u16(flags);
}

inline Bytes pmx_default_bones() {
  ByteWriter out;
  out.i32(1);
  write_pmx_bone(out, "センター", -1, 0x1A);
  out.floats({0, 1, 0});
  return out.bytes();
}

inline Bytes pmx_of(const PmxParts& parts) {
  const auto section = [](const Bytes& bytes, const Bytes& otherwise) {
    return bytes.empty() ? otherwise : bytes;
  };
  const Bytes none = ByteWriter().i32(0).bytes();
  ByteWriter out;
  write_pmx_header(out, parts.options);
  out.text("tri").text("tri").text("").text("");
  out.raw(section(parts.vertices, pmx_default_vertices()));
  out.i32(3);
  for (unsigned vertex = 0; vertex < 3; ++vertex) {
    out.u8(vertex).zeros(parts.options.index_size - 1);
  }
  out.raw(section(parts.textures, none));
  out.raw(section(parts.materials, pmx_default_materials()));
  out.raw(section(parts.bones, pmx_default_bones()));
  out.raw(section(parts.morphs, none)).raw(section(parts.frames, none));
  out.raw(section(parts.bodies, none)).raw(section(parts.joints, none));
  if (parts.options.version > 2.0F && parts.tail.empty()) out.raw(none);
  out.raw(parts.tail);
  return out.bytes();
}

inline void write_pmx_body(ByteWriter& out, std::string_view name, int bone) {
  out.text(name).text("").u8(static_cast<std::uint8_t>(bone)).u8(2).u16(0xFF0F).u8(2);
  out.floats({1, 2, 3, 4, 5, 6, 0, 0, 0, 1, .5F, .5F, 0, .5F}).u8(1);
}

inline void write_soft_body(ByteWriter& out) {
  out.text("soft").text("s").u8(0).u8(0).u8(1).u16(1).u8(0);
  out.i32(1).i32(2).f32(1).f32(.1F).i32(0).zeros((12 + 6 + 4 + 3) * 4);
  out.i32(2).u8(0).u8(0).u8(1).u8(0).u8(1).u8(0).i32(1).u8(2);
}

}  // namespace test_support
