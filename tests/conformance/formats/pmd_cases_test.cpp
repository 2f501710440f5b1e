// Conformance cases F1 to F15 of the format chapter. F15 is the host's: see README.md.
#include <gtest/gtest.h>

#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/readers.h"
#include "support/load_errors.h"
#include "unit/MMDFiles/pmd_builder.h"

namespace {

using namespace test_support;
using mmd::ModelData;

ModelData read(const Bytes& bytes) { return mmd::read_pmd(bytes, "a.pmd"); }
ModelData read(const PmdParts& parts) { return read(pmd_of(parts)); }
std::string error_of(const Bytes& bytes) {
  return load_error_of([&] { read(bytes); });
}

TEST(FormatCases, F01_EmptyModel) {
  const ModelData model = read(pmd_empty());
  EXPECT_EQ(model.name, "empty");
  EXPECT_EQ(model.vertices.size(), 0U);
  EXPECT_TRUE(model.bones.empty());
  EXPECT_TRUE(model.morphs.empty());
  EXPECT_EQ(model.center_bone, -1);
  EXPECT_TRUE(model.warnings.empty());
}

TEST(FormatCases, F02_Triangle) {
  const ModelData model = read(pmd_tri());
  ASSERT_EQ(model.vertices.size(), 3U);
  EXPECT_EQ(model.vertices.positions[1], glm::vec3(1, 0, 0));
  for (const glm::vec3& normal : model.vertices.normals) EXPECT_EQ(normal, glm::vec3(0, 0, 1));
  EXPECT_EQ(model.vertices.uvs[2], glm::vec2(0, 1));
  EXPECT_EQ(model.vertices.edge_scales[0], 1.0F);
  EXPECT_EQ(model.vertices.bone_weights[0], glm::vec4(1, 0, 0, 0));
  EXPECT_EQ(model.indices, (std::vector<std::uint32_t>{1, 0, 2}));
  ASSERT_EQ(model.materials.size(), 1U);
  const mmd::MaterialData& material = model.materials[0];
  EXPECT_EQ(material.toon_slot, 1);
  EXPECT_EQ(material.toon_base_color, glm::vec3(.5F));
  EXPECT_EQ(material.index_count, 3U);
  EXPECT_EQ(material.texture, -1);
  EXPECT_TRUE(material.edge);
  ASSERT_EQ(model.bones.size(), 1U);
  EXPECT_EQ(model.bones[0].name, "センター");
  EXPECT_EQ(model.bones[0].parent, -1);
  EXPECT_TRUE(model.bones[0].can_move);
  EXPECT_EQ(model.center_bone, 0);
  EXPECT_EQ(model.toon_files[0], "toon0.bmp");
  EXPECT_EQ(model.toon_files[10], "toon10.bmp");
}

TEST(FormatCases, F03_RigidBody) {
  const ModelData model = read(pmd_phys());
  ASSERT_EQ(model.rigid_bodies.size(), 1U);
  const mmd::RigidBodyData& body = model.rigid_bodies[0];
  EXPECT_EQ(body.name, "rb");
  EXPECT_EQ(body.mode, mmd::BodyMode::follow_bone);
  EXPECT_EQ(body.group, 0);
  EXPECT_EQ(body.mask, 0xFFFF);
  EXPECT_EQ(body.size.x, 1.0F);
  EXPECT_EQ(body.friction, .5F);
  EXPECT_TRUE(model.joints.empty());
}

TEST(FormatCases, F04_EveryTruncationIsRefused) {
  const Bytes full = pmd_tri();
  for (std::size_t length = 0; length < full.size(); ++length) {
    const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_THROW(read(cut), mmd::LoadError) << length;
  }
}

TEST(FormatCases, F05_TheFileMayEndAfterTheBaseAndAfterTheToons) {
  const Bytes full = pmd_phys();
  for (std::size_t length = 536; length < full.size(); ++length) {
    const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
    if (length == 536 || length == 1537) {
      EXPECT_TRUE(read(cut).rigid_bodies.empty()) << length;
    } else {
      EXPECT_THROW(read(cut), mmd::LoadError) << length;
    }
  }
  Bytes longer = full;
  longer.resize(full.size() + 7);
  EXPECT_EQ(read(longer).rigid_bodies.size(), 1U);
}

TEST(FormatCases, F06_VersionMustBeExact) {
  Bytes bytes = pmd_tri();
  put_u32(bytes, 3, 0x3F800001);
  EXPECT_EQ(error_of(bytes), "a.pmd: header: version 1.000000, expected exactly 1.0 (offset 3)");
}

TEST(FormatCases, F07_MaterialsMayNotUseMoreIndicesThanThereAre) {
  Bytes bytes = pmd_tri();
  put_u32(bytes, pmd_tri_material + 46, 6);
  EXPECT_EQ(error_of(bytes),
            "a.pmd: material[0]: index count 6, expected at most 3 (what earlier materials left of "
            "3) (offset 415)");
}

TEST(FormatCases, F08_BoneOfAVertexMustExist) {
  Bytes bytes = pmd_tri();
  put_u16(bytes, pmd_tri_vertex0 + 32, 1);
  EXPECT_EQ(error_of(bytes), "a.pmd: vertex[0]: bone index 1, expected 0..0 (offset 287)");
}

TEST(FormatCases, F11_ABoneThatIsItsOwnAncestorBecomesARoot) {
  PmdParts parts;
  parts.bones = pmd_bones({{.parent = 0}, {.parent = 3}, {.parent = 1}, {.parent = 2}});
  const ModelData model = read(parts);
  EXPECT_EQ(model.bones[0].parent, -1);
  EXPECT_EQ(model.bones[1].parent, -1);
  EXPECT_EQ(model.bones[2].parent, 1);
  EXPECT_EQ(model.bones[3].parent, 2);
  EXPECT_EQ(model.warnings,
            (std::vector<std::string>{
                "a.pmd: bone[0]: bone is its own ancestor, taken as a root (offset 487)",
                "a.pmd: bone[1]: bone is its own ancestor, taken as a root (offset 526)"}));
}

TEST(FormatCases, F13_FaceIndicesWrap) {
  PmdParts parts;
  ByteWriter faces;
  faces.u16(2);
  faces.field("base", 20).u32(2).u8(0);
  faces.u32(65536 + 2).floats({7, 8, 9}).u32(0).floats({0, 0, 1});
  faces.field(sjis_a, 20).u32(2).u8(3);
  faces.u32(65536 + 1).floats({1, 2, 3}).u32(65536 + 65536).floats({4, 5, 6});
  parts.faces = faces.bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.morphs.size(), 2U);
  EXPECT_TRUE(model.morphs[0].pmd_base);
  EXPECT_TRUE(model.morphs[0].vertices.empty());
  // The base face holds the rest positions.
  EXPECT_EQ(model.vertices.positions[2], glm::vec3(7, 8, -9));
  EXPECT_EQ(model.vertices.positions[0], glm::vec3(0, 0, -1));
  EXPECT_EQ(model.morphs[1].name, "あ");
  EXPECT_EQ(model.morphs[1].panel, mmd::MorphPanel::mouth);
  EXPECT_EQ(model.morphs[1].vertices, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(model.morphs[1].offsets[0], glm::vec3(1, 2, -3));
}

TEST(FormatCases, F08b_ABoneOfNoWeightNeedNotExist) {
  Bytes bytes = pmd_tri();
  put_u16(bytes, pmd_tri_vertex0 + 32, 1);
  put_u8(bytes, pmd_tri_vertex0 + 36, 0);
  const ModelData model = read(bytes);
  EXPECT_EQ(model.vertices.bone_indices[0], glm::ivec4(0));
  EXPECT_EQ(model.vertices.bone_weights[0], glm::vec4(1, 0, 0, 0));
  EXPECT_TRUE(model.warnings.empty());
}

TEST(FormatCases, F09_ALoneLeadByteAtTheEndOfAFieldIsDropped) {
  PmdParts parts;
  parts.bones = pmd_bones({{.name = "0123456789A\x83\x5A\x83\x93\x83\x5E\x81\x5B\x83"}});
  const ModelData model = read(parts);
  EXPECT_EQ(model.bones[0].name, "0123456789Aセンター");
  EXPECT_TRUE(model.warnings.empty());
}

TEST(FormatCases, F10_WhatFollowsAZeroByteIsIgnored) {
  PmdParts parts;
  const std::string name = std::string(sjis_center) + '\0' + std::string(11, '\xFD');
  parts.bones = pmd_bones({{.name = name}});
  const ModelData model = read(parts);
  EXPECT_EQ(model.bones[0].name, "センター");
  EXPECT_TRUE(model.warnings.empty());
}

TEST(FormatCases, F12_OfTwoBonesWithOneNameTheFirstAnswers) {
  PmdParts parts;
  parts.bones = pmd_bones({{.name = "a"}, {}, {}});
  const mmd::Model model(read(parts));
  EXPECT_EQ(model.find_bone("センター"), 1);
  EXPECT_EQ(model.find_motion_bone("センター"), 1);
  EXPECT_EQ(model.data().center_bone, 1);
}

TEST(FormatCases, F14_TextureFieldHoldsImageAndSphere) {
  PmdParts parts;
  parts.material = pmd_material(1, 0, 1, "a.bmp*b.spa");
  const ModelData model = read(parts);
  const mmd::MaterialData& material = model.materials.at(0);
  EXPECT_EQ(model.textures.at(static_cast<std::size_t>(material.texture)), "a.bmp");
  EXPECT_EQ(model.textures.at(static_cast<std::size_t>(material.sphere_texture)), "b.spa");
  EXPECT_EQ(material.sphere_mode, mmd::SphereMode::add);
}

}  // namespace
