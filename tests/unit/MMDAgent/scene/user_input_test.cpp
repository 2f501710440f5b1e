// Keys, from the window's events to messages, the camera and what is drawn.
#include "scene/user_input.h"

#include <gtest/gtest.h>

#include <glm/gtc/quaternion.hpp>

#include "scene/models.h"
#include "scene/motion_lead.h"
#include "user_input_rig.h"

namespace mmdagent {
namespace {

using namespace test_support;
using Lines = std::vector<std::string>;

TEST_F(UserInputTest, Core105TypedCharactersAreToldAsUtf8) {
  type('x');
  type(0xe9);
  type(0x3042);
  type(0x1f600);
  type(127);
  type(0x85);
  EXPECT_EQ(posted(), (Lines{"KEY|x", "KEY|\xc3\xa9", "KEY|あ", "KEY|😀"}));
}

TEST_F(UserInputTest, Host38EscapeEndsTheProgram) {
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

TEST_F(UserInputTest, KeysShowWireBodiesAndBones) {
  add_model();
  EXPECT_TRUE(run_.snapshot().debug_points.empty());
  type('w');
  EXPECT_TRUE(run_.snapshot().options.wire);
  type('W');
  EXPECT_TRUE(run_.snapshot().options.bodies);
  type('b');
  EXPECT_FALSE(run_.snapshot().debug_points.empty());
  EXPECT_EQ(run_.snapshot().debug_hidden, 0U) << "a model without bodies";
  type('b');
  EXPECT_TRUE(run_.snapshot().debug_points.empty());
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

TEST_F(UserInputTest, KeysAskTheDesktopOnceAFrame) {
  for (const char key : {'e', 'E', '!', 'e'}) type(static_cast<char32_t>(key));
  EXPECT_EQ(input().take_request(), DesktopRequest::open_script);
  EXPECT_EQ(input().take_request(), DesktopRequest::open_folder);
  EXPECT_EQ(input().take_request(), DesktopRequest::check_updates);
  EXPECT_EQ(input().take_request(), std::nullopt);
}

TEST_F(UserInputTest, InsertOpensTheAddressInTheClipboard) {
  press(Key::insert);
  EXPECT_EQ(input().take_request(), DesktopRequest::open_clipboard);
  for (const char* text : {"", "hello", "file:///c", "/c/main.mdf"}) input().paste(text);
  EXPECT_EQ(run_.services.opened, Lines{});
  EXPECT_EQ(run_.take_logs(), Lines(4, "W clipboard: it holds no web address"));
  for (const char* text : {" https://a.example/c\n", "http://localhost/c", "mmdagent://b/c d"}) {
    input().paste(text);
  }
  EXPECT_EQ(run_.services.opened,
            (Lines{"https://a.example/c", "http://localhost/c", "mmdagent://b/c"}));
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

}  // namespace
}  // namespace mmdagent
