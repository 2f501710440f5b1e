#include "avatar/mouth.h"

#include <gtest/gtest.h>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

MouthShape open(float value) { return {value, 0.0F, 0.0F, 0.0F}; }

TEST(MouthQueue, TakesAShapeForEach30Milliseconds) {
  MouthQueue queue;
  for (int i = 1; i <= 20; ++i) queue.push(open(static_cast<float>(i)));
  for (int frame = 1; frame <= 8; ++frame) {
    queue.step(1.0);
    EXPECT_EQ(queue.shape()[0], static_cast<float>(frame));
  }
  queue.step(1.0);  // the remainder of nine frames makes one more
  EXPECT_EQ(queue.shape()[0], 10.0F);
  queue.step(1.8);
  EXPECT_EQ(queue.shape()[0], 12.0F);
  EXPECT_EQ(queue.size(), 8U);
}

TEST(MouthQueue, ClosesWithinTenFrames) {
  MouthQueue queue;
  EXPECT_FALSE(queue.is_active());
  queue.push(open(0.5F));
  queue.step(1.0);
  for (int frame = 9; frame > 0; --frame) {
    queue.step(1.0);
    EXPECT_FLOAT_EQ(queue.shape()[0], 0.05F * static_cast<float>(frame));
    EXPECT_TRUE(queue.is_active());
  }
  queue.step(1.0);
  EXPECT_EQ(queue.shape()[0], 0.0F);
  EXPECT_FALSE(queue.is_active());
}

TEST(MouthQueue, WhatComesLateIsTakenAtOnce) {
  MouthQueue queue;
  queue.step(100.0);
  queue.push(open(0.5F));
  queue.push(open(0.25F));
  queue.step(0.01);
  EXPECT_EQ(queue.shape()[0], 0.5F);
  queue.step(0.8);
  EXPECT_EQ(queue.size(), 1U);
  queue.step(0.1);
  EXPECT_EQ(queue.shape()[0], 0.25F);
}

TEST(MouthQueue, HoldsAMinuteAndLosesTheOldest) {
  MouthQueue queue;
  for (std::size_t i = 0; i <= max_mouth_shapes; ++i) queue.push(open(static_cast<float>(i)));
  EXPECT_EQ(queue.size(), max_mouth_shapes);
  queue.step(0.9);
  EXPECT_EQ(queue.shape()[0], 1.0F);
  queue.step(1e6);
  EXPECT_EQ(queue.shape()[0], static_cast<float>(max_mouth_shapes));
}

TEST(MouthQueue, ForgetsWhatWaits) {
  MouthQueue queue;
  queue.push(open(1.0F));
  queue.step(1.0);
  queue.push(open(1.0F));
  queue.clear();
  EXPECT_FALSE(queue.is_active());
  queue.step(1.0);
  EXPECT_EQ(queue.shape(), MouthShape());
}

}  // namespace
}  // namespace mmdagent::remote
