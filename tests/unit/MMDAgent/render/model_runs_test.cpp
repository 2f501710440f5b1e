#include "render/model_runs.h"

#include <gtest/gtest.h>

#include "render/model_programs.h"

namespace mmdagent {
namespace {

MaterialLook look(std::uint32_t features, gl::Name base) {
  MaterialLook result;
  result.features = features;
  result.base = base;
  return result;
}

TEST(ModelRuns, NeighboursThatLookAlikeAreOneRange) {
  ModelRuns runs;
  runs.begin();
  runs.add(look(toon_feature, 7), {0, 30});
  runs.add(look(toon_feature, 7), {30, 60});
  ASSERT_EQ(runs.runs().size(), 1U);
  ASSERT_EQ(runs.ranges(runs.runs()[0]).size(), 1U);
  EXPECT_EQ(runs.ranges(runs.runs()[0])[0].count, 90U);
}

TEST(ModelRuns, WhatIsLeftOutBetweenThemSplitsTheRangeOnly) {
  ModelRuns runs;
  runs.begin();
  runs.add(look(toon_feature, 7), {0, 30});
  runs.add(look(toon_feature, 7), {60, 30});
  ASSERT_EQ(runs.runs().size(), 1U);
  EXPECT_EQ(runs.ranges(runs.runs()[0]).size(), 2U);
}

TEST(ModelRuns, TheOrderIsKept) {
  ModelRuns runs;
  runs.begin();
  for (const gl::Name base : {7U, 8U, 7U}) runs.add(look(toon_feature, base), {base, 3});
  ASSERT_EQ(runs.runs().size(), 3U);
  EXPECT_EQ(runs.runs()[2].look.base, 7U);
}

TEST(ModelRuns, ARunHasTheProgramThatServesAllOfIt) {
  ModelRuns runs;
  runs.begin();
  runs.add(look(toon_feature, 7), {0, 3});
  runs.add(look(toon_feature | specular_feature, 7), {3, 3});
  runs.add(look(toon_feature | discard_feature, 7), {6, 3});
  ASSERT_EQ(runs.runs().size(), 1U);
  EXPECT_EQ(runs.runs()[0].look.features, toon_feature | specular_feature | discard_feature);
  runs.add(look(0, 7), {9, 3});
  runs.add(look(receive_feature, 7), {12, 3});
  EXPECT_EQ(runs.runs().size(), 3U) << "toon and shadows change what is seen";
}

}  // namespace
}  // namespace mmdagent
