#include "runtime/step_plan.h"

#include <gtest/gtest.h>

#include <vector>

using mmdagent::StepPlan;

namespace {

std::vector<double> frame(StepPlan& plan, double interval) {
  std::vector<double> steps;
  plan.begin_frame(interval);
  while (const double step = plan.next()) steps.push_back(step);
  return steps;
}

}  // namespace

TEST(StepPlan, A35_ExecutesTheRestOfAnExactFrame) {
  StepPlan plan(120, StepPlan::Rest::executed);
  const std::vector<double> steps = frame(plan, 0.6);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_DOUBLE_EQ(steps[0], 0.25);
  EXPECT_DOUBLE_EQ(steps[1], 0.25);
  EXPECT_NEAR(steps[2], 0.1, 1e-12);
  EXPECT_EQ(frame(plan, 1.0).size(), 4U);
}

TEST(StepPlan, Host35CarriesLessThanHalfAStepAndPaysMoreInAdvance) {
  StepPlan plan(120, StepPlan::Rest::carried);
  EXPECT_EQ(frame(plan, 0.5), (std::vector<double>{0.25, 0.25}));
  EXPECT_EQ(frame(plan, 0.6).size(), 2U);   // .1 is carried
  EXPECT_EQ(frame(plan, 0.55).size(), 3U);  // .65: .15 over two steps is made a whole one
  EXPECT_EQ(frame(plan, 0.5).size(), 2U);   // .4: .1 was paid in advance, .15 make a whole step
  EXPECT_TRUE(frame(plan, 0.1).empty());    // 0: the debt of .1 is paid back
}

TEST(StepPlan, Host34ALongPauseIsCutToFiveSeconds) {
  StepPlan plan(120, StepPlan::Rest::carried);
  EXPECT_EQ(frame(plan, 30.0 * 3600).size(), 600U);
  EXPECT_EQ(frame(plan, 0.5).size(), 2U);
  EXPECT_TRUE(frame(plan, 0.0).empty());
}

TEST(StepPlan, Host36TheStepsOfUnevenFramesAddUpToTheTimeThatPassed) {
  StepPlan plan(120, StepPlan::Rest::carried);
  double passed = 0.0;
  double stepped = 0.0;
  for (int i = 0; i < 1000; ++i) {
    const double interval = 0.01 + 0.37 * (i % 7);
    passed += interval;
    for (const double step : frame(plan, interval)) stepped += step;
    ASSERT_NEAR(stepped, passed, 0.25) << i;
  }
}
