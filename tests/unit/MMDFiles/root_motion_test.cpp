#include "MMDFiles/root_motion.h"

#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::RootEvent;
using mmd::RootMotion;
using test_support::about_x;
using test_support::about_y;
using test_support::near;

constexpr float frame = 1.0F / 60.0F;

std::vector<RootEvent> list(const mmd::RootEvents& events) {
  return {events.list().begin(), events.list().end()};
}

// Frames until the event comes; 0 if it never does.
int frames_until(RootMotion& motion, RootEvent event, int limit = 5000) {
  for (int count = 1; count <= limit; ++count)
    for (const RootEvent got : list(motion.update(frame)))
      if (got == event) return count;
  return 0;
}

TEST(RootMotion, A40_MoveWithoutSpeed) {
  RootMotion motion;
  EXPECT_EQ(list(motion.start_move({10, 0, 0}, false, -1.0F)),
            (std::vector<RootEvent>{RootEvent::move_start}));
  motion.update(frame);
  EXPECT_TRUE(near(motion.position(), {1, 0, 0}, 1e-5F));
  EXPECT_TRUE(motion.moving());
  EXPECT_EQ(frames_until(motion, RootEvent::move_stop), 110);
  EXPECT_EQ(motion.position(), glm::vec3(10, 0, 0));
  EXPECT_FALSE(motion.moving());
}

TEST(RootMotion, MoveIsTimeBased) {
  RootMotion coarse;
  RootMotion fine;
  coarse.start_move({10, 0, 0}, false, -1.0F);
  fine.start_move({10, 0, 0}, false, -1.0F);
  coarse.update(0.5F);
  for (int i = 0; i < 120; ++i) fine.update(0.5F / 120.0F);
  EXPECT_TRUE(near(coarse.position(), fine.position(), 1e-3F));
}

TEST(RootMotion, MoveWithSpeed) {
  RootMotion motion;
  motion.start_move({0, 0, 3}, false, 6.0F);
  motion.update(0.25F);
  EXPECT_TRUE(near(motion.position(), {0, 0, 1.5F}, 1e-5F));
  EXPECT_EQ(list(motion.update(0.25F)), (std::vector<RootEvent>{RootEvent::move_stop}));
  EXPECT_EQ(motion.position(), glm::vec3(0, 0, 3));
  motion.start_move({0, 0, 0}, false, 0.0F);
  EXPECT_EQ(frames_until(motion, RootEvent::move_stop, 500), 0) << "speed 0 never arrives";
}

// The first part of a long move without speed; never one with a speed.
TEST(RootMotion, FastMovesWithoutSpeedAreJumps) {
  RootMotion motion;
  motion.start_move({50, 0, 0}, false, -1.0F);
  EXPECT_FALSE(motion.jumped()) << "not before it moves";
  int jumps = 0;
  float rest = 0.0F;
  for (motion.update(frame); motion.jumped(); motion.update(frame)) {
    rest = 50.0F - motion.position().x;
    ++jumps;
  }
  EXPECT_EQ(jumps, 22) << "50 * 0.9^21 * 6 > 30 units/s > 50 * 0.9^22 * 6";
  EXPECT_NEAR(rest, 50.0F * std::pow(0.9F, 22.0F), 1e-3F);
  motion.place({0, 0, 0}, mmd::identity_rotation);
  motion.update(frame);
  EXPECT_FALSE(motion.jumped());
  motion.start_move({50, 0, 0}, false, 1000.0F);
  motion.update(frame);
  EXPECT_GT(motion.position().x, 10.0F);
  EXPECT_FALSE(motion.jumped());
}

TEST(RootMotion, LocalMoveGoesAlongTheModel) {
  RootMotion motion;
  motion.place({1, 0, 0}, about_y(90.0F));
  motion.start_move({0, 0, 2}, true, 100.0F);
  motion.update(1.0F);
  EXPECT_TRUE(near(motion.position(), {3, 0, 0}, 1e-5F));
}

TEST(RootMotion, AMoveToTheSamePlaceStopsAtOnce) {
  RootMotion motion;
  EXPECT_EQ(list(motion.start_move({0, 0, 0}, false, -1.0F)),
            (std::vector<RootEvent>{RootEvent::move_start, RootEvent::move_stop}));
  EXPECT_EQ(list(motion.start_rotation(mmd::identity_rotation, false, -1.0F)),
            (std::vector<RootEvent>{RootEvent::rotate_start, RootEvent::rotate_stop}));
  EXPECT_EQ(list(motion.start_turn({0, 0, 5}, false, -1.0F)),
            (std::vector<RootEvent>{RootEvent::turn_start, RootEvent::turn_stop}));
  EXPECT_TRUE(list(motion.start_turn({0, 0, 0}, false, -1.0F)).empty());
}

// The flags follow with the frame: a stop in the same drain as its start is refused.
TEST(RootMotion, StopNeedsAFrameInBetween) {
  RootMotion motion;
  motion.start_move({10, 0, 0}, false, -1.0F);
  EXPECT_TRUE(list(motion.stop_move()).empty());
  motion.update(frame);
  EXPECT_EQ(list(motion.start_move({20, 0, 0}, false, -1.0F)),
            (std::vector<RootEvent>{RootEvent::move_stop, RootEvent::move_start}));
  EXPECT_EQ(list(motion.stop_move()), (std::vector<RootEvent>{RootEvent::move_stop}));
  const glm::vec3 place = motion.position();
  motion.update(frame);
  EXPECT_EQ(motion.position(), place);
}

TEST(RootMotion, TurnAndRotateStopApart) {
  RootMotion motion;
  motion.start_turn({5, 0, 0}, false, 10.0F);
  motion.update(frame);
  EXPECT_TRUE(motion.turning());
  EXPECT_TRUE(list(motion.stop_rotation()).empty());
  EXPECT_EQ(list(motion.start_rotation(about_x(40.0F), false, 10.0F)),
            (std::vector<RootEvent>{RootEvent::turn_stop, RootEvent::rotate_start}));
  motion.update(frame);
  EXPECT_TRUE(motion.rotating());
  EXPECT_TRUE(list(motion.stop_turn()).empty());
  EXPECT_EQ(list(motion.stop_rotation()), (std::vector<RootEvent>{RootEvent::rotate_stop}));
}

TEST(RootMotion, TurnWithSpeedTakesStatedDegrees) {
  RootMotion motion;
  motion.start_turn({5, 0, 0}, false, 90.0F);
  motion.update(frame);
  EXPECT_TRUE(near(motion.rotation(), about_y(1.5F), 1e-5F));
  EXPECT_NEAR(frames_until(motion, RootEvent::turn_stop), 59, 1);
  EXPECT_TRUE(near(motion.rotation(), about_y(90.0F), 1e-5F));
}

TEST(RootMotion, CompatTurnSpeedIsAboutTwice) {
  RootMotion motion(true);
  motion.start_turn({5, 0, 0}, false, 90.0F);
  motion.update(frame);
  EXPECT_TRUE(near(motion.rotation(), about_y(3.0785F), 1e-5F));
  EXPECT_LT(frames_until(motion, RootEvent::turn_stop), 35);
}

TEST(RootMotion, TurnWithoutSpeedArrives) {
  RootMotion motion;
  motion.start_turn({0, 3, 3}, false, -1.0F);
  motion.update(frame);
  EXPECT_TRUE(near(motion.rotation(), about_x(-45.0F * 0.05F), 1e-5F));
  const int frames = frames_until(motion, RootEvent::turn_stop);
  EXPECT_GT(frames, 60);
  EXPECT_LT(frames, 200);
  EXPECT_TRUE(near(motion.rotation(), about_x(-45.0F), 1e-5F));
}

TEST(RootMotion, ExactlyBackwardsIsHalfATurnAboutY) {
  RootMotion motion;
  EXPECT_EQ(list(motion.start_turn({0, 0, -5}, false, 360.0F)),
            (std::vector<RootEvent>{RootEvent::turn_start}));
  motion.update(0.25F);
  EXPECT_TRUE(near(motion.rotation(), about_y(90.0F), 1e-5F));
  motion.update(0.5F);
  EXPECT_TRUE(near(motion.rotation(), about_y(180.0F), 1e-5F));
}

TEST(RootMotion, AMoveToWhereItIsGivesTheOldTargetUp) {
  RootMotion motion;
  motion.start_move({10, 0, 0}, false, 0.0F);
  motion.update(frame);
  EXPECT_EQ(
      list(motion.start_move({0, 0, 0}, false, 1.0F)),
      (std::vector<RootEvent>{RootEvent::move_stop, RootEvent::move_start, RootEvent::move_stop}));
  EXPECT_TRUE(list(motion.update(1.0F)).empty());
  EXPECT_FALSE(motion.moving());

  motion.start_rotation(about_y(90.0F), false, 0.0F);
  motion.update(frame);
  EXPECT_EQ(list(motion.start_rotation(mmd::identity_rotation, false, 1.0F)),
            (std::vector<RootEvent>{RootEvent::rotate_stop, RootEvent::rotate_start,
                                    RootEvent::rotate_stop}));
  EXPECT_TRUE(list(motion.update(1.0F)).empty());
  EXPECT_FALSE(motion.rotating());
}

TEST(RootMotion, ForgottenSpeedsGoOnSmoothly) {
  RootMotion motion;
  motion.start_move({10, 0, 0}, false, 0.0F);
  motion.start_rotation(about_y(90.0F), false, 0.0F);
  motion.update(frame);
  EXPECT_TRUE(near(motion.position(), {0, 0, 0}, 1e-6F));
  motion.forget_speeds();
  motion.update(frame);
  EXPECT_TRUE(near(motion.position(), {1, 0, 0}, 1e-5F));
  EXPECT_TRUE(near(motion.rotation(), about_y(4.5F), 1e-4F));
}

TEST(RootMotion, LocalRotationAddsUp) {
  RootMotion motion;
  motion.place({0, 0, 0}, about_y(30.0F));
  motion.start_rotation(about_y(20.0F), true, 1000.0F);
  motion.update(1.0F);
  EXPECT_TRUE(near(motion.rotation(), about_y(50.0F), 1e-5F));
}

}  // namespace
