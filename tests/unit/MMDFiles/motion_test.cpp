#include "MMDFiles/motion.h"

#include <gtest/gtest.h>

#include "MMDFiles/readers.h"
#include "support/format_fixtures.h"
#include "support/model_builder.h"
#include "support/near.h"

namespace {

using test_support::MotionBuilder;
using test_support::near;

TEST(Motion, A1_BasicMotionAtFrameFive) {
  const mmd::Motion motion(mmd::read_vmd(test_support::vmd_basic(), "a.vmd"));
  mmd::KeyCursor cursor = 0;
  const mmd::BoneSample sample = motion.sample_bone(0, 5.0F, false, cursor);
  EXPECT_TRUE(near(sample.position, {0.49410F, 0.98820F, -1.48229F}, 1e-3F));
  EXPECT_TRUE(near(motion.sample_bone(0, 0.0F, false, cursor).position, glm::vec3(0.0F), 0.0F));
  EXPECT_TRUE(
      near(motion.sample_bone(0, 99.0F, false, cursor).position, {1.0F, 2.0F, -3.0F}, 0.0F));
}

TEST(Motion, A4_FaceStepWithinOneFrameHolds) {
  const auto motion = MotionBuilder().morph("a", {{0, 0.0F}, {1, 1.0F}}).build();
  mmd::KeyCursor cursor = 0;
  EXPECT_EQ(motion->sample_morph(0, 0.5F, false, cursor), 0.0F);
  EXPECT_EQ(motion->sample_morph(0, 0.6F, false, cursor), 1.0F);
}

TEST(Motion, A5_FaceKeysFurtherApartAreLinear) {
  const auto motion = MotionBuilder().morph("a", {{0, 0.0F}, {2, 1.0F}}).build();
  mmd::KeyCursor cursor = 0;
  EXPECT_FLOAT_EQ(motion->sample_morph(0, 1.0F, false, cursor), 0.5F);
}

struct SeamRow {
  std::vector<test_support::BoneKey> keys;
  std::vector<std::pair<float, float>> first;  // frame, x
  std::vector<std::pair<float, float>> later;
};

TEST(Motion, A17_LoopSeamTable) {
  const auto x = [](float value) { return glm::vec3(value, 0.0F, 0.0F); };
  const SeamRow rows[] = {
      {{{0, x(0)}, {5, x(5)}, {10, x(10)}},
       {{0, 0}, {5, 5}, {10, 10}},
       {{0, 10}, {2.5F, 7.5F}, {5, 5}, {10, 10}}},
      {{{0, x(0)}, {10, x(10)}}, {{0, 0}, {5, 5}, {10, 10}}, {{0, 10}, {2.5F, 10}, {10, 10}}},
  };
  for (const SeamRow& row : rows) {
    const auto motion = MotionBuilder().bone("a", row.keys).build();
    mmd::KeyCursor cursor = 0;
    for (const auto& [frame, want] : row.first)
      EXPECT_NEAR(motion->sample_bone(0, frame, false, cursor).position.x, want, 1e-5F) << frame;
    for (const auto& [frame, want] : row.later)
      EXPECT_NEAR(motion->sample_bone(0, frame, true, cursor).position.x, want, 1e-5F) << frame;
  }
}

// Any order of frames, any cursor: the cursor is a hint and never changes a value.
TEST(Motion, SeeksAreExact) {
  std::vector<test_support::BoneKey> keys;
  for (std::uint32_t i = 0; i < 40; ++i)
    keys.push_back({i * 3, glm::vec3(static_cast<float>((i * 7) % 11), 0.0F, 0.0F)});
  const auto motion = MotionBuilder().bone("a", keys).build();
  mmd::KeyCursor wandering = 0;
  std::uint32_t random = 1;
  for (int i = 0; i < 2000; ++i) {
    random = random * 1664525U + 1013904223U;
    const float frame = static_cast<float>(random % 1300) * 0.1F;
    mmd::KeyCursor fresh = random % 50;
    const float value = motion->sample_bone(0, frame, false, wandering).position.x;
    EXPECT_EQ(value, motion->sample_bone(0, frame, false, fresh).position.x) << frame;
    const auto before = static_cast<std::size_t>(std::min(frame, 117.0F) / 3.0F);
    const std::size_t after = std::min<std::size_t>(before + 1, 39);
    const float low = std::min(keys[before].position.x, keys[after].position.x);
    const float high = std::max(keys[before].position.x, keys[after].position.x);
    EXPECT_GE(value, low - 1e-4F) << frame;
    EXPECT_LE(value, high + 1e-4F) << frame;
  }
}

TEST(Motion, SwitchKeysHoldUntilTheNext) {
  const auto motion =
      MotionBuilder().switches(2, true, {}).switches(5, false, {}).switches(9, true, {}).build();
  mmd::KeyCursor cursor = 0;
  const std::pair<float, int> rows[] = {{0, 0}, {2, 0}, {4.9F, 0}, {5, 1}, {8, 1}, {9, 2}, {20, 2}};
  for (const auto& [frame, want] : rows) EXPECT_EQ(motion->switch_at(frame, cursor), want) << frame;
  EXPECT_EQ(MotionBuilder().build()->switch_at(0.0F, cursor), -1);
}

}  // namespace
