#include "warning_limiter.h"

#include <gtest/gtest.h>

namespace mmdagent::remote {
namespace {

TEST(WarningLimiter, LetsSoManyThroughInASecondAndCountsTheRest) {
  WarningLimiter limiter(2);
  const WarningLimiter::Clock::time_point start{std::chrono::hours(1)};
  EXPECT_TRUE(limiter.admit(start));
  EXPECT_TRUE(limiter.admit(start));
  EXPECT_FALSE(limiter.admit(start + std::chrono::milliseconds(500)));
  EXPECT_FALSE(limiter.admit(start + std::chrono::milliseconds(999)));
  EXPECT_TRUE(limiter.admit(start + std::chrono::milliseconds(1000)));
  EXPECT_EQ(limiter.take_suppressed(), 2U);
  EXPECT_EQ(limiter.take_suppressed(), 0U);
}

}  // namespace
}  // namespace mmdagent::remote
