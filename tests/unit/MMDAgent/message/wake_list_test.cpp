#include "message/wake_list.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

namespace {

using mmdagent::Wake;
using mmdagent::WakeList;

Wake counting(std::atomic<int>& counter) {
  return {[](void* context) noexcept { ++*static_cast<std::atomic<int>*>(context); }, &counter};
}

TEST(WakeList, WakesOnlyWhoAskedAndOnce) {
  WakeList list;
  std::atomic<int> first{0};
  std::atomic<int> second{0};
  auto one = list.add(counting(first));
  auto two = list.add(counting(second));
  EXPECT_FALSE(list.any_wanted());
  two->want();
  EXPECT_TRUE(list.any_wanted());
  list.wake_wanted();
  list.wake_wanted();
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
}

TEST(WakeList, AWithdrawnOrReleasedWishIsForgotten) {
  WakeList list;
  std::atomic<int> counter{0};
  auto one = list.add(counting(counter));
  one->want();
  one->withdraw();
  list.wake_wanted();
  one->want();
  one.reset();
  const auto next_in_the_same_place = list.add(counting(counter));
  list.wake_wanted();
  EXPECT_EQ(counter, 0);
}

TEST(WakeList, MovingKeepsThePlace) {
  WakeList list;
  std::atomic<int> counter{0};
  auto one = list.add(counting(counter));
  WakeList::Registration moved = std::move(*one);
  one.reset();
  EXPECT_TRUE(moved.active());
  moved.want();
  list.wake_wanted();
  EXPECT_EQ(counter, 1);
}

TEST(WakeList, RefusesMoreThanTheLimitAndReusesPlaces) {
  WakeList list;
  std::atomic<int> counter{0};
  std::vector<WakeList::Registration> all;
  for (std::size_t i = 0; i < mmdagent::limits::wake_registrations; ++i) {
    auto registration = list.add(counting(counter));
    ASSERT_TRUE(registration.has_value());
    all.push_back(std::move(*registration));
  }
  EXPECT_FALSE(list.add(counting(counter)).has_value());
  for (auto& registration : all) registration.want();
  list.wake_wanted();
  EXPECT_EQ(counter, static_cast<int>(mmdagent::limits::wake_registrations));
  all.pop_back();
  EXPECT_TRUE(list.add(counting(counter)).has_value());
}

// After release() returns, the function must not run: its context may be gone.
TEST(WakeList, ReleaseWaitsForARunningCall) {
  for (int round = 0; round < 200; ++round) {
    WakeList list;
    std::atomic<bool> inside{false};
    auto registration = list.add({[](void* context) noexcept {
                                    auto& flag = *static_cast<std::atomic<bool>*>(context);
                                    flag = true;
                                    std::this_thread::yield();
                                    flag = false;
                                  },
                                  &inside});
    registration->want();
    std::thread waker([&list] { list.wake_wanted(); });
    registration.reset();
    EXPECT_FALSE(inside);
    waker.join();
  }
}

}  // namespace
