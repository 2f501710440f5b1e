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

}  // namespace
}  // namespace mmdagent
