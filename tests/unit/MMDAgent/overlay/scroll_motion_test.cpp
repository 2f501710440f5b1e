#include "overlay/scroll_motion.h"

#include <gtest/gtest.h>

using mmdagent::ScrollMotion;

namespace {

ScrollMotion of_length(float limit) {
  ScrollMotion motion;
  motion.set_limit(limit);
  return motion;
}

void run(ScrollMotion& motion, int frames) {
  for (int i = 0; i < frames; ++i) motion.step(1.0F);
}

}  // namespace

TEST(ScrollMotion, ADragMovesItAsFar) {
  ScrollMotion motion = of_length(10);
  motion.drag(2.5F);
  EXPECT_FLOAT_EQ(motion.position(), 2.5F);
  run(motion, 5);
  EXPECT_FLOAT_EQ(motion.position(), 2.5F) << "held";
}

TEST(ScrollMotion, ItLosesItsSpeed) {
  ScrollMotion motion = of_length(100);
  motion.fling(0.5F);
  run(motion, 10);
  // 0.5 less 0.05 each frame: ten frames, half of the way at full speed.
  EXPECT_NEAR(motion.position(), 2.5F, 1e-4F);
  run(motion, 10);
  EXPECT_NEAR(motion.position(), 2.5F, 1e-4F);
}

TEST(ScrollMotion, ItGoesOnAsItWasDragged) {
  ScrollMotion motion = of_length(100);
  for (int i = 0; i < 10; ++i) {
    motion.drag(1.0F);
    motion.step(1.0F);
  }
  motion.release();
  motion.step(1.0F);
  EXPECT_NEAR(motion.position(), 11.0F, 0.1F);
}

TEST(ScrollMotion, HeldStillItStays) {
  ScrollMotion motion = of_length(100);
  motion.drag(1.0F);
  run(motion, 20);
  motion.release();
  run(motion, 20);
  EXPECT_NEAR(motion.position(), 1.0F, 0.01F);
}

TEST(ScrollMotion, BeyondItsEndsItResistsAndSwingsBack) {
  ScrollMotion motion = of_length(3);
  motion.drag(-1.0F);
  EXPECT_FLOAT_EQ(motion.position(), -1.0F);
  motion.drag(-1.0F);
  EXPECT_NEAR(motion.position(), -1.0F - 0.5F / 1.5F, 1e-5F);
  motion.drag(-100.0F);
  EXPECT_FLOAT_EQ(motion.position(), -ScrollMotion::margin);
  motion.release();
  run(motion, 60);
  EXPECT_FLOAT_EQ(motion.position(), 0.0F);

  motion.fling(50.0F);
  motion.step(1.0F);
  EXPECT_GT(motion.position(), 3.0F);
  EXPECT_LE(motion.position(), 3.0F + ScrollMotion::margin);
  run(motion, 120);
  EXPECT_FLOAT_EQ(motion.position(), 3.0F);
}

TEST(ScrollMotion, WhatFitsStays) {
  ScrollMotion motion = of_length(-5);
  motion.fling(3.0F);
  run(motion, 60);
  EXPECT_FLOAT_EQ(motion.position(), 0.0F);
  motion.move(2.0F);
  EXPECT_FLOAT_EQ(motion.position(), 0.0F);
}

TEST(ScrollMotion, AShorterContentDrawsItBack) {
  ScrollMotion motion = of_length(10);
  motion.move(10.0F);
  motion.set_limit(2.0F);
  run(motion, 60);
  EXPECT_FLOAT_EQ(motion.position(), 2.0F);
}
