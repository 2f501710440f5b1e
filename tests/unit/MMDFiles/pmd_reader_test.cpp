// The rules of PMD files around the conformance cases of tests/conformance/formats.
#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/readers.h"
#include "pmd_builder.h"

namespace {

using namespace test_support;
using mmd::ModelData;
using mmd::read_pmd;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

ModelData read(const Bytes& bytes) { return read_pmd(bytes, "a.pmd"); }
ModelData read(const PmdParts& parts) { return read(pmd_of(parts)); }

TEST(PmdReader, WeightsOfTwoBones) {
  PmdParts parts;
  parts.bones = pmd_bones({{}, {.name = "b"}});
  Bytes bytes = pmd_of(parts);
  put_u16(bytes, pmd_tri_vertex0 + 34, 1);
  put_u8(bytes, pmd_tri_vertex0 + 36, 25);
  put_u8(bytes, pmd_tri_vertex0 + 37, 1);
  const ModelData model = read(bytes);
  EXPECT_EQ(model.vertices.skinning[0], mmd::SkinningKind::bdef2);
  EXPECT_EQ(model.vertices.bone_indices[0], glm::ivec4(0, 1, 0, 0));
  EXPECT_EQ(model.vertices.bone_weights[0], glm::vec4(.25F, .75F, 0, 0));
  EXPECT_EQ(model.vertices.edge_scales[0], 0.0F);
}

TEST(PmdReader, UndecodableTextIsReportedOnce) {
  PmdParts parts;
  parts.bones = pmd_bones({{.name = "a\xFF"}, {.name = "b\xFF"}});
  const ModelData model = read(parts);
  EXPECT_EQ(model.bones[0].name, "a\uFFFD");
  EXPECT_EQ(model.bones[1].name, "b\uFFFD");
  EXPECT_EQ(model.warnings.size(), 1U);
}

TEST(PmdReader, AnyNegativeParentIsNone) {
  PmdParts parts;
  parts.bones = pmd_bones({{.parent = -7}});
  EXPECT_EQ(read(parts).bones[0].parent, -1);
}

TEST(PmdReader, BoneTypes) {
  PmdParts parts;
  parts.bones =
      pmd_bones({{.child = 1, .type = 0, .y = 2},
                 {.name = "\x8D\xB6\x82\xD0\x82\xB4", .parent = 0, .type = 4, .target = 2},
                 {.type = 2},
                 {.type = 5, .target = 0},
                 {.child = 0, .type = 9, .target = -50},
                 {.type = 12}});
  const ModelData model = read(parts);
  EXPECT_EQ(model.bones[0].origin, glm::vec3(0, 2, -3));
  EXPECT_EQ(model.bones[0].tail_bone, 1);
  EXPECT_FALSE(model.bones[0].is_knee);
  EXPECT_EQ(model.bones[1].pmd_type, mmd::PmdBoneType::under_ik);
  EXPECT_EQ(model.bones[1].pmd_target, 2);
  EXPECT_TRUE(model.bones[1].is_knee);
  EXPECT_EQ(model.bones[3].pmd_type, mmd::PmdBoneType::under_rotate);
  EXPECT_EQ(model.bones[3].pmd_target, 0);
  EXPECT_EQ(model.bones[4].append.source, 0);
  EXPECT_EQ(model.bones[4].append.ratio, -.5F);
  EXPECT_TRUE(model.bones[4].append.rotation);
  EXPECT_EQ(model.bones[5].pmd_type, mmd::PmdBoneType::rotate);
  EXPECT_EQ(model.warnings,
            (std::vector<std::string>{"a.pmd: bone[5]: bone type 12, taken as 0 (offset 682)"}));
}

TEST(PmdReader, IkChains) {
  PmdParts parts;
  parts.bones = pmd_bones({{}, {.name = "b"}, {.name = "c"}, {.name = "d"}});
  ByteWriter ik;
  ik.u16(3);
  ik.u16(0).u16(1).u8(2).u16(300).f32(.25F).u16(2).u16(3);
  ik.u16(0).u16(1).u8(0).u16(1).f32(1);
  ik.u16(0).u16(0xFFFF).u8(1).u16(1).f32(1).u16(2);
  parts.ik = ik.bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.ik_chains.size(), 1U);
  const mmd::IkChain& chain = model.ik_chains[0];
  EXPECT_EQ(chain.bone, 0);
  EXPECT_EQ(chain.effector, 1);
  EXPECT_EQ(chain.iterations, 256);
  EXPECT_EQ(chain.angle_limit, 1.0F);
  ASSERT_EQ(chain.links.size(), 2U);
  EXPECT_EQ(chain.links[0].bone, 2);
  EXPECT_EQ(chain.links[1].bone, 3);
  EXPECT_FALSE(chain.links[0].limits);
  EXPECT_EQ(model.warnings.size(), 3U);
}

TEST(PmdReader, MaterialValues) {
  PmdParts parts;
  parts.material = pmd_material(.98F, 0xFF, 1, "a.bmp");
  ModelData model = read(parts);
  const mmd::MaterialData& marked = model.materials[0];
  EXPECT_EQ(marked.toon_slot, 0);
  EXPECT_EQ(marked.toon_base_color, glm::vec3(.75F, 1, 1));
  EXPECT_TRUE(marked.two_sided);
  EXPECT_TRUE(marked.ground_shadow);
  EXPECT_FALSE(marked.self_shadow_cast);
  EXPECT_FALSE(marked.self_shadow_receive);
  EXPECT_TRUE(marked.reference_self_shadow);
  EXPECT_TRUE(marked.luminous);

  parts.material = pmd_material(1, 10, 0, "");
  model = read(parts);
  const mmd::MaterialData& plain = model.materials[0];
  EXPECT_EQ(plain.toon_slot, 0);
  EXPECT_FALSE(plain.two_sided);
  EXPECT_FALSE(plain.ground_shadow);
  EXPECT_TRUE(plain.self_shadow_cast);
  EXPECT_FALSE(plain.reference_self_shadow);
  EXPECT_FALSE(plain.edge);
  EXPECT_EQ(model.warnings.size(), 1U);
}

TEST(PmdReader, DisplayFrames) {
  PmdParts parts;
  parts.display =
      ByteWriter().u8(1).u16(9).u8(1).field("body\n", 50).u32(2).u16(0).u8(1).u16(0).u8(2).bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.display_frames.size(), 2U);
  EXPECT_TRUE(model.display_frames[0].elements.empty());
  EXPECT_EQ(model.display_frames[1].name, "body");
  ASSERT_EQ(model.display_frames[1].elements.size(), 1U);
  EXPECT_EQ(model.display_frames[1].elements[0].index, 0);
}

TEST(PmdReader, EnglishNamesAndToons) {
  PmdParts parts;
  ByteWriter faces;
  faces.u16(2).field("base", 20).u32(0).u8(0).field("x", 20).u32(0).u8(1);
  parts.faces = faces.bytes();
  parts.display = ByteWriter().u8(0).u8(1).field("g", 50).u32(0).bytes();
  ByteWriter tail;
  tail.u8(1).field("Triangle", 20).field("comment", 256).field("center", 20).field("face x", 20);
  tail.field("group", 50);
  tail.field("tex\\own.bmp", 100).zeros(9 * 100);
  parts.tail = tail.bytes();
  const ModelData model = read(parts);
  EXPECT_EQ(model.english_name, "Triangle");
  EXPECT_EQ(model.english_comment, "comment");
  EXPECT_EQ(model.bones[0].english_name, "center");
  EXPECT_EQ(model.morphs[1].english_name, "face x");
  EXPECT_EQ(model.display_frames[1].english_name, "group");
  EXPECT_EQ(model.toon_files[0], "toon0.bmp");
  EXPECT_EQ(model.toon_files[1], "tex/own.bmp");
  EXPECT_EQ(model.toon_files[2], "");
}

TEST(PmdReader, RepairsWhatCanBeRepaired) {
  Bytes bytes = pmd_tri();
  put_f32(bytes, pmd_tri_vertex0 + 12, nan);
  put_f32(bytes, pmd_tri_vertex0 + 24, nan);
  put_f32(bytes, pmd_tri_material, std::numeric_limits<float>::infinity());
  const ModelData model = read(bytes);
  EXPECT_EQ(model.vertices.normals[0], glm::vec3(0, 1, 0));
  EXPECT_EQ(model.vertices.uvs[0], glm::vec2(0, 0));
  EXPECT_EQ(model.materials[0].diffuse.r, 0.0F);
  EXPECT_EQ(model.warnings.size(), 3U);
}

TEST(PmdReader, KeepsAHundredWarningsAndCountsTheRest) {
  ByteWriter out;
  write_pmd_header(out, "many");
  out.u32(150);
  for (int i = 0; i < 150; ++i) {
    out.floats({0, 0, 0, nan, 0, 0, 0, 0}).u16(0).u16(0).u8(100).u8(0);
  }
  out.u32(0).u32(0).raw(pmd_bones({{}})).u16(0).u16(0).u8(0).u8(0).u32(0);
  const ModelData model = read(out.bytes());
  ASSERT_EQ(model.warnings.size(), 101U);
  EXPECT_EQ(model.warnings.back(), "a.pmd: 50 further warnings");
}

}  // namespace
