// Conformance cases F26 to F33 of the format chapter.
#include <gtest/gtest.h>

#include "MMDFiles/readers.h"
#include "support/load_errors.h"
#include "unit/MMDFiles/pmx_builder.h"

namespace {

using namespace test_support;
using mmd::ModelData;

ModelData read(const Bytes& bytes) { return mmd::read_pmx(bytes, "a.pmx"); }
ModelData read(const PmxParts& parts) { return read(pmx_of(parts)); }
std::string error_of(const Bytes& bytes) {
  return load_error_of([&] { read(bytes); });
}

TEST(FormatCases, F26_EmptyModel) {
  const ModelData model = read(pmx_empty());
  EXPECT_EQ(model.kind, mmd::ModelKind::pmx);
  EXPECT_EQ(model.version, 2.0F);
  EXPECT_EQ(model.vertices.size(), 0U);
  EXPECT_EQ(model.center_bone, -1);
  EXPECT_TRUE(model.warnings.empty());
}

void expect_triangle(const ModelData& model) {
  const ModelData pmd = mmd::read_pmd(pmd_tri(), "a.pmd");
  EXPECT_EQ(model.name, "tri");
  EXPECT_EQ(model.english_name, "tri");
  EXPECT_EQ(model.vertices.positions, pmd.vertices.positions);
  EXPECT_EQ(model.vertices.normals, pmd.vertices.normals);
  EXPECT_EQ(model.vertices.uvs, pmd.vertices.uvs);
  EXPECT_EQ(model.vertices.bone_indices, pmd.vertices.bone_indices);
  EXPECT_EQ(model.vertices.bone_weights, pmd.vertices.bone_weights);
  EXPECT_EQ(model.indices, pmd.indices);
  ASSERT_EQ(model.materials.size(), 1U);
  EXPECT_EQ(model.materials[0].name, "m");
  EXPECT_EQ(model.materials[0].toon_slot, 1);
  EXPECT_EQ(model.materials[0].toon_base_color, glm::vec3(.5F));
  EXPECT_EQ(model.materials[0].texture, -1);
  EXPECT_TRUE(model.materials[0].edge);
  EXPECT_FALSE(model.materials[0].two_sided);
  ASSERT_EQ(model.bones.size(), 1U);
  EXPECT_EQ(model.bones[0].name, "センター");
  EXPECT_EQ(model.bones[0].english_name, "center");
  EXPECT_EQ(model.bones[0].tail_offset, glm::vec3(0, 1, 0));
  EXPECT_EQ(model.center_bone, 0);
  EXPECT_EQ(model.toon_files[1], "");
  EXPECT_TRUE(model.warnings.empty());
}

TEST(FormatCases, F27_TriangleEqualsThePmd) { expect_triangle(read(pmx_tri())); }

TEST(FormatCases, F28_Utf16GivesTheSame) { expect_triangle(read(pmx_tri(0))); }

TEST(FormatCases, F29_SettingsOutOfRangeAreNamed) {
  struct Row {
    std::size_t offset;
    unsigned value;
    const char* message;
  };
  const Row rows[] = {
      {8, 7, "a.pmx: header: number of globals 7, expected at least 8 (offset 8)"},
      {9, 2, "a.pmx: header: text encoding 2, expected 0..1 (offset 9)"},
      {10, 5, "a.pmx: header: additional UV count 5, expected 0..4 (offset 10)"},
      {11, 3, "a.pmx: header: vertex index size 3, expected 1, 2 or 4 (offset 11)"},
      {12, 0, "a.pmx: header: texture index size 0, expected 1, 2 or 4 (offset 12)"},
      {13, 5, "a.pmx: header: material index size 5, expected 1, 2 or 4 (offset 13)"},
      {14, 8, "a.pmx: header: bone index size 8, expected 1, 2 or 4 (offset 14)"},
      {15, 3, "a.pmx: header: morph index size 3, expected 1, 2 or 4 (offset 15)"},
      {16, 3, "a.pmx: header: rigid body index size 3, expected 1, 2 or 4 (offset 16)"},
  };
  for (const Row& row : rows) {
    Bytes bytes = pmx_empty();
    put_u8(bytes, row.offset, row.value);
    EXPECT_EQ(error_of(bytes), row.message);
  }
}

TEST(FormatCases, F30_TextLengths) {
  Bytes bytes = pmx_empty();
  put_u32(bytes, 17, 0xFFFFFFFF);
  EXPECT_EQ(error_of(bytes), "a.pmx: header: text length -1, expected 0..4096 (offset 17)");
  put_u32(bytes, 17, 4097);
  EXPECT_EQ(error_of(bytes), "a.pmx: header: text length 4097, expected 0..4096 (offset 17)");
  put_u32(bytes, 17, 1000);
  EXPECT_EQ(error_of(bytes),
            "a.pmx: header: file ends early: expected 1000 more bytes, found 48 (offset 21)");
  put_u32(bytes, 17, 0);
  put_u32(bytes, 25, (1U << 20) + 1);
  EXPECT_EQ(error_of(bytes), "a.pmx: header: text length 1048577, expected 0..1048576 (offset 25)");
  Bytes odd = pmx_empty({.encoding = 0});
  put_u32(odd, 17, 3);
  EXPECT_EQ(error_of(odd), "a.pmx: header: text length 3 is odd, expected UTF-16 (offset 17)");
}

TEST(FormatCases, F31_HugeCountsAreRefusedAtOnce) {
  Bytes bytes = pmx_empty();
  put_u32(bytes, 33, 0x7FFFFFFF);
  EXPECT_EQ(error_of(bytes),
            "a.pmx: vertex: count 2147483647, expected at most 16777216 (offset 33)");
  put_u32(bytes, 33, 16'777'216);
  EXPECT_EQ(error_of(bytes),
            "a.pmx: vertex: file ends early: 16777216 records need at least 637534208 bytes, found "
            "32 (offset 33)");
  put_u32(bytes, 33, 0x80000000);
  EXPECT_EQ(error_of(bytes), "a.pmx: vertex: count -2147483648, expected at least 0 (offset 33)");
}

TEST(FormatCases, F32_SoftBodiesAreSkippedToTheLastByte) {
  PmxParts parts;
  parts.options.version = 2.1F;
  ByteWriter bodies;
  bodies.i32(1);
  write_pmx_body(bodies, "body", 0);
  parts.bodies = bodies.bytes();
  ByteWriter soft;
  soft.i32(2);
  write_soft_body(soft);
  write_soft_body(soft);
  parts.tail = soft.bytes();
  const ModelData model = read(parts);
  EXPECT_EQ(model.skipped_soft_bodies, 2);
  EXPECT_EQ(model.rigid_bodies.size(), 1U);
  ASSERT_EQ(model.warnings.size(), 1U);
  EXPECT_NE(model.warnings[0].find("2 soft bodies are not supported"), std::string::npos);
  soft.u8(0);
  parts.tail = soft.bytes();
  EXPECT_EQ(read(parts).warnings.size(), 2U);
}

// The sentinel in the edge scale moves when a kind's size is misread.
TEST(FormatCases, F33_WeightKinds) {
  PmxParts parts;
  parts.options.additional_uvs = 2;
  ByteWriter vertices;
  const auto begin = [&](unsigned kind) {
    vertices.floats({0, 0, 0, 0, 0, -1, 0, 0});
    vertices.floats({1, 2, 3, 4, 5, 6, 7, 8}).u8(kind);
  };
  vertices.i32(7);
  begin(0);
  vertices.u8(1).f32(10);
  begin(1);
  vertices.u8(0).u8(1).f32(.25F).f32(11);
  begin(2);
  vertices.u8(0).u8(1).u8(0).u8(1).floats({.5F, .5F, .5F, .5F}).f32(12);
  begin(3);
  vertices.u8(0).u8(1).f32(.25F).floats({1, 2, 3, 4, 5, 6, 7, 8, 9}).f32(13);
  begin(4);
  vertices.u8(0).u8(0xFF).u8(0xFF).u8(0xFF).floats({.9995F, 0, 0, 0}).f32(14);
  begin(2);
  vertices.u8(1).u8(0).u8(0).u8(0).floats({0, 0, 0, 0}).f32(15);
  begin(0);
  vertices.u8(0xFF).f32(16);
  parts.vertices = vertices.bytes();
  ByteWriter bones;
  bones.i32(2);
  for (int i = 0; i < 2; ++i) {
    write_pmx_bone(bones, "b", -1, 0);
    bones.floats({0, 0, 0});
  }
  parts.bones = bones.bytes();
  const ModelData model = read(parts);
  const mmd::VertexData& data = model.vertices;
  EXPECT_EQ(data.edge_scales, (std::vector<float>{10, 11, 12, 13, 14, 15, 16}));
  EXPECT_EQ(data.additional_uv_count, 2);
  EXPECT_EQ(data.additional_uvs[1][4], glm::vec4(5, 6, 7, 8));
  EXPECT_TRUE(data.additional_uvs[2].empty());
  EXPECT_EQ(data.bone_indices[0], glm::ivec4(1, 0, 0, 0));
  EXPECT_EQ(data.bone_weights[1], glm::vec4(.25F, .75F, 0, 0));
  EXPECT_EQ(data.bone_weights[2], glm::vec4(.25F));
  EXPECT_EQ(data.skinning[3], mmd::SkinningKind::sdef);
  ASSERT_EQ(data.sdef.size(), 1U);
  EXPECT_EQ(data.sdef[0].vertex, 3U);
  EXPECT_EQ(data.sdef[0].c, glm::vec3(1, 2, -3));
  EXPECT_EQ(data.sdef[0].r1, glm::vec3(7, 8, -9));
  EXPECT_EQ(data.bone_weights[4].x, .9995F);
  EXPECT_EQ(data.bone_indices[4], glm::ivec4(0));
  EXPECT_EQ(data.bone_weights[5], glm::vec4(1, 0, 0, 0));
  EXPECT_EQ(data.bone_indices[6].x, 0);
  EXPECT_EQ(model.warnings.size(), 1U);
}

}  // namespace
