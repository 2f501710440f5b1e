// Conformance cases F16 to F25 of the format chapter.
#include <gtest/gtest.h>

#include "MMDFiles/model.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/readers.h"
#include "support/format_fixtures.h"

namespace {

using namespace test_support;
using mmd::MotionData;
using mmd::read_vmd;
using mmd::TimingCurve;

TEST(FormatCases, F16_EmptyMotionIsValid) {
  const MotionData motion = read_vmd(vmd_empty(), "a.vmd");
  EXPECT_TRUE(motion.bone_tracks.empty());
  EXPECT_EQ(motion.length, 0U);
  EXPECT_TRUE(motion.warnings.empty());
}

TEST(FormatCases, F17_BasicMotion) {
  const MotionData motion = read_vmd(vmd_basic(), "a.vmd");
  EXPECT_EQ(motion.model_name, "tri");
  ASSERT_EQ(motion.bone_tracks.size(), 1U);
  const mmd::BoneTrack& track = motion.bone_tracks[0];
  EXPECT_EQ(track.name, "センター");
  EXPECT_EQ(track.frames, (std::vector<std::uint32_t>{0, 10}));
  EXPECT_EQ(track.translations[1], glm::vec3(1, 2, -3));
  EXPECT_NEAR(track.rotations[1].x, -.1F, 1e-6F);
  EXPECT_NEAR(track.rotations[1].y, -.2F, 1e-6F);
  EXPECT_NEAR(track.rotations[1].z, .3F, 1e-6F);
  EXPECT_NEAR(track.rotations[1].w, .927362F, 1e-6F);
  for (const TimingCurve& curve : track.curves[0]) EXPECT_TRUE(curve.linear());
  for (const TimingCurve& curve : track.curves[1]) {
    EXPECT_EQ(curve, (TimingCurve{64, 0, 64, 127}));
  }
  ASSERT_EQ(motion.morph_tracks.size(), 1U);
  EXPECT_EQ(motion.morph_tracks[0].name, "あ");
  EXPECT_EQ(motion.morph_tracks[0].frames, (std::vector<std::uint32_t>{5}));
  EXPECT_EQ(motion.morph_tracks[0].weights, (std::vector<float>{.5F}));
  EXPECT_EQ(motion.length, 10U);
}

TEST(FormatCases, F18_PhysicsMarkInTheFirstRowChangesNothing) {
  Bytes bytes = vmd_basic();
  const std::size_t block = vmd_basic_key0 + vmd_bone_key_bytes + 47;
  put_u8(bytes, block + 2, 0x63);
  put_u8(bytes, block + 3, 0x0F);
  const MotionData motion = read_vmd(bytes, "a.vmd");
  for (const TimingCurve& curve : motion.bone_tracks[0].curves[1]) {
    EXPECT_EQ(curve, (TimingCurve{64, 0, 64, 127}));
  }
}

TEST(FormatCases, F19_SwitchKeys) {
  const MotionData motion = read_vmd(vmd_switch(), "a.vmd");
  ASSERT_EQ(motion.switches.size(), 1U);
  EXPECT_EQ(motion.switches[0].frame, 3U);
  EXPECT_TRUE(motion.switches[0].visible);
  ASSERT_EQ(motion.switches[0].ik.size(), 1U);
  EXPECT_EQ(motion.switches[0].ik[0].bone, "左足ＩＫ");
  EXPECT_FALSE(motion.switches[0].ik[0].enabled);
  EXPECT_EQ(motion.length, 10U);
}

TEST(FormatCases, F20_CameraKeys) {
  const MotionData motion = read_vmd(vmd_camera(), "a.vmd");
  EXPECT_EQ(motion.model_name, "カメラ・照明");
  ASSERT_EQ(motion.camera.frames.size(), 1U);
  EXPECT_EQ(motion.camera.distances[0], 45.0F);
  EXPECT_EQ(motion.camera.look_ats[0], glm::vec3(0, 10, 0));
  EXPECT_NEAR(motion.camera.angles[0].x, -5.7296F, 1e-4F);
  EXPECT_NEAR(motion.camera.angles[0].y, -11.4592F, 1e-4F);
  EXPECT_EQ(motion.camera.angles[0].z, 0.0F);
  EXPECT_EQ(motion.camera.view_angles[0], 30.0F);
  EXPECT_EQ(motion.camera.perspective[0], 1);
  for (const TimingCurve& curve : motion.camera.curves[0]) EXPECT_TRUE(curve.linear());
  EXPECT_EQ(motion.length, 0U);
  EXPECT_EQ(motion.camera_length, 0U);
}

TEST(FormatCases, F21_CameraAndSwitchSectionsTogether) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(0).u32(0).u32(1);
  write_camera_key(out);
  out.u32(1).u32(4).floats({.1F, .2F, .3F, 1, -1, .5F});
  out.u32(1).u32(6).u8(2).f32(.05F);
  write_switch_section(out);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  EXPECT_EQ(motion.camera.frames.size(), 1U);
  ASSERT_EQ(motion.lights.size(), 1U);
  EXPECT_EQ(motion.lights[0].frame, 4U);
  EXPECT_EQ(motion.lights[0].direction, glm::vec3(1, -1, -.5F));
  ASSERT_EQ(motion.self_shadows.size(), 1U);
  EXPECT_EQ(motion.self_shadows[0].mode, 2);
  ASSERT_EQ(motion.switches.size(), 1U);
  EXPECT_EQ(motion.switches[0].ik[0].bone, "左足ＩＫ");
  EXPECT_EQ(motion.length, 3U);
}

TEST(FormatCases, F23_OfTwoKeysAtOneFrameTheLastStays) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(3);
  write_bone_key(out, sjis_center, 5, 1);
  write_bone_key(out, sjis_center, 7, 9);
  write_bone_key(out, sjis_center, 5, 2);
  out.u32(2).field(sjis_a, 15).u32(1).f32(.25F).field(sjis_a, 15).u32(1).f32(.75F);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  EXPECT_EQ(motion.bone_tracks[0].frames, (std::vector<std::uint32_t>{5, 7}));
  EXPECT_EQ(motion.bone_tracks[0].translations[0].x, 2.0F);
  EXPECT_EQ(motion.morph_tracks[0].weights, (std::vector<float>{.75F}));
}

TEST(FormatCases, F24_UnsortedKeysAreSorted) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(3);
  for (const unsigned frame : {10U, 0U, 5U}) {
    write_bone_key(out, sjis_center, frame, static_cast<float>(frame));
  }
  out.u32(0);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  EXPECT_EQ(motion.bone_tracks[0].frames, (std::vector<std::uint32_t>{0, 5, 10}));
  EXPECT_EQ(motion.bone_tracks[0].translations[1].x, 5.0F);
}

TEST(FormatCases, F25_FirstVersionHasAShorterModelName) {
  ByteWriter out;
  out.field("Vocaloid Motion Data file", 30).field("abcdefghij", 10).u32(1);
  write_bone_key(out, sjis_center, 2, 1);
  out.u32(0);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  EXPECT_EQ(motion.model_name, "abcdefghij");
  EXPECT_EQ(motion.bone_tracks.at(0).name, "センター");
  EXPECT_EQ(motion.length, 2U);
}

TEST(FormatCases, F22_LongNamesAreFoundByTheirFirstFifteenBytes) {
  mmd::ModelData data;
  data.bones.resize(1);
  data.bones[0].name = "0123456789ABCDEF";
  const mmd::Model model(std::move(data));
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(1);
  write_bone_key(out, "0123456789ABCDE", 0, 1);
  out.u32(0);
  const std::string name = read_vmd(out.bytes(), "a.vmd").bone_tracks.at(0).name;
  EXPECT_EQ(model.find_bone(name), std::nullopt);
  EXPECT_EQ(model.find_motion_bone(name), 0);
}

}  // namespace
