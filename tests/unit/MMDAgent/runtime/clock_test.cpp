#include "runtime/clock.h"

#include <gtest/gtest.h>

#include <chrono>

TEST(Clock, SimulatedTimeMovesOnlyWhenAdvanced) {
  mmdagent::Clock clock = mmdagent::Clock::simulated(946684800.0);  // 2000-01-01 00:00 UTC
  EXPECT_EQ(clock.unix_nanoseconds(), 946684800'000'000'000);
  EXPECT_EQ(clock.seconds(), 0.0);
  for (int i = 0; i < 30; ++i) clock.advance(1.0 / 30.0);
  EXPECT_NEAR(clock.seconds(), 1.0, 1e-7);
  EXPECT_NEAR(static_cast<double>(clock.unix_nanoseconds() - 946684801'000'000'000), 0.0, 100.0);
}

TEST(Clock, WallTimeIsTheMachinesTime) {
  const mmdagent::Clock clock = mmdagent::Clock::wall();
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  EXPECT_NEAR(static_cast<double>(clock.unix_nanoseconds() - now.count()), 0.0, 1e9);
  const double before = clock.seconds();
  EXPECT_GE(clock.seconds(), before);
}
