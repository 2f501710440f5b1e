#include "MMDFiles/camera_motion.h"

#include <gtest/gtest.h>

#include "MMDFiles/readers.h"
#include "support/format_fixtures.h"
#include "support/near.h"

namespace {

using mmd::CameraPose;
using test_support::near;

TEST(CameraPose, A34_WorkedExamples) {
  CameraPose plain{{0, 10, 0}, {0, 0, 0}, 45.0F, 30.0F};
  EXPECT_TRUE(near(plain.eye(), {0, 10, 45}, 1e-4F));

  mmd::CameraTrack track;
  track.frames = {0};
  track.distances = {45.0F};
  track.look_ats = {{1, 10, -2}};
  track.angles = {{glm::degrees(0.1F), glm::degrees(-0.2F), 0}};
  track.view_angles = {30.0F};
  track.perspective = {1};
  track.curves.resize(1);
  std::uint32_t cursor = 0;
  const CameraPose key = mmd::CameraMotion(track).sample(0.0F, cursor);
  EXPECT_TRUE(near(key.eye(), {9.895457F, 14.492504F, 41.882664F}, 1e-3F));
  EXPECT_TRUE(near(key.forward(), {-.197677F, -.099833F, -.975170F}, 1e-4F));

  const CameraPose message{{0, 11.25F, 0}, {13.5F, -50, 0}, 46.4F, 27.0F};
  EXPECT_TRUE(near(message.eye(), {34.562366F, 22.081863F, 29.001266F}, 1e-3F));
  const CameraPose roll{{0, 0, 0}, {0, 0, glm::degrees(0.3F)}, 1.0F, 27.0F};
  EXPECT_TRUE(near(roll.up(), {.295520F, .955336F, 0}, 1e-4F));
}

TEST(CameraMotion, ReadsTheFixture) {
  const mmd::MotionData data = mmd::read_vmd(test_support::vmd_camera(), "a.vmd");
  std::uint32_t cursor = 0;
  const CameraPose pose = mmd::CameraMotion(data.camera).sample(3.0F, cursor);
  EXPECT_EQ(pose.distance, 45.0F);
  EXPECT_EQ(pose.fov, 30.0F);
  EXPECT_TRUE(near(pose.angles, {-5.7296F, -11.4592F, 0}, 1e-3F));
}

mmd::CameraTrack two_keys(std::uint32_t gap, const CameraPose& first, const CameraPose& second) {
  mmd::CameraTrack track;
  track.frames = {10, 10 + gap};
  for (const CameraPose& pose : {first, second}) {
    track.distances.push_back(pose.distance);
    track.look_ats.push_back(pose.look_at);
    track.angles.push_back(pose.angles);
    track.view_angles.push_back(pose.fov);
    track.perspective.push_back(1);
    track.curves.emplace_back();
  }
  return track;
}

TEST(CameraMotion, A44_CutsBetweenNeighbouringKeys) {
  const CameraPose first{{0, 0, 0}, {0, 0, 0}, 40.0F, 30.0F};
  struct Row {
    std::uint32_t gap;
    CameraPose second;
    bool cut;
  };
  const Row rows[] = {
      {1, {{2, 0, 0}, {0, 0, 0}, 40.0F, 30.0F}, true},
      {1, {{1.7F, 0, 0}, {0, 0, 0}, 40.0F, 30.0F}, false},
      {2, {{2, 0, 0}, {0, 0, 0}, 40.0F, 30.0F}, false},
      {1, {{0, 0, 0}, {5, 0, 0}, 40.0F, 30.0F}, true},
      {1, {{0, 0, 0}, {4, 0, 0}, 40.0F, 30.0F}, false},
      {1, {{0, 0, 0}, {0, 0, 0}, 43.5F, 30.0F}, true},
      {1, {{0, 0, 0}, {0, 0, 0}, 42.5F, 30.0F}, false},
      {1, {{0, 0, 0}, {0, 0, 0}, 40.0F, 33.0F}, true},
      {1, {{0, 0, 0}, {0, 0, 0}, 40.0F, 31.5F}, false},
  };
  int number = 0;
  for (const Row& row : rows) {
    const mmd::CameraMotion motion(two_keys(row.gap, first, row.second));
    std::uint32_t cursor = 0;
    const float middle = 10.0F + 0.5F * static_cast<float>(row.gap);
    const CameraPose pose = motion.sample(middle, cursor);
    const float part = row.cut ? 0.0F : 0.5F;
    EXPECT_NEAR(pose.look_at.x, row.second.look_at.x * part, 1e-5F) << number;
    EXPECT_NEAR(pose.angles.x, row.second.angles.x * part, 1e-5F) << number;
    EXPECT_NEAR(pose.distance, 40.0F + (row.second.distance - 40.0F) * part, 1e-5F) << number;
    EXPECT_NEAR(pose.fov, 30.0F + (row.second.fov - 30.0F) * part, 1e-5F) << number;
    ++number;
  }
}

TEST(CameraPlayer, EndsWhenItStoodOnTheLastFrameTwice) {
  const CameraPose first{{0, 0, 0}, {0, 0, 0}, 40.0F, 30.0F};
  const CameraPose second{{12, 0, 0}, {0, 0, 0}, 40.0F, 30.0F};
  mmd::CameraPlayer player(std::make_shared<const mmd::CameraMotion>(two_keys(2, first, second)));
  int steps = 0;
  CameraPose pose;
  while (!player.finished() && steps < 100) {
    pose = player.step(1.0);
    ++steps;
  }
  EXPECT_EQ(steps, 13);
  EXPECT_EQ(pose.look_at.x, 12.0F);
  EXPECT_EQ(player.step(1.0).look_at.x, 12.0F) << "the last value is held";
}

}  // namespace
