// The pointer: taps, drags and the wheel, and what lies under it.
#include "scene/user_input.h"

#include <gtest/gtest.h>

#include <glm/gtc/quaternion.hpp>

#include "scene/models.h"
#include "scene/picking.h"
#include "user_input_rig.h"

namespace mmdagent {
namespace {

using namespace test_support;
using Lines = std::vector<std::string>;

class PointerTest : public UserInputTest {};

TEST_F(PointerTest, Host40TapTellsOfThePlace) {
  tap(on_nothing);
  EXPECT_EQ(posted(), (Lines{"TAPPED|100|100"}));
  tap({3, 7});
  EXPECT_EQ(posted(), (Lines{"TAPPED|03|07"}));
}

TEST_F(PointerTest, TapOnAModelTellsOfItFirst) {
  add_model();
  tap(on_model);
  EXPECT_EQ(posted(), (Lines{"MODEL_EVENT_SELECT|a", "TAPPED|522|856"}));
  EXPECT_FALSE(run_.snapshot().models.at(0).selected);
}

TEST_F(PointerTest, OnlyTheLeftButtonTaps) {
  InputEvent event;
  event.kind = InputEvent::Kind::button;
  event.code = 1;
  event.pressed = true;
  event.seconds = seconds_;
  input().take(event);
  wait(2.0);
  EXPECT_EQ(posted(), Lines{});
}

TEST_F(PointerTest, Host41AndCore114LongPressTellsOfPlaceAndWindow) {
  button(true, {12, 345});
  wait(1.0);
  EXPECT_EQ(posted(), (Lines{"SCREEN_EVENT_LONGPRESSED|00012_00345_01024_00900"}));
  button(false, {12, 345});
  EXPECT_EQ(posted(), (Lines{"SCREEN_EVENT_LONGRELEASED|00012_00345_01024_00900"}));
}

TEST_F(PointerTest, DoubleTapSelectsAndDeleteRemoves) {
  add_model();
  double_tap(on_model);
  EXPECT_TRUE(run_.snapshot().models.at(0).selected);
  double_tap(on_nothing);
  EXPECT_FALSE(run_.snapshot().models.at(0).selected);
  double_tap(on_model);
  press(Key::remove);
  run_.run(20);
  EXPECT_EQ(run_.take_out(), (Lines{"MODEL_DELETE|a", "MODEL_EVENT_DELETE|a"}));
  press(Key::remove);
  EXPECT_EQ(posted(), Lines{});
}

// Locked, the view stays, but the tap of the drag is told.
TEST_F(PointerTest, Host43TheMouseMovesNothingUntilItMay) {
  drag(on_nothing, {20, 40});
  input().scroll(1.0F);
  EXPECT_EQ(posted(), (Lines{"TAPPED|100|100"}));
  EXPECT_EQ(settled_camera().distance, 100.0F);
  EXPECT_EQ(run_.snapshot().camera.rotation.w, 1.0F);
}

class UnlockedTest : public PointerTest {
 protected:
  UnlockedTest() {
    type('c');
    posted();
  }
};

TEST_F(UnlockedTest, Host43ADragTurnsTheCamera) {
  drag(on_nothing, {20, 40});
  const glm::quat expected = camera_rotation({18.0F, 9.0F, 0.0F});
  EXPECT_NEAR(std::abs(glm::dot(settled_camera().rotation, expected)), 1.0F, 1e-5F);
}

TEST_F(UnlockedTest, ASecondCLocksAgain) {
  type('c');
  drag(on_nothing, {20, 40});
  EXPECT_EQ(settled_camera().rotation.w, 1.0F);
}

// 0.05 units of the world for each of the window, at distance 100.
TEST_F(UnlockedTest, ADragWithShiftPans) {
  drag(on_nothing, {20, 40}, {.shift = true});
  const glm::vec3 target = settled_camera().target;
  EXPECT_NEAR(target.x, -1.0F, 1e-4F);
  EXPECT_NEAR(target.y, 15.0F, 1e-4F);
  EXPECT_NEAR(target.z, 0.0F, 1e-4F);
}

TEST_F(UnlockedTest, PanningFollowsThePicture) {
  run_.send("CAMERA|0,13,0|0,90,0|100|16|0");
  run_.run(1);
  drag(on_nothing, {20, 0}, {.shift = true});
  const glm::vec3 target = settled_camera().target;
  EXPECT_NEAR(target.x, 0.0F, 1e-3F);
  EXPECT_NEAR(std::abs(target.z), 1.0F, 1e-3F);
}

TEST_F(UnlockedTest, ADragOfADoubleTapPans) {
  button(true, on_nothing);
  wait(0.05);
  button(false, on_nothing);
  wait(0.05);
  button(true, on_nothing);
  wait(0.5);
  input().move_pointer(on_nothing + glm::vec2(20, 0), seconds_);
  EXPECT_NEAR(settled_camera().target.x, -1.0F, 1e-4F);
}

TEST_F(UnlockedTest, TheWheelChangesTheDistance) {
  input().scroll(1.0F);
  EXPECT_EQ(settled_camera().distance, 96.0F);
  input().set_modifiers({.control = true});
  input().scroll(-1.0F);
  EXPECT_EQ(settled_camera().distance, 116.0F);
  input().set_modifiers({.shift = true});
  input().scroll(1.0F);
  EXPECT_NEAR(settled_camera().distance, 115.2F, 1e-4F);
}

TEST_F(UnlockedTest, TheWheelWithShiftAndControlChangesTheFieldOfView) {
  input().set_modifiers({.shift = true, .control = true});
  input().scroll(2.0F);
  EXPECT_EQ(settled_camera().fovy, 14.0F);
}

// 0.05 units of the world for each of the window.
TEST_F(UnlockedTest, ADragWithControlMovesTheModelOnTheFloor) {
  add_model();
  drag(on_model, {20, 40}, {.control = true});
  run_.run(2);
  const BonePose bone = run_.bone("a", "センター");
  EXPECT_NEAR(bone.position[0], 1.0F, 1e-4F);
  EXPECT_NEAR(bone.position[1], test_support::center_height, 1e-4F);
  EXPECT_NEAR(bone.position[2], 2.0F, 1e-4F);
  EXPECT_EQ(settled_camera().rotation.w, 1.0F);
}

TEST_F(UnlockedTest, ADragWithControlAndShiftLiftsTheModel) {
  add_model();
  drag(on_model, {20, -40}, {.shift = true, .control = true});
  run_.run(2);
  const BonePose bone = run_.bone("a", "センター");
  EXPECT_NEAR(bone.position[0], 1.0F, 1e-4F);
  EXPECT_NEAR(bone.position[1], test_support::center_height + 2.0F, 1e-4F);
}

TEST_F(UnlockedTest, AModelIsHighlightedWhileItIsMoved) {
  add_model();
  button(true, on_model, {.control = true});
  wait(0.5);
  input().move_pointer(on_model + glm::vec2(20, 0), seconds_);
  wait(0.5);
  EXPECT_TRUE(run_.snapshot().models.at(0).selected);
  button(false, on_model + glm::vec2(20, 0), {.control = true});
  EXPECT_FALSE(run_.snapshot().models.at(0).selected);
}

TEST_F(UnlockedTest, ADragWithControlAndShiftOnNothingTurnsTheLight) {
  run_.send("LIGHTDIRECTION|0,0,1");
  drag(on_nothing, {200, 0}, {.shift = true, .control = true});
  const glm::vec3 light = run_.snapshot().light.direction;
  EXPECT_NEAR(light.x, 1.0F, 1e-4F);
  EXPECT_NEAR(light.z, 0.0F, 1e-4F);
}

TEST_F(PointerTest, TheNearerOfTwoModelsIsPicked) {
  run_.send("MODEL_ADD|far|ok.pmd|0,0,-5");
  run_.send("MODEL_ADD|near|ok2.pmd|0,0,5");
  run_.run(20);
  const Snapshot snapshot = run_.snapshot();
  const SceneModel* picked = pick_model(run_.scene->models(), snapshot.camera, on_model, window);
  ASSERT_NE(picked, nullptr);
  EXPECT_EQ(picked->alias, "near");
}

TEST_F(PointerTest, PickingReachesSevenUnitsBesideAModel) {
  add_model();
  const CameraPose camera = run_.snapshot().camera;
  const auto hit = [&](glm::vec2 at) {
    return pick_model(run_.scene->models(), camera, at, window) != nullptr;
  };
  // The left side of the triangle is the line x = 512 from y = 834 to 866.
  EXPECT_TRUE(hit({505, 850}));
  EXPECT_FALSE(hit({503, 850}));
  // Its bounding box is hit here, but not the triangle itself.
  EXPECT_FALSE(hit({545, 833}));
  EXPECT_FALSE(pick_model(run_.scene->models(), camera, on_model, {0, 0}) != nullptr);
}

TEST_F(PointerTest, WhatLiesBehindTheCameraIsNotPicked) {
  run_.send("MODEL_ADD|a|ok.pmd|0,0,200");
  run_.run(20);
  const CameraPose camera = run_.snapshot().camera;
  EXPECT_EQ(pick_model(run_.scene->models(), camera, on_model, window), nullptr);
}

}  // namespace
}  // namespace mmdagent
