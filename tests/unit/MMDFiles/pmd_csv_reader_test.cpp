// The .pmd.csv of a PMD: its variants, records and refusals.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "MMDFiles/model.h"
#include "MMDFiles/readers.h"
#include "csv_builder.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"

namespace {

using namespace test_support;
using mmd::ModelData;
using mmd::MorphKind;
using mmd::SkinningKind;

TEST(PmdCsvReader, VerticesTakeEdgeScaleAndWeights) {
  const ModelData model =
      with(vertex_record(0, ".5", 0, "") + vertex_record(1, "", 2, "b,1,none,1,b,2,,0") +
           vertex_record(2, "2", 4, "b,1,,0,,0,,0"));
  EXPECT_EQ(model.kind, mmd::ModelKind::pmd);
  EXPECT_EQ(model.vertices.edge_scales, (std::vector<float>{.5F, 1, 2}));
  EXPECT_EQ(model.vertices.skinning[0], SkinningKind::bdef1);
  EXPECT_EQ(model.vertices.skinning[1], SkinningKind::bdef4);
  EXPECT_EQ(model.vertices.bone_indices[1], glm::ivec4(1, 0, 1, 0));
  EXPECT_EQ(model.vertices.bone_weights[1], glm::vec4(.25F, .25F, .5F, 0));
  EXPECT_EQ(model.vertices.skinning[2], SkinningKind::qdef);
}

// Most numbers take a shorter way than std::from_chars; none may round another way.
TEST(PmdCsvReader, NumbersAreTheNearestOfWhatIsWritten) {
  for (const char* text : {"0",
                           "-0",
                           "-0.0",
                           "7",
                           "+.5",
                           "-.5",
                           "5.",
                           "0.1",
                           "-0.986556411",
                           "00000000000000000.25",
                           "123456789012345",
                           "1234567890123456",
                           "0.12345678901234",
                           "0.123456789012345678",
                           "16777217",
                           "0.100000001490116",
                           "0.1000000014901161",
                           "999999.999999999",
                           "1e-3",
                           "1.5E2",
                           "-8.94069672E-08",
                           "2e",
                           "1.2.3",
                           "4x",
                           " \t3.25 ",
                           "340282346638528"}) {
    const float edge = with(vertex_record(0, text, 0, "")).vertices.edge_scales[0];
    const auto expected = static_cast<float>(std::strtod(text, nullptr));
    EXPECT_EQ(std::bit_cast<std::uint32_t>(edge), std::bit_cast<std::uint32_t>(expected)) << text;
  }
  for (const char* text : {".", "-", "+", "x", " ", "-e5"})
    EXPECT_EQ(with(vertex_record(0, text, 0, "")).vertices.edge_scales[0], 0.0F) << text;
}

TEST(PmdCsvReader, FieldsOfEveryLengthAreToldApart) {
  for (std::size_t length = 0; length <= 20; ++length) {
    // Bytes that differ from a comma in one bit, and the comma's neighbours.
    for (const char filler : {'-', '+', '\xAC', '$', '(', '.'}) {
      const std::string other(length, filler);
      const ModelData model = with("Vertex,1," + other + "," + other + ",,\"" + other + ",\",," +
                                   other + ",.5\r\nVertex,2,,,,,,," + "3");
      EXPECT_EQ(model.vertices.edge_scales, (std::vector<float>{1, .5F, 3})) << other;
    }
  }
}

TEST(PmdCsvReader, RecordsOfMorphsMayAlternate) {
  const ModelData model = with(
      "VertexMorph,x,0,1,1,1\nVertexMorph,y,1,2,2,2\nVertexMorph,x,2,3,3,3\nUVMorph,x,1,.25,.5\n"
      "VertexMorph,\"x\",1,4,4,4\n");
  ASSERT_EQ(model.morphs.size(), 3U);
  EXPECT_EQ(model.morphs[0].vertices, (std::vector<std::uint32_t>{0, 2, 1}));
  EXPECT_EQ(model.morphs[1].name, "y");
  EXPECT_EQ(model.morphs[1].vertices, std::vector<std::uint32_t>{1});
  EXPECT_EQ(model.morphs[2].kind, MorphKind::uv);
}

TEST(PmdCsvReader, MaterialColumnsDependOnTheVariant) {
  const ModelData old =
      with("Material,m,,9,9,9,.5,0,0,0,5,1,1,1,1,0,1,1,1,2,.1,.2,.3,.4,t\\a.png,b.spa,2,,\n");
  ASSERT_EQ(old.materials.size(), 1U);
  const mmd::MaterialData& a = old.materials[0];
  EXPECT_EQ(a.name, "m");
  EXPECT_EQ(a.diffuse, glm::vec4(.5F, .75F, 1, .5F));
  EXPECT_TRUE(a.two_sided);
  EXPECT_FALSE(a.ground_shadow);
  EXPECT_TRUE(a.self_shadow_cast && a.self_shadow_receive && a.edge);
  EXPECT_EQ(a.edge_size, 2.0F);
  EXPECT_EQ(a.edge_color, glm::vec4(.1F, .2F, .3F, .4F));
  EXPECT_EQ(old.textures, (std::vector<std::string>{"t/a.png", "b.spa"}));
  EXPECT_EQ(a.texture, 0);
  EXPECT_EQ(a.sphere_texture, 1);
  EXPECT_EQ(a.sphere_mode, mmd::SphereMode::add);

  const ModelData recent =
      with(";Material" + std::string(30, ',') +
           "\nMaterial,\"m,n\",,9,9,9,0,0,0,0,5,1,1,1,1,1,1,1,0,0,1,2,.1,.2,.3,.4,,b.sph,1,,\n");
  const mmd::MaterialData& b = recent.materials[0];
  EXPECT_EQ(b.name, "m,n");
  EXPECT_EQ(b.diffuse.a, 0.0F);
  EXPECT_FALSE(b.two_sided || b.ground_shadow || b.self_shadow_cast || b.edge);
  EXPECT_EQ(b.edge_color, glm::vec4(.1F, .2F, .3F, .4F));
  EXPECT_EQ(b.texture, -1);
  EXPECT_EQ(b.sphere_texture, 0);
  EXPECT_EQ(b.sphere_mode, mmd::SphereMode::multiply);
}

TEST(PmdCsvReader, BonesTakeNameLayerAndAppend) {
  ModelData data = with(
      "Bone,root,,0,0\n"
      "Bone,a bone with a long name,,3,1,0,0,0,1,1,0,1,1,,0,,0,0,0,1,1,.5,root\n");
  EXPECT_EQ(data.kind, mmd::ModelKind::pmd_extended);
  const mmd::BoneData& bone = data.bones[1];
  EXPECT_EQ(bone.deform_layer, 3);
  EXPECT_TRUE(bone.after_physics);
  EXPECT_EQ(bone.append.source, 0);
  EXPECT_EQ(bone.append.ratio, .5F);
  EXPECT_TRUE(bone.append.rotation && bone.append.translation);
  const mmd::Model model(std::move(data));
  EXPECT_EQ(model.find_bone("root"), 0);
  EXPECT_EQ(model.find_bone("センター"), 0);
  EXPECT_EQ(model.find_bone("b"), 1);
  EXPECT_EQ(model.find_motion_bone("a bone with a l"), 1);
}

TEST(PmdCsvReader, UselessAppendsAreIgnoredWithAWarning) {
  const std::string rest = ",,0,0,0,0,0,1,1,0,1,1,,0,,0,0,0,1,0,1,";
  const ModelData model = with("Bone,c" + rest + "none\nBone,d" + rest + "d\n");
  EXPECT_EQ(model.bones[0].append.source, -1);
  EXPECT_EQ(model.bones[1].append.source, -1);
  EXPECT_EQ(model.warnings,
            (std::vector<std::string>{
                "a.pmd.csv: line[1]: append source \"none\" does not exist, append ignored "
                "(offset 0)",
                "a.pmd.csv: bone[1]: bone appends its own motion to itself, append ignored "
                "(offset 49)"}));
}

TEST(PmdCsvReader, GroupsNameMorphsOfAllKinds) {
  const ModelData model = with(
      "GroupMorph,g,x,.5\nGroupMorph,g,none,1\nVertexMorph,x,0,1,1,1\n"
      "UVMorph,x,1,.25,.5,9,9\nBoneMorph,x,b,1,2,3,90,0,0\nBoneMorph,x,none,1,2,3,0,0,0\n");
  ASSERT_EQ(model.morphs.size(), 4U);
  ASSERT_EQ(model.morphs[0].kind, MorphKind::group);
  ASSERT_EQ(model.morphs[0].groups.size(), 3U);
  EXPECT_EQ(model.morphs[model.morphs[0].groups[0].morph].kind, MorphKind::bone);
  EXPECT_EQ(model.morphs[0].groups[0].ratio, .5F);
  EXPECT_EQ(model.morphs[2].uv_offsets.at(0), glm::vec4(.25F, .5F, 0, 0));
  ASSERT_EQ(model.morphs[3].bones.size(), 1U);
  EXPECT_EQ(model.morphs[3].bones[0].translation, glm::vec3(1, 2, -3));
  EXPECT_NEAR(model.morphs[3].bones[0].rotation.x, -std::sqrt(.5F), 1e-6F);
  EXPECT_EQ(model.warnings, std::vector<std::string>{
                                "a.pmd.csv: line[2]: group names the morph \"none\", which does "
                                "not exist; element ignored (offset 18)"});
}

TEST(PmdCsvReader, RefusalsNamePlaceAndReason) {
  struct Refusal {
    std::string csv;
    const char* message;
  };
  std::string many;
  for (int i = 0; i <= 1000; ++i) many += "VertexMorph," + std::to_string(i) + ",0,0,0,0\n";
  const Refusal refusals[] = {
      {"Header\nVertex,3\n", "a.pmd.csv: line[2]: vertex 3, expected 0..2 (offset 7)"},
      {"Vertex\n", "a.pmd.csv: line[1]: vertex -1, expected 0..2 (offset 0)"},
      {"VertexMorph,m,99999999999999999999,1,2,3",
       "a.pmd.csv: line[1]: vertex 9223372036854775807, expected 0..2 (offset 0)"},
      {"VertexMorph,m,0,1,nan,3", "a.pmd.csv: line[1]: field 4 is not a finite number (offset 0)"},
      {"VertexMorph,m,0,1,2,1e39", "a.pmd.csv: line[1]: field 5 is not a finite number (offset 0)"},
      {"Face,m,0,0,1,3\n", "a.pmd.csv: line[1]: vertex 3, expected 0..2 (offset 0)"},
      {"Face,m,0,0,1,2\nFace,m,1,0,1,2\n",
       "a.pmd.csv: face: 2 records, expected 1 as in the model (offset 30)"},
      {vertex_record(0, "1", 5, ""), "a.pmd.csv: line[1]: weight kind 5, expected 0..4 (offset 0)"},
      {many, "a.pmd.csv: line[1001]: more than 1000 morphs of a kind (offset 23890)"},
      {std::string(65'537, 'x'),
       "a.pmd.csv: line[1]: line of 65537 bytes, expected at most 65536 (offset 0)"},
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(error_of(refusal.csv), refusal.message);
  }
}

TEST(PmdCsvReader, ModelStaysAsItWasWhenTheCsvIsRefused) {
  ModelData model = mmd::read_pmd(two_bones(), "a.pmd");
  EXPECT_NE(load_error_of([&] { apply(model, "Bone,x\nBone,y\nVertex,3\n"); }), "no error");
  EXPECT_EQ(model.kind, mmd::ModelKind::pmd);
  EXPECT_EQ(model.bones[0].name, "センター");
  EXPECT_EQ(model.textures, std::vector<std::string>{"p.bmp"});
}

class PmdCsvFile : public testing::Test {
 protected:
  PmdCsvFile() {
    const Bytes pmd = two_bones();
    write("a.pmd", {reinterpret_cast<const char*>(pmd.data()), pmd.size()});
  }

  void write(const char* name, std::string_view text) const {
    std::ofstream(place_.path() / name, std::ios::binary) << text;
  }
  ModelData read() const { return mmd::read_model_file(place_.path() / "a.pmd"); }

  test_support::TemporaryFolder place_;
};

TEST_F(PmdCsvFile, IsAppliedWhereItLiesBesideThePmd) {
  EXPECT_EQ(read().kind, mmd::ModelKind::pmd);
  write("a.pmd.csv", "Bone,x\nBone,y\n");
  EXPECT_EQ(read().kind, mmd::ModelKind::pmd_extended);
  write("a.pmd.csv", "Bone,x\n");
  EXPECT_EQ(load_error_of([&] { read(); }),
            (place_.path() / "a.pmd.csv").string() +
                ": bone: 1 records, expected 2 as in the model (offset 7)");
}

TEST_F(PmdCsvFile, MissingImagesLeaveThoseOfThePmd) {
  const std::string record = "Material,m" + std::string(23, ',') + "new.png\n";
  write("a.pmd.csv", record);
  const ModelData without = read();
  EXPECT_EQ(without.textures.at(without.materials[0].texture), "p.bmp");
  EXPECT_EQ(without.warnings,
            std::vector<std::string>{(place_.path() / "a.pmd.csv").string() +
                                     ": material[0]: new.png is missing, images of the PMD are "
                                     "taken"});
  write("new.png", "");
  const ModelData found = read();
  EXPECT_EQ(found.textures.at(found.materials[0].texture), "new.png");
}

}  // namespace
