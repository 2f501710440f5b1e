// Written motions and poses, read again.
#include "MMDFiles/writers.h"

#include <gtest/gtest.h>

#include <fstream>

#include "MMDFiles/file.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "support/format_fixtures.h"
#include "support/load_errors.h"
#include "support/shared_content.h"
#include "support/temporary_folder.h"

namespace {

using namespace test_support;
using mmd::MotionData;

MotionData vmd(const Bytes& bytes) { return mmd::read_vmd(bytes, "a.vmd"); }

void expect_equal_tracks(const MotionData& a, const MotionData& b) {
  EXPECT_EQ(a.model_name, b.model_name);
  ASSERT_EQ(a.bone_tracks.size(), b.bone_tracks.size());
  for (std::size_t i = 0; i < a.bone_tracks.size(); ++i) {
    EXPECT_EQ(a.bone_tracks[i].name, b.bone_tracks[i].name);
    EXPECT_EQ(a.bone_tracks[i].frames, b.bone_tracks[i].frames);
    EXPECT_EQ(a.bone_tracks[i].translations, b.bone_tracks[i].translations);
    EXPECT_EQ(a.bone_tracks[i].rotations, b.bone_tracks[i].rotations);
    EXPECT_EQ(a.bone_tracks[i].curves, b.bone_tracks[i].curves);
  }
  ASSERT_EQ(a.morph_tracks.size(), b.morph_tracks.size());
  for (std::size_t i = 0; i < a.morph_tracks.size(); ++i) {
    EXPECT_EQ(a.morph_tracks[i].name, b.morph_tracks[i].name);
    EXPECT_EQ(a.morph_tracks[i].frames, b.morph_tracks[i].frames);
    EXPECT_EQ(a.morph_tracks[i].weights, b.morph_tracks[i].weights);
  }
}

void expect_equal_stage(const MotionData& a, const MotionData& b) {
  EXPECT_EQ(a.camera.frames, b.camera.frames);
  EXPECT_EQ(a.camera.distances, b.camera.distances);
  EXPECT_EQ(a.camera.look_ats, b.camera.look_ats);
  EXPECT_EQ(a.camera.angles, b.camera.angles);
  EXPECT_EQ(a.camera.view_angles, b.camera.view_angles);
  EXPECT_EQ(a.camera.perspective, b.camera.perspective);
  EXPECT_EQ(a.camera.curves, b.camera.curves);
  ASSERT_EQ(a.lights.size(), b.lights.size());
  for (std::size_t i = 0; i < a.lights.size(); ++i) {
    EXPECT_EQ(a.lights[i].frame, b.lights[i].frame);
    EXPECT_EQ(a.lights[i].color, b.lights[i].color);
    EXPECT_EQ(a.lights[i].direction, b.lights[i].direction);
  }
  ASSERT_EQ(a.self_shadows.size(), b.self_shadows.size());
  for (std::size_t i = 0; i < a.self_shadows.size(); ++i) {
    EXPECT_EQ(a.self_shadows[i].frame, b.self_shadows[i].frame);
    EXPECT_EQ(a.self_shadows[i].mode, b.self_shadows[i].mode);
    EXPECT_EQ(a.self_shadows[i].distance, b.self_shadows[i].distance);
  }
}

void expect_equal(const MotionData& a, const MotionData& b) {
  expect_equal_tracks(a, b);
  expect_equal_stage(a, b);
  ASSERT_EQ(a.switches.size(), b.switches.size());
  for (std::size_t i = 0; i < a.switches.size(); ++i) {
    EXPECT_EQ(a.switches[i].frame, b.switches[i].frame);
    EXPECT_EQ(a.switches[i].visible, b.switches[i].visible);
    ASSERT_EQ(a.switches[i].ik.size(), b.switches[i].ik.size());
    for (std::size_t k = 0; k < a.switches[i].ik.size(); ++k) {
      EXPECT_EQ(a.switches[i].ik[k].bone, b.switches[i].ik[k].bone);
      EXPECT_EQ(a.switches[i].ik[k].enabled, b.switches[i].ik[k].enabled);
    }
  }
  EXPECT_EQ(a.length, b.length);
  EXPECT_EQ(a.camera_length, b.camera_length);
}

TEST(VmdWriter, FixturesComeOutByteByByte) {
  const struct {
    const char* name;
    Bytes bytes;
  } rows[] = {{"VMD-EMPTY", vmd_empty()},
              {"VMD-BASIC", vmd_basic()},
              {"VMD-SWITCH", vmd_switch()},
              {"VMD-CAMERA", vmd_camera()}};
  for (const auto& row : rows) EXPECT_EQ(mmd::write_vmd(vmd(row.bytes)), row.bytes) << row.name;
}

MotionData full_motion() {
  MotionData motion;
  motion.model_name = "初音ミク～①";
  mmd::BoneTrack& bone = motion.bone_tracks.emplace_back();
  bone.name = "左腕";
  bone.frames = {3, 7};
  bone.translations = {{.1F, -2, 3.3F}, {0, 0, 0}};
  bone.rotations = {{.5F, -.5F, .5F, .5F}, {1, 0, 0, 0}};
  bone.curves = {{{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {13, 14, 15, 127}}}, {}};
  motion.morph_tracks.push_back({"あ", {2, 4}, {.25F, -1}});
  mmd::CameraTrack& camera = motion.camera;
  camera.frames = {1, 11};
  camera.distances = {-3.5F, 45};
  camera.look_ats = {{1, 2, 3}, {4, 5, 6}};
  camera.view_angles = {30, 45};
  camera.perspective = {1, 0};
  camera.curves.resize(2);
  camera.curves[1][5] = {1, 2, 3, 4};
  motion.lights = {{2, {.1F, .2F, .3F}, {1, -1, .5F}}, {9, {1, 1, 1}, {0, -1, 0}}};
  motion.self_shadows = {{5, 2, .05F}};
  motion.switches = {{6, false, {{"左足ＩＫ", false}, {"右足ＩＫ", true}}}};
  motion.length = 7;
  motion.camera_length = 11;
  return motion;
}

TEST(VmdWriter, EverySectionIsReadAsItWasWritten) {
  MotionData motion = full_motion();
  // Angles as a reader gives them: degrees of some radians.
  motion.camera.angles = {glm::degrees(glm::vec3(.1F, -.37F, 3.1F)),
                          glm::degrees(glm::vec3(1e-5F, 0, -2.9F))};
  expect_equal(vmd(mmd::write_vmd(motion)), motion);
}

TEST(VmdWriter, OrderAndDuplicatesOfTheFileSettleAfterOneRound) {
  ByteWriter out;
  write_vmd_header(out, sjis_center);
  out.u32(4);
  for (const unsigned frame : {7U, 2U, 7U, 5U}) {
    out.field(frame == 5 ? sjis_a : sjis_center, 15).u32(frame);
    out.floats({static_cast<float>(frame), 0, 0, .3F, .1F, .2F, .7F});
    write_interpolation(out, 0, 0, 0, 0);
  }
  out.u32(0);
  const MotionData first = vmd(out.bytes());
  const Bytes written = mmd::write_vmd(first);
  expect_equal(vmd(written), first);
  EXPECT_EQ(mmd::write_vmd(vmd(written)), written);
}

TEST(VmdWriter, NamesAreCutToWholeCharacters) {
  MotionData motion;
  motion.model_name = "あいうえおかきくけこさ";  // 22 bytes
  motion.morph_tracks.push_back({"あいうえおかきく", {0}, {1}});
  motion.morph_tracks.push_back({"𩸽a", {0}, {1}});
  const MotionData again = vmd(mmd::write_vmd(motion));
  EXPECT_EQ(again.model_name, "あいうえおかきくけこ");
  EXPECT_EQ(again.morph_tracks.at(0).name, "あいうえおかき");
  EXPECT_EQ(again.morph_tracks.at(1).name, "?a");
}

TEST(VpdWriter, PoseIsReadAsItWasWritten) {
  MotionData pose;
  pose.model_name = "ミク.pmd";
  pose.bone_tracks.push_back({"左腕", {0}, {{.123456789F, -2, 1e-9F}}, {}, {{}}});
  pose.bone_tracks[0].rotations.emplace_back(.5F, .5F, -.5F, .5F);
  pose.morph_tracks.push_back({"あ", {0}, {.1F}});
  const Bytes written = mmd::write_vpd(pose);
  const MotionData again = mmd::read_vpd(written, "a.vpd");
  expect_equal(again, pose);
  EXPECT_EQ(mmd::write_vpd(again), written);
  const std::string text(reinterpret_cast<const char*>(written.data()), written.size());
  EXPECT_EQ(mmd::decode_cp932(std::as_bytes(std::span(text))).text,
            "Vocaloid Pose Data file\r\n\r\nミク.pmd;\r\n1;\r\n\r\nBone0{左腕\r\n"
            "  0.12345679,-2.000000,-0.000000001;\r\n  -0.500000,0.500000,0.500000,0.500000;\r\n"
            "}\r\n\r\nMorph0{あ\r\n  0.100000;\r\n}\r\n");
}

TEST(VpdWriter, NamesEndAtASeparator) {
  MotionData pose;
  pose.model_name = "a;b";
  pose.morph_tracks.push_back({"m{x}", {0}, {0}});
  const MotionData again = mmd::read_vpd(mmd::write_vpd(pose), "a.vpd");
  EXPECT_EQ(again.model_name, "a");
  EXPECT_EQ(again.morph_tracks.at(0).name, "m");
}

TEST(MotionFile, SuffixChoosesTheWriter) {
  TemporaryFolder folder;
  MotionData pose;
  pose.model_name = "m";
  pose.morph_tracks.push_back({"x", {0}, {.5F}});
  for (const char* name : {"a.vmd", "a.VPD"}) {
    mmd::write_motion_file(pose, folder.path() / name);
    expect_equal(mmd::read_motion_file(folder.path() / name), pose);
  }
  EXPECT_EQ(mmd::read_file(folder.path() / "a.VPD", 1000), mmd::write_vpd(pose));
  EXPECT_EQ(load_error_of([&] { mmd::write_motion_file(pose, "a.bvh"); }),
            "a.bvh: unsupported motion format, expected .vmd or .vpd");
  const auto nowhere = folder.path() / "no" / "a.vmd";
  EXPECT_EQ(load_error_of([&] { mmd::write_motion_file(pose, nowhere); }),
            nowhere.string() + ": cannot be written");
}

TEST(SharedContent, MotionsOfTheAvatarSurviveARound) {
  SHARED_OR_SKIP(folder, "content/gene/motion");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".vmd") continue;
    const MotionData motion = mmd::read_motion_file(entry.path());
    expect_equal(vmd(mmd::write_vmd(motion)), motion);
  }
}

}  // namespace
