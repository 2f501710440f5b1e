#include "runtime/statistics.h"

#include <gtest/gtest.h>

TEST(Statistics, TellsWhatPicturesCost) {
  EXPECT_EQ(mmdagent::Statistics::picture_line({3, 4096, 1.234, 5.678, 4}),
            " pictures=3 picture_cpu_ms=1.23 picture_gpu_ms=5.68 samples=4 uploaded_bytes=4096");
}

TEST(Statistics, CountsUpdatesWithinFourMillisecondsAsOnTime) {
  mmdagent::Statistics statistics;
  EXPECT_EQ(statistics.on_time_share(), 1.0);
  statistics.count_update(-0.001);
  statistics.count_update(0.0039);
  statistics.count_update(0.0041);
  statistics.count_update(0.020);
  statistics.count_message();
  EXPECT_EQ(statistics.on_time_share(), 0.5);
  EXPECT_EQ(statistics.line(2.0),
            "stats seconds=2.00 updates=4 updates_per_second=2.00 on_time=0.50000 latest_ms=20.000 "
            "messages=1");
}
