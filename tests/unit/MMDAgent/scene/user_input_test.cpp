// Keys, pointer and dropped files, from window events to messages and to what is drawn. The window
// has 1024 x 900 units; with the first camera a unit of the world is 32 of them, and (0, 13, 0)
// lies at (512, 450).
#include "scene/user_input.h"

#include <gtest/gtest.h>

#include <glm/gtc/quaternion.hpp>

#include "scene/camera.h"
#include "scene/models.h"
#include "scene/motion_lead.h"
#include "scene/picking.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using test_support::Loading;
using Lines = std::vector<std::string>;

constexpr glm::vec2 window{1024, 900};
// In the triangle of ok.pmd, whose corners are at (0,0), (1,0) and (0,1).
constexpr glm::vec2 on_model{522, 856};
constexpr glm::vec2 on_nothing{100, 100};

class UserInputTest : public ::testing::Test {
 protected:
  UserInputTest() { input().set_window_size(window); }

  UserInput& input() { return run_.scene->input(); }

  void add_model() {
    run_.send("MODEL_ADD|a|ok.pmd");
    run_.run(20);
    run_.take_out();
  }

  void press(Key key, Modifiers modifiers = {}) {
    InputEvent event;
    event.key = key;
    event.pressed = true;
    event.modifiers = modifiers;
    input().take(event);
  }

  void type(char32_t character) {
    InputEvent event;
    event.kind = InputEvent::Kind::character;
    event.code = static_cast<int>(character);
    event.pressed = true;
    input().take(event);
  }

  void button(bool pressed, glm::vec2 at, Modifiers modifiers = {}) {
    InputEvent event;
    event.kind = InputEvent::Kind::button;
    event.pressed = pressed;
    event.pointer = at;
    event.modifiers = modifiers;
    event.seconds = seconds_;
    input().take(event);
  }

  void wait(double seconds) {
    seconds_ += seconds;
    input().advance(seconds_);
  }

  void tap(glm::vec2 at) {
    button(true, at);
    wait(0.1);
    button(false, at);
    wait(0.2);
  }

  void double_tap(glm::vec2 at) {
    button(true, at);
    wait(0.05);
    button(false, at);
    wait(0.05);
    button(true, at);
    wait(0.05);
    button(false, at);
  }

  void drag(glm::vec2 from, glm::vec2 way, Modifiers modifiers = {}) {
    button(true, from, modifiers);
    wait(0.5);
    input().move_pointer(from + way, seconds_);
    wait(0.5);
    button(false, from + way, modifiers);
  }

  // What was posted; dispatched as well.
  Lines posted() {
    run_.run(0.5);
    return run_.take_out();
  }

  // Once the camera has reached its goal.
  CameraPose settled_camera() {
    run_.run(60);
    return run_.snapshot().camera;
  }

  test_support::SceneRun run_{Loading::instant};
  double seconds_ = 100.0;
};

TEST_F(UserInputTest, TypedCharactersAreToldAsUtf8) {
  type('x');
  type(0xe9);
  type(0x3042);
  type(0x1f600);
  type(127);
  type(0x85);
  EXPECT_EQ(posted(), (Lines{"KEY|x", "KEY|\xc3\xa9", "KEY|あ", "KEY|😀"}));
}

TEST_F(UserInputTest, TapTellsOfThePlace) {
  tap(on_nothing);
  EXPECT_EQ(posted(), (Lines{"TAPPED|100|100"}));
  tap({3, 7});
  EXPECT_EQ(posted(), (Lines{"TAPPED|03|07"}));
}

TEST_F(UserInputTest, TapOnAModelTellsOfItFirst) {
  add_model();
  tap(on_model);
  EXPECT_EQ(posted(), (Lines{"MODEL_EVENT_SELECT|a", "TAPPED|522|856"}));
  EXPECT_FALSE(run_.snapshot().models.at(0).selected);
}

TEST_F(UserInputTest, OnlyTheLeftButtonTaps) {
  InputEvent event;
  event.kind = InputEvent::Kind::button;
  event.code = 1;
  event.pressed = true;
  event.seconds = seconds_;
  input().take(event);
  wait(2.0);
  EXPECT_EQ(posted(), Lines{});
}

TEST_F(UserInputTest, LongPressTellsOfPlaceAndWindow) {
  button(true, {12, 345});
  wait(1.0);
  EXPECT_EQ(posted(), (Lines{"SCREEN_EVENT_LONGPRESSED|00012_00345_01024_00900"}));
  button(false, {12, 345});
  EXPECT_EQ(posted(), (Lines{"SCREEN_EVENT_LONGRELEASED|00012_00345_01024_00900"}));
}

TEST_F(UserInputTest, DoubleTapSelectsAndDeleteRemoves) {
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

TEST_F(UserInputTest, EscapeEndsTheProgram) {
  press(Key::escape);
  EXPECT_EQ(run_.services.requests, std::vector{HostRequest::quit});
}

TEST_F(UserInputTest, ArrowsTurnTheCamera) {
  press(Key::right);
  press(Key::down);
  press(Key::down);
  const glm::quat expected = camera_rotation({9.0F, 4.5F, 0.0F});
  EXPECT_NEAR(std::abs(glm::dot(settled_camera().rotation, expected)), 1.0F, 1e-5F);
  press(Key::left);
  press(Key::up);
  press(Key::up);
  EXPECT_NEAR(std::abs(settled_camera().rotation.w), 1.0F, 1e-5F);
}

TEST_F(UserInputTest, ArrowsWithShiftMoveTheTarget) {
  press(Key::right, {.shift = true});
  press(Key::up, {.shift = true});
  EXPECT_EQ(settled_camera().target, glm::vec3(0.5F, 13.5F, 0.0F));
}

TEST_F(UserInputTest, ArrowsWithControlShiftMotionAgainstSound) {
  press(Key::right, {.control = true});
  press(Key::right, {.control = true});
  press(Key::left, {.control = true});
  EXPECT_NEAR(run_.scene->motion_lead().seconds(), 0.01F, 1e-6F);
  EXPECT_EQ(settled_camera().rotation.w, 1.0F);
}

TEST_F(UserInputTest, PlusAndMinusChangeTheDistance) {
  type('+');
  EXPECT_EQ(settled_camera().distance, 96.0F);
  type('-');
  type('-');
  EXPECT_EQ(settled_camera().distance, 104.0F);
}

TEST_F(UserInputTest, TheDistanceEndsAtTheTarget) {
  for (int i = 0; i < 30; ++i) type('+');
  EXPECT_EQ(settled_camera().distance, 0.0F);
}

TEST_F(UserInputTest, CGoesBackToTheViewSetLast) {
  run_.send("CAMERA|0,10,0|0,0,0|50|20|0");
  type('-');
  press(Key::right);
  EXPECT_EQ(settled_camera().distance, 54.0F);
  type('C');
  const CameraPose pose = settled_camera();
  EXPECT_EQ(pose.distance, 50.0F);
  EXPECT_EQ(pose.target, glm::vec3(0, 10, 0));
  EXPECT_NEAR(std::abs(pose.rotation.w), 1.0F, 1e-5F);
}

TEST_F(UserInputTest, AHandMovedCameraEndsATimedMove) {
  run_.send("CAMERA|0,13,0|0,0,0|50|16|100");
  type('+');
  EXPECT_EQ(settled_camera().distance, 46.0F);
}

// Case 43 of host.md: locked, the view stays, but the tap of the drag is told.
TEST_F(UserInputTest, TheMouseMovesNothingUntilItMay) {
  drag(on_nothing, {20, 40});
  input().scroll(1.0F);
  EXPECT_EQ(posted(), (Lines{"TAPPED|100|100"}));
  EXPECT_EQ(settled_camera().distance, 100.0F);
  EXPECT_EQ(run_.snapshot().camera.rotation.w, 1.0F);
}

class UnlockedTest : public UserInputTest {
 protected:
  UnlockedTest() {
    type('c');
    posted();
  }
};

TEST_F(UnlockedTest, ADragTurnsTheCamera) {
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

TEST_F(UserInputTest, KeysChangeTheLook) {
  const auto look = [&] { return run_.snapshot().options; };
  const RenderOptions before = look();
  type('S');
  type('x');
  type('J');
  type('V');
  EXPECT_EQ(look().shadow, !before.shadow);
  EXPECT_EQ(look().shadow_mapping, !before.shadow_mapping);
  EXPECT_EQ(look().doppel, !before.doppel);
  EXPECT_EQ(look().vsync, !before.vsync);
  type('k');
  EXPECT_NEAR(look().edge_width, 0.84F, 1e-5F);
  type('K');
  type('K');
  EXPECT_NEAR(look().edge_width, 0.7F / 1.2F, 1e-5F);
}

TEST_F(UserInputTest, LLowersTheGlowAndStartsAgain) {
  std::vector<float> seen;
  for (int i = 0; i < 4; ++i) {
    type('L');
    seen.push_back(run_.snapshot().options.bloom);
  }
  EXPECT_EQ(seen, (std::vector{0.7F, 0.4F, 0.0F, 1.0F}));
}

TEST_F(UserInputTest, ORaisesTheDiffusionAndEndsIt) {
  for (const float expected : {0.2F, 0.4F, 0.6F, 0.8F, 1.0F}) {
    type('o');
    EXPECT_TRUE(run_.snapshot().options.diffusion);
    EXPECT_NEAR(run_.snapshot().options.diffusion_intensity, expected, 1e-5F);
  }
  type('o');
  EXPECT_FALSE(run_.snapshot().options.diffusion);
}

TEST_F(UserInputTest, IWidensTheDiffusionAndStartsAgain) {
  for (const float expected : {1.4F, 1.96F, 2.744F, 3.8416F, 1.0F}) {
    type('i');
    EXPECT_NEAR(run_.snapshot().options.diffusion_scale, expected, 1e-4F);
  }
}

TEST_F(UserInputTest, HostKeysAskTheProgram) {
  type('f');
  type('G');
  type('s');
  EXPECT_EQ(run_.services.requests,
            (std::vector{HostRequest::toggle_full_screen, HostRequest::snapshot,
                         HostRequest::toggle_status}));
}

TEST_F(UserInputTest, HHolds) {
  type('h');
  EXPECT_TRUE(run_.scene->held());
  type('h');
  EXPECT_FALSE(run_.scene->held());
}

TEST_F(UserInputTest, PSwitchesPhysics) {
  type('p');
  EXPECT_FALSE(run_.scene->models().physics());
  type('P');
  EXPECT_TRUE(run_.scene->models().physics());
}

TEST_F(UserInputTest, TheNearerOfTwoModelsIsPicked) {
  run_.send("MODEL_ADD|far|ok.pmd|0,0,-5");
  run_.send("MODEL_ADD|near|ok2.pmd|0,0,5");
  run_.run(20);
  const Snapshot snapshot = run_.snapshot();
  const SceneModel* picked = pick_model(run_.scene->models(), snapshot.camera, on_model, window);
  ASSERT_NE(picked, nullptr);
  EXPECT_EQ(picked->alias, "near");
}

TEST_F(UserInputTest, PickingReachesSevenUnitsBesideAModel) {
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

TEST_F(UserInputTest, WhatLiesBehindTheCameraIsNotPicked) {
  run_.send("MODEL_ADD|a|ok.pmd|0,0,200");
  run_.run(20);
  const CameraPose camera = run_.snapshot().camera;
  EXPECT_EQ(pick_model(run_.scene->models(), camera, on_model, window), nullptr);
}

}  // namespace
}  // namespace mmdagent
