#include "scene/motion_lead.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

TEST(MotionLead, WithoutALeadStepsAreAsTheyAre) {
  MotionLead lead(0.0F);
  EXPECT_EQ(lead.step(0.25), 0.25);
}

TEST(MotionLead, RunsAheadAtDoubleSpeedUntilItIsReached) {
  MotionLead lead(0.01F);  // 0.3 frames
  EXPECT_NEAR(lead.step(0.25), 0.5, 1e-6);
  EXPECT_NEAR(lead.step(0.25), 0.3, 1e-6);
  EXPECT_NEAR(lead.step(0.25), 0.25, 1e-6);
}

TEST(MotionLead, LongStepsRunAheadByThreeTenths) {
  MotionLead lead(1.0F);
  EXPECT_NEAR(lead.step(2.0), 2.3, 1e-6);
}

TEST(MotionLead, FallsBackAtHalfSpeed) {
  MotionLead lead(-0.01F);
  EXPECT_NEAR(lead.step(0.25), 0.125, 1e-6);
  EXPECT_NEAR(lead.step(0.25), 0.125, 1e-6);
  EXPECT_NEAR(lead.step(0.25), 0.2, 1e-6);
  EXPECT_NEAR(lead.step(0.25), 0.25, 1e-6);
}

TEST(MotionLead, LongStepsFallBackByFifteenHundredths) {
  MotionLead lead(-1.0F);
  EXPECT_NEAR(lead.step(2.0), 1.85, 1e-6);
}

TEST(MotionLead, StaysWithinTenSeconds) {
  MotionLead lead(9.999F);
  lead.add_seconds(0.01F);
  EXPECT_EQ(lead.seconds(), 10.0F);
  lead.set_seconds(-11.0F);
  EXPECT_EQ(lead.seconds(), -10.0F);
}

}  // namespace
}  // namespace mmdagent
