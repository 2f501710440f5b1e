#include "render/animation.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

// Frames of 4 x 4 black pixels, each with one white one.
Animation dots(const std::vector<std::pair<int, int>>& places, float duration) {
  std::vector<mmd::AnimationFrame> frames;
  for (const auto& [x, y] : places) {
    Image image{4, 4, std::vector<std::uint8_t>(64, 0), false};
    image.rgba[static_cast<std::size_t>(y * 4 + x) * 4] = 255;
    frames.push_back({image, duration});
  }
  return Animation(std::move(frames));
}

TEST(Animation, ShowsTheFrameOfThePosition) {
  const Animation animation = dots({{0, 0}, {1, 0}, {2, 0}}, 10);
  EXPECT_EQ(animation.duration(), 30.0);
  for (const auto& [position, frame] :
       {std::pair{0.0, 0U}, {9.99, 0U}, {10.0, 1U}, {29.9, 2U}, {30.0, 2U}, {100.0, 2U}}) {
    EXPECT_EQ(animation.frame_at(position), frame) << position;
  }
}

TEST(Animation, K26_ChangesOfSkippedFramesAddUp) {
  const Animation animation = dots({{1, 1}, {2, 1}, {2, 3}}, 1);
  EXPECT_EQ(animation.changed(0, 0), PixelRectangle{});
  EXPECT_EQ(animation.changed(0, 1), (PixelRectangle{1, 1, 2, 1}));
  EXPECT_EQ(animation.changed(1, 2), (PixelRectangle{2, 1, 1, 3}));
  EXPECT_EQ(animation.changed(0, 2), (PixelRectangle{1, 1, 2, 3}));
  EXPECT_EQ(animation.changed(2, 0), (PixelRectangle{1, 1, 2, 3})) << "past the end";
  EXPECT_EQ(dots({{0, 0}, {0, 0}}, 1).changed(0, 1), PixelRectangle{}) << "equal pictures";
}

TEST(Animation, OnePictureThatIsTransparentMakesItTransparent) {
  std::vector<mmd::AnimationFrame> frames(2);
  for (mmd::AnimationFrame& frame : frames) frame = {{1, 1, {1, 2, 3, 255}, false}, 1.0F};
  EXPECT_FALSE(Animation(frames).transparent());
  frames[1].image.transparent = true;
  EXPECT_TRUE(Animation(frames).transparent());
}

// Case 57: half the way in the first 15 frames, whatever the length of the steps.
TEST(AnimationClock, GoesTowardsItsRateInHalfASecond) {
  const Animation animation = dots({{0, 0}, {1, 0}}, 1000);
  for (const double step : {0.25, 1.0, 4.0, 20.0}) {
    AnimationClock clock(0.0);
    clock.advance(20, animation);
    EXPECT_EQ(clock.position(), 0.0);
    clock.set_rate(1.0);
    for (double done = 0; done < 40; done += step) clock.advance(step, animation);
    EXPECT_NEAR(clock.position(), 32.5, 1e-9) << step;
    clock.set_rate(0.0);
    for (double done = 0; done < 40; done += step) clock.advance(step, animation);
    EXPECT_NEAR(clock.position(), 40.0, 1e-9) << step;
  }
}

TEST(AnimationClock, BeginsAgainAtEitherEnd) {
  const Animation animation = dots({{0, 0}, {1, 0}}, 10);
  AnimationClock clock(1.0);
  clock.advance(45, animation);
  EXPECT_NEAR(clock.position(), 5.0, 1e-9);
  AnimationClock back(-1.0);
  back.advance(5, animation);
  EXPECT_NEAR(back.position(), 15.0, 1e-9);
}

}  // namespace
}  // namespace mmdagent
