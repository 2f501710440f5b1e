// Small models that use every section and most kinds of record.
#pragma once

#include "unit/MMDFiles/pmd_builder.h"
#include "unit/MMDFiles/pmx_builder.h"

namespace test_support {

// Bones of several types, a chain, faces, display lists, English names and bodies.
inline Bytes rich_pmd() {
  PmdParts parts;
  parts.material = pmd_material(.98F, 3, 1, "a.bmp*b.spa");
  parts.bones = pmd_bones({{},
                           {.name = "ik", .parent = 0, .type = 2},
                           {.name = "knee", .parent = 0, .child = 3, .type = 4, .target = 1},
                           {.name = "foot", .parent = 2, .type = 6},
                           {.name = "turn", .parent = 0, .child = 0, .type = 9, .target = 50}});
  parts.ik = ByteWriter().u16(1).u16(1).u16(3).u8(1).u16(40).f32(.5F).u16(2).bytes();
  ByteWriter faces;
  faces.u16(2).field("base", 20).u32(1).u8(0).u32(2).floats({0, 1, 0});
  faces.field(sjis_a, 20).u32(1).u8(3).u32(0).floats({0, .5F, 0});
  parts.faces = faces.bytes();
  parts.display = ByteWriter().u8(1).u16(1).u8(1).field("g\n", 50).u32(1).u16(0).u8(1).bytes();
  ByteWriter tail;
  tail.u8(1).zeros(20 + 256 + 5 * 20 + 20 + 50);
  write_toons(tail);
  tail.u32(2);
  write_rigid_body(tail, "a", 0);
  write_rigid_body(tail, "b", 1);
  tail.u32(1).field("j", 20).u32(0).u32(1).zeros(124 - 28);
  parts.tail = tail.bytes();
  return pmd_of(parts);
}

inline void begin_rich_morph(ByteWriter& out, unsigned kind, int count) {
  out.text("m").text("").u8(1).u8(kind).i32(count);
}

inline Bytes rich_pmx() {
  PmxParts parts;
  parts.options.version = 2.1F;
  parts.textures = ByteWriter().i32(1).text("tex\\a.png").bytes();
  ByteWriter bones;
  bones.i32(2);
  write_pmx_bone(bones, "a", 1, 0x3F20);
  bones.floats({0, 0, 0}).u8(1).f32(.5F).floats({0, 0, 2}).floats({1, 0, 0, 0, 0, 1}).i32(7);
  bones.u8(1).i32(40).f32(.1F).i32(1).u8(1).u8(1).floats({-1, -2, -3, 1, 2, 3});
  write_pmx_bone(bones, "b", -1, 1);
  bones.u8(0);
  parts.bones = bones.bytes();
  ByteWriter morphs;
  morphs.i32(8);
  begin_rich_morph(morphs, 0, 1);
  morphs.u8(1).f32(.5F);
  begin_rich_morph(morphs, 1, 1);
  morphs.u8(2).floats({1, 2, 3});
  begin_rich_morph(morphs, 2, 1);
  morphs.u8(0).floats({1, 2, 3, 0, 0, 0, 1});
  begin_rich_morph(morphs, 3, 1);
  morphs.u8(1).floats({1, 2, 3, 4});
  begin_rich_morph(morphs, 4, 1);
  morphs.u8(1).floats({1, 2, 3, 4});
  begin_rich_morph(morphs, 8, 1);
  morphs.u8(0).u8(1).zeros(28 * 4);
  begin_rich_morph(morphs, 9, 1);
  morphs.u8(0).f32(1);
  begin_rich_morph(morphs, 10, 1);
  morphs.u8(0).u8(1).floats({1, 2, 3, 4, 5, 6});
  parts.morphs = morphs.bytes();
  parts.frames = ByteWriter().i32(1).text("f").text("").u8(1).i32(1).u8(0).u8(0).bytes();
  ByteWriter bodies;
  bodies.i32(2);
  write_pmx_body(bodies, "x", 0);
  write_pmx_body(bodies, "y", 1);
  parts.bodies = bodies.bytes();
  parts.joints = ByteWriter().i32(1).text("j").text("").u8(0).u8(0).u8(1).zeros(96).bytes();
  ByteWriter soft;
  soft.i32(1).text("s").text("").u8(0).u8(0).u8(1).u16(1).u8(0).zeros(20 + 100);
  soft.i32(1).u8(0).u8(0).u8(1).i32(1).u8(2);
  parts.tail = soft.bytes();
  return pmx_of(parts);
}

}  // namespace test_support
