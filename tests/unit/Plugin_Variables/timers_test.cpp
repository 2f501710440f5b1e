#include "timers.h"

#include <gtest/gtest.h>

#include "recording_reports.h"
#include "variables_limits.h"

using variables::Timers;
using variables_test::RecordingReports;

TEST(Timers, TellWhenTheNextOneEnds) {
  RecordingReports reports;
  Timers timers(reports);
  EXPECT_EQ(timers.next_end(), std::nullopt);
  timers.start("a|5", 100.0);
  timers.start("b|2", 101.0);
  EXPECT_EQ(timers.next_end(), 103.0);
  timers.stop("b");
  EXPECT_EQ(timers.next_end(), 105.0);
  timers.start("a|0.5", 102.0);
  EXPECT_EQ(timers.next_end(), 102.5);
  timers.expire(102.5);
  EXPECT_EQ(timers.next_end(), std::nullopt);
}

TEST(Timers, AVeryLongTimeIsCut) {
  RecordingReports reports;
  Timers timers(reports);
  timers.start("a|1e300", 0.0);
  EXPECT_EQ(timers.next_end(), variables::limits::timer_seconds);
}

TEST(Timers, OneTooManyIsRefused) {
  RecordingReports reports;
  Timers timers(reports);
  for (std::size_t i = 0; i < variables::limits::timers; ++i) {
    timers.start(std::to_string(i) + "|1", 0.0);
  }
  timers.start("more|1", 0.0);
  EXPECT_EQ(reports.logged,
            std::vector<std::string>{"start: alias \"more\" is one too many, at most 65536 run"});
  reports.posted.clear();
  timers.expire(1.0);
  EXPECT_EQ(reports.posted.size(), variables::limits::timers);
}
