// The rules of VMD files around the conformance cases of tests/conformance/formats.
#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "support/format_fixtures.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;
using mmd::MotionData;
using mmd::read_vmd;
using mmd::TimingCurve;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TEST(VmdReader, ControlPointsBeyond127AreClamped) {
  Bytes bytes = vmd_basic();
  put_u8(bytes, vmd_basic_key0 + 47, 0x80);
  EXPECT_EQ(read_vmd(bytes, "a.vmd").bone_tracks[0].curves[0][0].x1, 0);
}

TEST(VmdReader, CameraCurveStoresBothXBeforeBothY) {
  Bytes bytes = vmd_camera();
  const std::size_t block = 50 + 12 + 32;
  for (std::size_t i = 0; i < 4; ++i) put_u8(bytes, block + i, 10 + static_cast<unsigned>(i));
  EXPECT_EQ(read_vmd(bytes, "a.vmd").camera.curves[0][0], (TimingCurve{10, 12, 11, 13}));
}

TEST(VmdReader, TracksKeepTheOrderOfFirstAppearance) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(3);
  write_bone_key(out, "b", 0, 0);
  write_bone_key(out, "a", 0, 0);
  write_bone_key(out, "b", 1, 0);
  out.u32(0);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  ASSERT_EQ(motion.bone_tracks.size(), 2U);
  EXPECT_EQ(motion.bone_tracks[0].name, "b");
  EXPECT_EQ(motion.bone_tracks[1].name, "a");
}

TEST(VmdReader, DropsKeysThatAreUnusableAndSaysSo) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(3);
  write_bone_key(out, "", 1, 0);
  write_bone_key(out, "a", 2, nan);
  write_bone_key(out, "a", 3, 1);
  out.u32(2).field("", 15).u32(4).f32(1).field("m", 15).u32(5).f32(nan);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  ASSERT_EQ(motion.bone_tracks.size(), 1U);
  EXPECT_EQ(motion.bone_tracks[0].frames, (std::vector<std::uint32_t>{3}));
  EXPECT_TRUE(motion.morph_tracks.empty());
  EXPECT_EQ(motion.length, 3U);
  EXPECT_EQ(motion.warnings,
            (std::vector<std::string>{
                "a.vmd: bone key[0]: empty name, key dropped (offset 54)",
                "a.vmd: bone key[1]: value is not a finite number, key dropped (offset 165)",
                "a.vmd: face key[0]: empty name, key dropped (offset 391)",
                "a.vmd: face key[1]: value is not a finite number, key dropped (offset 414)"}));
}

TEST(VmdReader, DropsCameraKeysWhoseDegreesAreNotFinite) {
  Bytes bytes = vmd_camera();
  put_f32(bytes, 62 + 20, 1e37F);
  const MotionData motion = read_vmd(bytes, "a.vmd");
  EXPECT_TRUE(motion.camera.frames.empty());
  EXPECT_EQ(motion.warnings,
            (std::vector<std::string>{
                "a.vmd: camera key[0]: value is not a finite number, key dropped (offset 62)"}));
}

TEST(VmdReader, ZeroQuaternionBecomesIdentity) {
  Bytes bytes = vmd_basic();
  put_f32(bytes, vmd_basic_key0 + 43, 0.0F);
  const MotionData motion = read_vmd(bytes, "a.vmd");
  EXPECT_EQ(motion.bone_tracks[0].rotations[0].w, 1.0F);
  ASSERT_EQ(motion.warnings.size(), 1U);
}

TEST(VmdReader, IgnoresOneStrayRecordAtTheEnd) {
  ByteWriter out;
  out.raw(vmd_empty()).u32(0);
  write_camera_key(out);
  const MotionData motion = read_vmd(out.bytes(), "a.vmd");
  EXPECT_TRUE(motion.camera.frames.empty());
  EXPECT_EQ(motion.warnings, (std::vector<std::string>{"a.vmd: camera key: one record after a "
                                                       "count of 0, ignored (offset 58)"}));
}

TEST(VmdReader, TruncationIsAcceptedOnlyBetweenSections) {
  const Bytes full = vmd_switch();
  for (std::size_t length = 0; length < full.size(); ++length) {
    const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
    // After the faces, the camera, the light and the shadow count.
    const bool clean = length == 303 || length == 307 || length == 311 || length == 315;
    // What is left looks exactly like a stray light (28) or shadow (9) record.
    const bool stray = length == 311 + 28 || length == 315 + 9;
    if (clean || stray) {
      EXPECT_NO_THROW(read_vmd(cut, "a.vmd")) << length;
    } else {
      EXPECT_THROW(read_vmd(cut, "a.vmd"), mmd::LoadError) << length;
    }
  }
}

struct Refusal {
  const char* name;
  Bytes bytes;
  const char* message;
};

TEST(VmdReader, RefusesWithPlaceAndReason) {
  Bytes magic = vmd_basic();
  put_u8(magic, 0, 'X');
  Bytes late = vmd_basic();
  put_u32(late, vmd_basic_key0 + 15, 16'777'216);
  Bytes many = vmd_empty();
  put_u32(many, 50, 4'194'305);
  Bytes truncated = vmd_empty();
  put_u32(truncated, 50, 1000);
  const Refusal refusals[] = {
      {"magic", magic,
       "a.vmd: header: not a VMD file, expected it to begin with \"Vocaloid Motion Data 0002\" "
       "(offset 0)"},
      {"frame", late, "a.vmd: bone key[0]: frame 16777216, expected at most 16777215 (offset 69)"},
      {"limit", many, "a.vmd: bone key: count 4194305, expected at most 4194304 (offset 50)"},
      {"count", truncated,
       "a.vmd: bone key: file ends early: 1000 records need at least 111000 bytes, found 4 "
       "(offset 50)"},
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(load_error_of([&] { read_vmd(refusal.bytes, "a.vmd"); }), refusal.message)
        << refusal.name;
  }
}

TEST(VmdReader, RefusesMoreThan1024SwitchesInOneKey) {
  ByteWriter out;
  out.raw(vmd_empty()).u32(0).u32(0).u32(0).u32(1).u32(0).u8(1).u32(1025).zeros(1025 * 21);
  EXPECT_EQ(load_error_of([&] { read_vmd(out.bytes(), "a.vmd"); }),
            "a.vmd: switch key[0]: count 1025, expected at most 1024 (offset 74)");
}

TEST(VmdReader, RefusesTooManyKeysInEverySection) {
  // Counts of the sections after the bones, each at its limit plus one.
  const struct {
    int empty_sections_before;
    std::uint32_t count;
    const char* message;
  } rows[] = {
      {0, 4'194'305, "a.vmd: face key: count 4194305, expected at most 4194304 (offset 54)"},
      {1, 524'289, "a.vmd: camera key: count 524289, expected at most 524288 (offset 58)"},
      {2, 524'289, "a.vmd: light key: count 524289, expected at most 524288 (offset 62)"},
      {3, 524'289, "a.vmd: shadow key: count 524289, expected at most 524288 (offset 66)"},
      {4, 524'289, "a.vmd: switch key: count 524289, expected at most 524288 (offset 70)"},
  };
  for (const auto& row : rows) {
    ByteWriter out;
    write_vmd_header(out, "x");
    out.u32(0);
    for (int i = 0; i < row.empty_sections_before; ++i) out.u32(0);
    out.u32(row.count);
    EXPECT_EQ(load_error_of([&] { read_vmd(out.bytes(), "a.vmd"); }), row.message);
  }
}

TEST(VmdReader, RefusesMoreThan65536Names) {
  ByteWriter out;
  write_vmd_header(out, "x");
  out.u32(0).u32(65'537);
  for (unsigned i = 0; i < 65'537; ++i) {
    out.field("m" + std::to_string(i), 15).u32(0).f32(1);
  }
  EXPECT_EQ(load_error_of([&] { read_vmd(out.bytes(), "a.vmd"); }),
            "a.vmd: face key[65536]: more than 65536 different names (offset 1507386)");
}

}  // namespace
