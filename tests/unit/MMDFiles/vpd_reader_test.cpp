// Poses: the text format, its repairs and refusals.
#include <gtest/gtest.h>

#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "support/byte_writer.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;

constexpr std::string_view head = "Vocaloid Pose Data file\r\n";

Bytes sjis(std::string_view text) { return ByteWriter().raw(mmd::encode_cp932(text).text).bytes(); }
mmd::MotionData read(std::string_view text) {
  return mmd::read_vpd(sjis(std::string(head) + std::string(text)), "a.vpd");
}
std::string error_of(std::string_view text) {
  return load_error_of([&] { read(text); });
}

TEST(VpdReader, PoseIsAMotionWithOneKeyATrack) {
  const mmd::MotionData pose = read(
      "\r\nmiku.osm;\t\t// parent file\r\n2;\t// bones\r\n\r\n"
      "Bone0{センター\r\n  1.5,-2,3;\t// trans x,y,z\r\n  0.1,0.2,0.3,0.927362;\r\n}\r\n\r\n"
      "Bone1{ 左腕 捩\n0,0,0;0,0,0,2;}\n"
      "Morph0{まばたき\r\n  0.25;\r\n}\r\n");
  EXPECT_EQ(pose.model_name, "miku.osm");
  EXPECT_TRUE(pose.warnings.empty());
  EXPECT_EQ(pose.length, 0U);
  ASSERT_EQ(pose.bone_tracks.size(), 2U);
  const mmd::BoneTrack& center = pose.bone_tracks[0];
  EXPECT_EQ(center.name, "センター");
  EXPECT_EQ(center.frames, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(center.translations[0], glm::vec3(1.5F, -2, -3));
  EXPECT_NEAR(center.rotations[0].x, -.1F, 1e-6F);
  EXPECT_NEAR(center.rotations[0].y, -.2F, 1e-6F);
  EXPECT_NEAR(center.rotations[0].z, .3F, 1e-6F);
  EXPECT_NEAR(center.rotations[0].w, .927362F, 1e-6F);
  EXPECT_TRUE(center.curves.at(0)[3].linear());
  EXPECT_EQ(pose.bone_tracks[1].name, "左腕 捩");
  EXPECT_EQ(pose.bone_tracks[1].rotations[0].w, 1.0F);
  ASSERT_EQ(pose.morph_tracks.size(), 1U);
  EXPECT_EQ(pose.morph_tracks[0].name, "まばたき");
  EXPECT_EQ(pose.morph_tracks[0].weights, (std::vector<float>{.25F}));
}

// Trail bytes of CP932 include those of braces.
TEST(VpdReader, SecondBytesAreNoSeparators) {
  const mmd::MotionData pose = read("m;1;Bone0{ボ本ソ\n0,0,0;0,0,0,1;}");
  EXPECT_EQ(pose.bone_tracks.at(0).name, "ボ本ソ");
}

TEST(VpdReader, OfTwoBlocksWithOneNameTheLastStays) {
  const mmd::MotionData pose =
      read("m;2;Bone0{a\n1,0,0;0,0,0,1;}Bone1{a\n2,0,0;0,0,0,1;}Morph0{m\n0;}Morph1{m\n1;}");
  ASSERT_EQ(pose.bone_tracks.size(), 1U);
  EXPECT_EQ(pose.bone_tracks[0].translations[0].x, 2.0F);
  ASSERT_EQ(pose.morph_tracks.size(), 1U);
  EXPECT_EQ(pose.morph_tracks[0].weights[0], 1.0F);
}

TEST(VpdReader, RepairsAreReported) {
  const mmd::MotionData pose = read(
      "m;9;\nBone0{a\n0,0,0;0,0,0,0;}\nBone1{\n0,0,0;0,0,0,1;}\nBone2{b\nnan,0,0;0,0,0,1;}\n"
      "Bone3{c\n0,0,0;1e99,0,0,1;}\nMorph0{\n1;}\nMorph1{d\ninf;}\n");
  ASSERT_EQ(pose.bone_tracks.size(), 1U);
  EXPECT_EQ(pose.bone_tracks[0].rotations[0].w, 1.0F);
  EXPECT_TRUE(pose.morph_tracks.empty());
  EXPECT_EQ(pose.warnings,
            (std::vector<std::string>{
                "a.vpd: line[4]: quaternion of length 0, taken as no rotation (offset 38)",
                "a.vpd: line[6]: empty name, bone dropped (offset 61)",
                "a.vpd: line[8]: value is not a finite number, bone dropped (offset 85)",
                "a.vpd: line[10]: value is not a finite number, bone dropped (offset 111)",
                "a.vpd: line[12]: empty name, morph dropped (offset 138)",
                "a.vpd: line[14]: value is not a finite number, morph dropped (offset 151)",
                "a.vpd: file: bone count 9, found 4 bones (offset 157)"}));
}

TEST(VpdReader, RefusalsNamePlaceAndReason) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"", "a.vpd: file: file ends early: expected the name of a model file (offset 25)"},
      {"m", "a.vpd: file: file ends early: expected \";\" (offset 26)"},
      {"m\nx", "a.vpd: line[3]: expected \";\", found \"x\" (offset 27)"},
      {"m;x;", "a.vpd: line[2]: expected a number, found \"x\" (offset 25)"},
      {"m;1;Hand0{a", "a.vpd: line[2]: expected Bone or Morph, found \"Hand0\" (offset 25)"},
      {"m;1;Bone0,a", "a.vpd: line[2]: expected \"{\", found \",\" (offset 25)"},
      {"m;1;Bone0{a\n0,0;", "a.vpd: line[3]: expected \",\", found \";\" (offset 37)"},
      {"m;1;Bone0{a\n0,0,0;0,0,0;", "a.vpd: line[3]: expected \",\", found \";\" (offset 37)"},
      {"m;1;Bone0{a\n0,1x,0;", "a.vpd: line[3]: expected a number, found \"1x\" (offset 37)"},
      {"m;1;Bone0{a\n0,,0;", "a.vpd: line[3]: expected a number, found \"\" (offset 37)"},
      {"m;1;Bone0{a\n0,0,0;0,0,0,1;", "a.vpd: file: file ends early: expected \"}\" (offset 51)"},
      {"m;1;Morph0{a\n0;0", "a.vpd: line[3]: expected \"}\", found \"0\" (offset 38)"},
  };
  for (const auto& row : rows) EXPECT_EQ(error_of(row.text), row.message);
  const char* magic =
      "a.vpd: line[1]: not a VPD file, expected its first line to be \"Vocaloid Pose Data file\" "
      "(offset 0)";
  EXPECT_EQ(load_error_of([] { mmd::read_vpd(sjis("Vocaloid Pose Data\n"), "a.vpd"); }), magic);
  EXPECT_EQ(load_error_of([] { mmd::read_vpd({}, "a.vpd"); }),
            "a.vpd: file: not a VPD file, expected its first line to be \"Vocaloid Pose Data "
            "file\" (offset 0)");
  EXPECT_EQ(error_of(std::string(65'536, ' ')),
            "a.vpd: line[2]: line of 65536 bytes, expected at most 65535 (offset 25)");
}

TEST(VpdReader, RefusesMoreThan65536Names) {
  std::string text = "m;0;\n";
  for (int i = 0; i < 65'537; ++i) text += "Morph0{" + std::to_string(i) + "\n0}\n";
  EXPECT_NE(error_of(text).find("more than 65536 different names"), std::string::npos);
}

TEST(VpdReader, FieldsAndSeparatorsStandOnAnyLine) {
  const mmd::MotionData pose = read("m;1;Bone0{頭\n1 , 2\n,3 ;\n0,0,0\n,1\n;}Morph0{あ\n+.5\n}");
  ASSERT_EQ(pose.bone_tracks.size(), 1U);
  EXPECT_EQ(pose.bone_tracks[0].translations[0], glm::vec3(1, 2, -3));
  EXPECT_EQ(pose.morph_tracks.at(0).weights[0], .5F);
}

}  // namespace
