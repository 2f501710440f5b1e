#include "runtime/time_teller.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

constexpr std::int64_t minute = 60'000'000'000;
constexpr std::int64_t five_past_nine = (9 * 60 + 5) * minute;

TEST(TimeTeller, Host37AndCore110TellsAtTheFirstUpdateAndThenEvery900Frames) {
  TimeTeller teller(TimeTeller::Zone::utc);
  EXPECT_EQ(teller.step(0.5, five_past_nine), "09|05");
  EXPECT_EQ(teller.step(899.0, five_past_nine), std::nullopt);
  EXPECT_EQ(teller.step(0.5, five_past_nine + minute), "09|06");
  EXPECT_EQ(teller.step(899.5, five_past_nine), std::nullopt);
  EXPECT_EQ(teller.step(0.5, five_past_nine + 60 * minute), "10|05");
}

TEST(TimeTeller, Host33SaysNothingWhileTheSceneIsHeld) {
  TimeTeller teller(TimeTeller::Zone::utc);
  EXPECT_TRUE(teller.step(1.0, five_past_nine).has_value());
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(teller.step(0.0, five_past_nine), std::nullopt);
}

}  // namespace
}  // namespace mmdagent
