#include "runtime/update_pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace mmdagent {
namespace {

TEST(UpdatePool, CallsEveryTaskOnce) {
  for (const int threads : {1, 2, 4}) {
    UpdatePool pool(threads);
    std::vector<int> calls;
    for (int round = 0; round < 2000; ++round) {
      calls.assign(static_cast<std::size_t>(round % 17), 0);
      pool.run(calls.size(), [&](std::size_t i) { ++calls[i]; });
      for (const int count : calls) ASSERT_EQ(count, 1) << threads << " threads, round " << round;
    }
  }
}

TEST(UpdatePool, OneThreadKeepsTheOrder) {
  UpdatePool pool(1);
  std::vector<std::size_t> order;
  pool.run(5, [&](std::size_t i) { order.push_back(i); });
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

// Two tasks that wait for each other can only end on two threads.
TEST(UpdatePool, TasksRunAtTheSameTime) {
  UpdatePool pool(2);
  std::atomic<int> begun{0};
  std::array<std::thread::id, 2> on;
  pool.run(2, [&](std::size_t i) {
    on[i] = std::this_thread::get_id();
    ++begun;
    while (begun < 2) std::this_thread::yield();
  });
  EXPECT_NE(on[0], on[1]);
}

// The caller does all tasks itself when the other threads are late.
TEST(UpdatePool, AThreadAtWorkOutsideIsNotWaitedFor) {
  UpdatePool pool(3);
  std::atomic<int> done{0};
  for (int round = 0; round < 200; ++round) {
    pool.run(2, [&](std::size_t) { ++done; });
    std::this_thread::sleep_for(std::chrono::microseconds(round % 3 * 100));
  }
  EXPECT_EQ(done, 400);
}

}  // namespace
}  // namespace mmdagent
