#include "values.h"

#include <gtest/gtest.h>

#include "recording_reports.h"
#include "variables_limits.h"

using variables::Values;
using variables_test::RecordingReports;

namespace {

bool holds(Values& values, RecordingReports& reports, const std::string& comparison) {
  reports.posted.clear();
  values.evaluate(comparison);
  return reports.posted.at(0).ends_with("|TRUE");
}

}  // namespace

TEST(Values, P7DrawnNumbersLieInTheRangeEvenly) {
  RecordingReports reports;
  Values values(reports, 7);
  int low = 0;
  for (int i = 0; i < 1'000; ++i) {
    values.set("r|5|1");
    EXPECT_TRUE(holds(values, reports, "r|GE|1"));
    EXPECT_TRUE(holds(values, reports, "r|LE|5"));
    if (holds(values, reports, "r|LT|3")) ++low;
  }
  EXPECT_NEAR(low, 500, 80);
}

TEST(Values, P9ANumberIsDrawnOnce) {
  RecordingReports reports;
  Values values(reports, 7);
  values.set("r|0|1");
  const bool first = holds(values, reports, "r|LT|0.5");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(holds(values, reports, "r|LT|0.5"), first);
}

TEST(Values, TheSameSeedDrawsTheSameNumbers) {
  RecordingReports reports;
  std::string answers[2];
  for (std::string& answer : answers) {
    Values values(reports, 1);
    for (int i = 0; i < 30; ++i) {
      values.set("r|0|1");
      answer += holds(values, reports, "r|LT|0.5") ? '1' : '0';
    }
  }
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_NE(answers[0].find('0'), std::string::npos);
  EXPECT_NE(answers[0].find('1'), std::string::npos);
}

TEST(Values, ATextThatFitsIntoNoEventIsRefused) {
  RecordingReports reports;
  Values values(reports, 1);
  values.set("a|" + std::string(variables::limits::text_bytes - 2, 'x'));
  EXPECT_EQ(reports.posted.size(), 1U);
  values.set("a|" + std::string(variables::limits::text_bytes - 1, 'x'));
  EXPECT_EQ(reports.posted.size(), 1U);
  EXPECT_EQ(reports.logged, std::vector<std::string>{"set: 65001 bytes, expected at most 65000"});
}

TEST(Values, OneTooManyIsRefused) {
  RecordingReports reports;
  Values values(reports, 1);
  for (std::size_t i = 0; i < variables::limits::values; ++i) values.set(std::to_string(i) + "|1");
  EXPECT_TRUE(reports.logged.empty());
  values.set("more|1");
  EXPECT_EQ(reports.logged, std::vector<std::string>{
                                "set: alias \"more\" is one too many, at most 65536 are kept"});
  values.set("7|2");
  EXPECT_EQ(reports.logged.size(), 1U);
}
