#include "alarm_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>

using variables::AlarmClock;

TEST(AlarmClock, RingsNotBeforeItsTime) {
  std::binary_semaphore rang{0};
  std::atomic<double> at = 0.0;
  AlarmClock clock([&] {
    at = AlarmClock::now();
    rang.release();
    return true;
  });
  const double time = AlarmClock::now() + 0.02;
  clock.set(time);
  rang.acquire();
  EXPECT_GE(at, time - 1e-6);
  clock.set(AlarmClock::now() - 1.0);
  rang.acquire();
}

TEST(AlarmClock, RingsAgainUntilItIsHeard) {
  std::binary_semaphore heard{0};
  std::atomic<int> rings = 0;
  AlarmClock clock([&] {
    if (++rings < 3) return false;
    heard.release();
    return true;
  });
  clock.set(AlarmClock::now());
  heard.acquire();
  clock.end();
  EXPECT_EQ(rings, 3);
}

TEST(AlarmClock, AnAlarmThatIsClearedOrPutOffDoesNotRing) {
  std::atomic<int> rings = 0;
  AlarmClock clock([&] {
    ++rings;
    return true;
  });
  clock.set(AlarmClock::now() + 1000.0);
  clock.clear();
  clock.set(AlarmClock::now() + 1000.0);
  clock.end();
  EXPECT_EQ(rings, 0);
}
