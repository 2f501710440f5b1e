// Motions recorded frame by frame.
#include "MMDFiles/motion_recorder.h"

#include <gtest/gtest.h>

#include "MMDFiles/readers.h"
#include "MMDFiles/writers.h"

namespace {

using mmd::MotionRecorder;
using mmd::RecordedBone;
using Frames = std::vector<std::uint32_t>;
const std::vector<std::string> no_names;

RecordedBone at(float x) {
  RecordedBone bone;
  bone.translation.x = x;
  return bone;
}

TEST(MotionRecorder, UnchangedValuesAreSkippedAndTheLastOfThemIsKept) {
  const std::vector<std::string> bones = {"頭"};
  const std::vector<std::string> morphs = {"あ"};
  MotionRecorder recorder("m", bones, morphs);
  for (const float x : {0.0F, 0.0F, 0.0F, 1.0F, 2.0F, 2.0F}) {
    EXPECT_TRUE(recorder.add(std::vector{at(x)}, std::vector{x > 1 ? .5F : 0.0F}));
  }
  const mmd::MotionData motion = recorder.take();
  EXPECT_EQ(motion.model_name, "m");
  ASSERT_EQ(motion.bone_tracks.size(), 1U);
  EXPECT_EQ(motion.bone_tracks[0].frames, (Frames{0, 2, 3, 4}));
  EXPECT_EQ(motion.bone_tracks[0].translations[1].x, 0.0F);
  EXPECT_EQ(motion.bone_tracks[0].translations[3].x, 2.0F);
  ASSERT_EQ(motion.morph_tracks.size(), 1U);
  EXPECT_EQ(motion.morph_tracks[0].frames, (Frames{0, 3, 4}));
  EXPECT_EQ(motion.morph_tracks[0].weights, (std::vector<float>{0, 0, .5F}));
  EXPECT_EQ(motion.length, 4U);
}

TEST(MotionRecorder, CurvesAreWrittenAsZeros) {
  const std::vector<std::string> bones = {"a"};
  MotionRecorder recorder("m", bones, no_names);
  recorder.add(std::vector{at(1)}, {});
  const auto bytes = mmd::write_vmd(recorder.take());
  for (std::size_t i = 54 + 47; i < 54 + 111; ++i) EXPECT_EQ(bytes.at(i), std::byte{0}) << i;
  EXPECT_TRUE(mmd::read_vmd(bytes, "a.vmd").bone_tracks.at(0).curves[0][3].linear());
}

TEST(MotionRecorder, ItemsWithoutANameOrWithASecondOneAreLeftOut) {
  const std::vector<std::string> bones = {"a", "", "a", "b"};
  MotionRecorder recorder("m", bones, no_names);
  RecordedBone simulated = at(9);
  simulated.recorded = false;
  recorder.add(std::vector{at(1), at(2), at(3), simulated}, {});
  const mmd::MotionData motion = recorder.take();
  ASSERT_EQ(motion.bone_tracks.size(), 1U);
  EXPECT_EQ(motion.bone_tracks[0].name, "a");
  EXPECT_EQ(motion.bone_tracks[0].translations[0].x, 1.0F);
}

TEST(MotionRecorder, TurnsAreChangesToo) {
  const std::vector<std::string> bones = {"a"};
  MotionRecorder recorder("m", bones, no_names);
  RecordedBone turned;
  turned.rotation = {0, 1, 0, 0};
  recorder.add(std::vector{RecordedBone{}}, {});
  recorder.add(std::vector{turned}, {});
  EXPECT_EQ(recorder.take().bone_tracks.at(0).frames, (Frames{0, 1}));
}

TEST(MotionRecorder, TakesNothingBeyondItsCapacity) {
  MotionRecorder recorder("m", no_names, no_names, 2);
  EXPECT_TRUE(recorder.add({}, {}));
  EXPECT_TRUE(recorder.add({}, {}));
  EXPECT_FALSE(recorder.add({}, {}));
  EXPECT_EQ(recorder.frames(), 2U);
  recorder.take();
  EXPECT_FALSE(recorder.add({}, {}));
  EXPECT_EQ(MotionRecorder::ten_minutes, 10 * 60 * 30);
}

}  // namespace
