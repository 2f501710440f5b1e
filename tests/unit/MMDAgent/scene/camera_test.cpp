#include "scene/camera.h"

#include <gtest/gtest.h>

#include <cmath>

#include "scene/command_order.h"
#include "scene/models.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

constexpr double tick = 1.0 / 60.0;

class CameraTest : public ::testing::Test {
 protected:
  void advance(double seconds) { camera_.advance(seconds, models_); }

  test_support::FakeServices services_{test_support::Loading::instant};
  CommandOrder order_;
  mmd::PhysicsWorld world_;
  Models models_{services_, order_, world_};
  Camera camera_{CameraView{{0, 13, 0}, camera_rotation({0, 0, 0}), 100.0F, 16.0F}};
};

TEST_F(CameraTest, ASmoothMoveTakesATenthOfTheRestPerTick) {
  camera_.move_to({{10, 13, 0}, camera_rotation({0, 90, 0}), 200.0F, 26.0F}, -1.0F, std::nullopt);
  advance(tick);
  EXPECT_NEAR(camera_.pose().target.x, 1.0F, 1e-4F);
  EXPECT_NEAR(camera_.pose().distance, 110.0F, 1e-3F);
  EXPECT_NEAR(camera_.pose().fovy, 17.0F, 1e-4F);
  EXPECT_NEAR(glm::degrees(glm::angle(camera_.pose().rotation)), 9.0F, 1e-2F);
}

TEST_F(CameraTest, ASmoothMoveDoesNotDependOnTheRate) {
  camera_.move_to({{10, 13, 0}, camera_rotation({0, 0, 0}), 100.0F, 16.0F}, -1.0F, std::nullopt);
  advance(5 * tick);
  EXPECT_NEAR(camera_.pose().target.x, 10.0F * (1.0F - std::pow(0.9F, 5.0F)), 1e-4F);
}

// Each part ends for itself: position at a difference of 1e-3, distance at 0.1, angle of view at
// 0.01.
TEST_F(CameraTest, ASmoothMoveEndsExactly) {
  camera_.move_to({{1, 13, 0}, camera_rotation({0, 0, 0}), 101.0F, 17.0F}, -1.0F, std::nullopt);
  for (int i = 0; i < 21; ++i) advance(tick);
  EXPECT_NE(camera_.pose().distance, 101.0F);  // 0.9^21 = 0.109
  advance(tick);
  EXPECT_EQ(camera_.pose().distance, 101.0F);  // 0.9^22 = 0.098
  for (int i = 0; i < 21; ++i) advance(tick);
  EXPECT_NE(camera_.pose().fovy, 17.0F);  // 0.9^43 = 0.0108
  advance(tick);
  EXPECT_EQ(camera_.pose().fovy, 17.0F);
  for (int i = 0; i < 21; ++i) advance(tick);
  EXPECT_NE(camera_.pose().target.x, 1.0F);  // 0.9^65 = 0.00106
  advance(tick);
  EXPECT_EQ(camera_.pose().target.x, 1.0F);
}

TEST_F(CameraTest, ATimedMoveIsEvenAndThenSmoothAgain) {
  camera_.move_to({{10, 13, 0}, camera_rotation({0, 90, 0}), 200.0F, 26.0F}, 2.0F, std::nullopt);
  advance(0.5);
  EXPECT_NEAR(camera_.pose().target.x, 2.5F, 1e-4F);
  EXPECT_NEAR(camera_.pose().distance, 125.0F, 1e-3F);
  EXPECT_NEAR(glm::degrees(glm::angle(camera_.pose().rotation)), 22.5F, 1e-2F);
  advance(1.5);
  EXPECT_EQ(camera_.pose().distance, 200.0F);
  camera_.move_to({{10, 13, 0}, camera_rotation({0, 90, 0}), 100.0F, 26.0F}, -1.0F, std::nullopt);
  advance(tick);
  EXPECT_NEAR(camera_.pose().distance, 190.0F, 1e-3F);
}

TEST_F(CameraTest, ATimedMoveStartsFromWhereItIs) {
  camera_.move_to({{0, 13, 0}, camera_rotation({0, 0, 0}), 200.0F, 16.0F}, 2.0F, std::nullopt);
  advance(1.0);
  camera_.move_to({{0, 13, 0}, camera_rotation({0, 0, 0}), 50.0F, 16.0F}, 2.0F, std::nullopt);
  advance(1.0);
  EXPECT_NEAR(camera_.pose().distance, 100.0F, 1e-3F);
}

TEST_F(CameraTest, AnAttachmentToNothingLeavesTheView) {
  camera_.move_to({{0, 13, 0}, camera_rotation({0, 0, 0}), 50.0F, 16.0F}, 0.0F,
                  CameraAttachment{77, "bone", 0});
  advance(tick);
  EXPECT_EQ(camera_.pose().distance, 50.0F);
  EXPECT_EQ(camera_.pose().mount, glm::mat4(1.0F));
}

// The cases of rendering.md section 10.4 that are motions of the camera.
struct Key {
  std::uint32_t frame;
  glm::vec3 target;
  float distance;
};

std::shared_ptr<const mmd::CameraMotion> motion_of(std::initializer_list<Key> keys) {
  mmd::CameraTrack track;
  for (const Key& key : keys) {
    track.frames.push_back(key.frame);
    track.distances.push_back(key.distance);
    track.look_ats.push_back(key.target);
    track.angles.emplace_back(0.0F);
    track.view_angles.push_back(30.0F);
    track.perspective.push_back(1);
    track.curves.emplace_back();
  }
  return std::make_shared<const mmd::CameraMotion>(track);
}

TEST_F(CameraTest, C39_AKeyIsTheView) {
  camera_.play(motion_of({{0, {0, 10, 0}, 45.0F}}));
  camera_.step(1.0);
  EXPECT_EQ(camera_.pose().target, glm::vec3(0, 10, 0));
  EXPECT_EQ(camera_.pose().distance, 45.0F);
  EXPECT_EQ(camera_.pose().fovy, 30.0F);
}

TEST_F(CameraTest, C40_BetweenTwoKeysTheDistanceIsLinear) {
  camera_.play(motion_of({{0, {0, 10, 0}, 45.0F}, {30, {0, 10, 0}, 65.0F}}));
  camera_.step(15.0);
  camera_.step(1.0);
  EXPECT_NEAR(camera_.pose().distance, 55.0F, 1e-3F);
}

TEST_F(CameraTest, C41_AJumpBetweenNeighbouringKeysIsACut) {
  camera_.play(motion_of({{10, {0, 10, 0}, 45.0F}, {11, {3, 10, 0}, 45.0F}}));
  camera_.step(10.5);
  camera_.step(1.0);
  EXPECT_EQ(camera_.pose().target.x, 0.0F);
}

TEST_F(CameraTest, C42_ASmoothMoveByDisplayFrames) {
  camera_.move_to({{0, 13, 0}, camera_rotation({0, 0, 0}), 50.0F, 16.0F}, -1.0F, std::nullopt);
  const std::pair<int, float> rows[] = {{1, 95.0F}, {5, 79.52F}, {10, 67.43F}};
  int frame = 0;
  for (const auto& [number, distance] : rows) {
    for (; frame < number; ++frame) advance(tick);
    EXPECT_NEAR(camera_.pose().distance, distance, 0.01F) << number;
  }
  for (; frame < 60; ++frame) advance(tick);
  EXPECT_EQ(camera_.pose().distance, 50.0F);
}

TEST_F(CameraTest, C43_HalfOfATimedMove) {
  camera_.move_to({{0, 13, 0}, camera_rotation({0, 0, 0}), 50.0F, 16.0F}, 2.0F, std::nullopt);
  advance(1.0);
  EXPECT_NEAR(camera_.pose().distance, 75.0F, 1e-3F);
}

}  // namespace
}  // namespace mmdagent
