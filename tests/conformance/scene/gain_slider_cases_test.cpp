// Section 7.8 of host.md and case 69 of rendering.md section 10.6: the gain slider.
#include "overlay/gain_slider.h"
#include "overlay/overlay.h"
#include "scene/user_input.h"
#include "scene_case.h"

namespace conformance {
namespace {

using mmdagent::GainSlider;
using mmdagent::Gesture;
using test_support::SceneRun;
using Lines = std::vector<std::string>;

std::size_t boxes(const SceneRun& run) { return run.snapshot().flat.size(); }

const Lines slider = {"REMOTEKEY_CHAR|a", "@12"};
const Lines up = {"REMOTEKEY_DOWN|Up"};
const Lines down = {"REMOTEKEY_DOWN|Down"};

std::vector<SceneCase> sliders() {
  return {
      {.name = "KeyAShowsIt",
       .in = {"REMOTEKEY_CHAR|a"},
       .out = {"KEY|a"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(boxes(run), 5U); }},
      {.name = "KeyAHidesIt",
       .state = slider,
       .in = {"REMOTEKEY_CHAR|a"},
       .out = {"KEY|a"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(boxes(run), 0U); }},
      {.name = "UpIsLouder",
       .state = slider,
       .in = up + up,
       .out = {"RECOG_MODIFY|GAIN|1.60", "RECOG_MODIFY|GAIN|2.20"}},
      {.name = "DownIsQuieterToNothing",
       .state = slider,
       .in = down + down + down + down + down + down,
       .out = {"RECOG_MODIFY|GAIN|0.80", "RECOG_MODIFY|GAIN|0.60", "RECOG_MODIFY|GAIN|0.40",
               "RECOG_MODIFY|GAIN|0.20", "RECOG_MODIFY|GAIN|0.00"}},
      {.name = "ItKeepsItsStepWhileHidden",
       .state = slider + up + Lines{"REMOTEKEY_CHAR|a", "@12"} + slider,
       .in = up,
       .out = {"RECOG_MODIFY|GAIN|2.20"}},
      {.name = "EscapeHidesIt",
       .state = slider,
       .in = {"REMOTEKEY_DOWN|Escape"},
       .run = 12,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(boxes(run), 0U);
             EXPECT_TRUE(run.services.requests.empty());
           }},
      {.name = "TypingIsToldButIsNoShortcut",
       .state = slider,
       .in = {"REMOTEKEY_CHAR|h"},
       .out = {"KEY|h"},
       .check = [](SceneRun& run) { EXPECT_FALSE(run.scene->held()); }},
      {.name = "HiddenItLeavesKeysToTheScene",
       .state = slider + Lines{"REMOTEKEY_DOWN|Escape", "@12"},
       .in = up,
       .run = 12},
  };
}

MMDAGENT_SCENE_CASES(GainSliderCases, sliders);

// In a window of 1024 x 900 a unit is 51.2 pixels, and a step 38.4.
class GainSliderHands : public ::testing::Test {
 protected:
  GainSliderHands() {
    run.scene->input().set_window_size({1024, 900});
    run.send("REMOTEKEY_CHAR|a");
    run.run(30);  // the curtain opens, too
    run.take_out();
  }
  bool act(Gesture::Kind kind, const glm::vec2& at, const glm::vec2& moved = {}) {
    Gesture gesture;
    gesture.kind = kind;
    gesture.position = {at.x, 900.0F - at.y};
    gesture.moved = {moved.x, -moved.y};
    return run.scene->overlay().act(gesture);
  }
  Lines posted() {
    run.run(0.5);
    return run.take_out();
  }

  SceneRun run;
};

constexpr float low = 2.0F * 51.2F;
constexpr float step = 38.4F;

TEST_F(GainSliderHands, ATapSetsIt) {
  EXPECT_TRUE(act(Gesture::Kind::tap, {60, low + 7 * step}));
  EXPECT_EQ(posted(), (Lines{"RECOG_MODIFY|GAIN|2.20"}));
  EXPECT_TRUE(act(Gesture::Kind::tap, {60, low + 7.2F * step}));
  EXPECT_EQ(posted(), Lines{}) << "the same step";
  EXPECT_TRUE(act(Gesture::Kind::tap, {60, 880}));
  EXPECT_EQ(posted(), (Lines{"RECOG_MODIFY|GAIN|10.00"}));
}

TEST_F(GainSliderHands, ATapBesideHidesItAndIsNoMore) {
  EXPECT_TRUE(act(Gesture::Kind::tap, {500, 450}));
  run.run(70);  // and the bar of tabs that a tap brings has gone again
  EXPECT_EQ(run.take_out(), Lines{});
  EXPECT_EQ(boxes(run), 0U);
  EXPECT_FALSE(act(Gesture::Kind::tap, {60, 450}));
}

TEST_F(GainSliderHands, ADragSetsItAllTheWay) {
  EXPECT_TRUE(act(Gesture::Kind::drag_begin, {60, low + 5 * step}));
  act(Gesture::Kind::drag, {60, low + 5 * step}, {300, 1.2F * step});
  act(Gesture::Kind::drag, {60, low + 5 * step}, {0, 1.2F * step});
  act(Gesture::Kind::drag, {60, low + 5 * step}, {0, -900});
  act(Gesture::Kind::drag_end, {60, low + 5 * step});
  EXPECT_EQ(posted(),
            (Lines{"RECOG_MODIFY|GAIN|1.60", "RECOG_MODIFY|GAIN|2.20", "RECOG_MODIFY|GAIN|0.00"}));
}

TEST_F(GainSliderHands, ADragBesideIsTheScenes) {
  EXPECT_FALSE(act(Gesture::Kind::drag_begin, {500, 450}));
  EXPECT_EQ(boxes(run), 5U);
}

TEST_F(GainSliderHands, Case69UnitsFollowTheWindow) {
  const auto height = [&] { return run.snapshot().flat[0].extent.y; };
  EXPECT_FLOAT_EQ(height(), 16.0F * 51.2F);
  run.scene->input().set_window_size({500, 800});
  EXPECT_FLOAT_EQ(height(), 16.0F * 40.0F);
  run.scene->input().set_window_size({1600, 700});
  EXPECT_FLOAT_EQ(height(), 16.0F * 40.0F) << "all of it in a low window";
}

TEST(GainSliderSteps, FromNothingToTen) {
  EXPECT_FLOAT_EQ(GainSlider::gain(0), 0.0F);
  EXPECT_FLOAT_EQ(GainSlider::gain(4), 0.8F);
  EXPECT_FLOAT_EQ(GainSlider::gain(5), 1.0F);
  EXPECT_FLOAT_EQ(GainSlider::gain(6), 1.6F);
  EXPECT_FLOAT_EQ(GainSlider::gain(20), 10.0F);
}

}  // namespace
}  // namespace conformance
