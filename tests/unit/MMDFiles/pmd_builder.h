// A PMD of which tests replace single sections; the rest is PMD-TRI.
#pragma once

#include <string_view>

#include "support/format_fixtures.h"

namespace test_support {

struct PmdBone {
  std::string_view name = sjis_center;
  int parent = -1;
  int child = -1;
  unsigned type = 1;
  int target = 0;
  float y = 0.0F;
};

inline void write_pmd_bone(ByteWriter& out, const PmdBone& bone) {
  out.field(bone.name, 20).u16(static_cast<std::uint16_t>(bone.parent));
  out.u16(static_cast<std::uint16_t>(bone.child)).u8(bone.type);
  out.u16(static_cast<std::uint16_t>(bone.target)).floats({0, bone.y, 3});
}

inline Bytes pmd_bones(std::initializer_list<PmdBone> bones) {
  ByteWriter out;
  out.u16(static_cast<unsigned>(bones.size()));
  for (const PmdBone& bone : bones) write_pmd_bone(out, bone);
  return out.bytes();
}

inline Bytes pmd_material(float alpha, unsigned toon, unsigned edge, std::string_view texture) {
  ByteWriter out;
  out.u32(1).floats({.5F, .75F, 1, alpha, 100, 0, 0, 0, .5F, .75F, 1});
  out.u8(toon).u8(edge).u32(3).field(texture, 20);
  return out.bytes();
}

struct PmdParts {
  Bytes material = pmd_material(1, 0, 1, "");
  Bytes bones = pmd_bones({{}});
  Bytes ik = ByteWriter().u16(0).bytes();
  Bytes faces = ByteWriter().u16(0).bytes();
  Bytes display = ByteWriter().u8(0).u8(0).u32(0).bytes();
  Bytes tail;
};

inline Bytes pmd_of(const PmdParts& parts) {
  ByteWriter out;
  write_pmd_header(out, "tri");
  write_tri_vertices(out);
  out.u32(3).u16(0).u16(1).u16(2);
  out.raw(parts.material).raw(parts.bones).raw(parts.ik).raw(parts.faces).raw(parts.display);
  out.raw(parts.tail);
  return out.bytes();
}

}  // namespace test_support
