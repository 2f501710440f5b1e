// Conformance cases F34 to F39 of the format chapter.
#include <gtest/gtest.h>

#include "unit/MMDFiles/csv_builder.h"

namespace {

using namespace test_support;
using mmd::ModelData;
using mmd::MorphKind;
using mmd::SkinningKind;

TEST(FormatCases, F34_OtherBoneCountFailsTheModel) {
  EXPECT_EQ(error_of("Bone,x\nBone,y\nBone,z\n"),
            "a.pmd.csv: bone: 3 records, expected 2 as in the model (offset 21)");
}

TEST(FormatCases, F35_VertexMorphOfNewFilesHasALocalIndex) {
  const ModelData model = with(
      "\xEF\xBB\xBF;PmxHeader,ver\r\nPmxVertexMorph,\"\xE3\x81\x82\",0,2,1,2,3\r\n"
      "PmxVertexMorph,\"\xE3\x81\x82\",1,0,4,5,6\r\n");
  ASSERT_EQ(model.morphs.size(), 1U);
  EXPECT_EQ(model.morphs[0].name, "あ");
  EXPECT_EQ(model.morphs[0].kind, MorphKind::vertex);
  EXPECT_EQ(model.morphs[0].vertices, (std::vector<std::uint32_t>{2, 0}));
  EXPECT_EQ(model.morphs[0].offsets.at(0), glm::vec3(1, 2, -3));
}

TEST(FormatCases, F36_VertexMorphOfOldFilesIsCp932) {
  const ModelData model = with("VertexMorph,\x82\xA0,2,1,2,3\n");
  ASSERT_EQ(model.morphs.size(), 1U);
  EXPECT_EQ(model.morphs[0].name, "あ");
  EXPECT_EQ(model.morphs[0].vertices, std::vector<std::uint32_t>{2});
  EXPECT_EQ(model.morphs[0].offsets.at(0), glm::vec3(1, 2, -3));
}

TEST(FormatCases, F37_FacesRestoreWrappedIndices) {
  constexpr std::uint32_t count = 70'000;
  ByteWriter out;
  write_pmd_header(out, "big");
  out.u32(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    out.floats({0, 0, 0, 0, 0, -1, 0, 0}).u16(0).u16(0).u8(100).u8(0);
  }
  out.u32(3).u16(1).u16(2).u16((count - 1) % 65'536);
  out.raw(pmd_material(1, 0, 1, "")).raw(pmd_bones({{}}));
  out.u16(0).u16(0).u8(0).u8(0).u32(0);
  ModelData model = mmd::read_pmd(out.bytes(), "a.pmd");
  apply(model, "Face,m,0,65537,65538,69999\n");
  EXPECT_EQ(model.indices, (std::vector<std::uint32_t>{65538, 65537, 69999}));
}

TEST(FormatCases, F38_SdefWithEqualCentresIsBdef2) {
  const ModelData model =
      with("Bone,c\nBone,d\n" + vertex_record(2, "1", 3, "d,.25,c,.75,,0,,0,1,2,3,4,5,6,7,8,9") +
           vertex_record(1, "1", 3, "d,.25,c,.75,,0,,0,1,2,3,1,2,3,1,2,3"));
  EXPECT_EQ(model.vertices.skinning[1], SkinningKind::bdef2);
  EXPECT_EQ(model.vertices.bone_indices[1], glm::ivec4(1, 0, 0, 0));
  EXPECT_EQ(model.vertices.bone_weights[1], glm::vec4(.25F, .75F, 0, 0));
  EXPECT_EQ(model.vertices.skinning[2], SkinningKind::sdef);
  ASSERT_EQ(model.vertices.sdef.size(), 1U);
  EXPECT_EQ(model.vertices.sdef[0].vertex, 2U);
  EXPECT_EQ(model.vertices.sdef[0].r0, glm::vec3(4, 5, -6));
}

TEST(FormatCases, F39_MaterialMorphHasTheEdgeSizeBeforeItsColour) {
  const ModelData model = with(
      "MaterialMorph,k,m,1,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n"
      "MaterialMorph,k,other,0\nMaterial,m\n");
  ASSERT_EQ(model.morphs.size(), 1U);
  ASSERT_EQ(model.morphs[0].materials.size(), 2U);
  const mmd::MaterialMorphElement& element = model.morphs[0].materials[0];
  EXPECT_EQ(element.material, 0);
  EXPECT_TRUE(element.add);
  EXPECT_EQ(element.diffuse, glm::vec4(1, 2, 3, 4));
  EXPECT_EQ(element.shininess, 8.0F);
  EXPECT_EQ(element.ambient, glm::vec3(9, 10, 11));
  EXPECT_EQ(element.edge_size, 12.0F);
  EXPECT_EQ(element.edge_color, glm::vec4(13, 14, 15, 16));
  EXPECT_EQ(model.morphs[0].materials[1].material, -1);
  EXPECT_FALSE(model.morphs[0].materials[1].add);
}

}  // namespace
