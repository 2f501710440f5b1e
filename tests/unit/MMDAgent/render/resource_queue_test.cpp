#include "render/resource_queue.h"

#include <gtest/gtest.h>

#include <thread>

namespace mmdagent {
namespace {

TEST(ResourceQueue, NumbersEntriesFromOneInOrder) {
  ResourceQueue queue;
  EXPECT_EQ(queue.last_number(), 0U);
  EXPECT_EQ(queue.push(FreeResource{10}), 1U);
  EXPECT_EQ(queue.push(FreeResource{11}), 2U);
  EXPECT_EQ(queue.last_number(), 2U);
  EXPECT_EQ(std::get<FreeResource>(*queue.take_up_to(2)).id, 10U);
  EXPECT_EQ(std::get<FreeResource>(*queue.take_up_to(2)).id, 11U);
  EXPECT_FALSE(queue.take_up_to(2).has_value());
}

TEST(ResourceQueue, GivesNothingBeyondTheNumberASnapshotNeeds) {
  ResourceQueue queue;
  queue.push(FreeResource{10});
  queue.push(FreeResource{11});
  EXPECT_FALSE(queue.take_up_to(0).has_value());
  EXPECT_TRUE(queue.take_up_to(1).has_value());
  EXPECT_FALSE(queue.take_up_to(1).has_value());
  EXPECT_TRUE(queue.take_up_to(100).has_value());
  EXPECT_FALSE(queue.take_up_to(100).has_value());
}

TEST(ResourceQueue, ReleasesWhatWasTakenAndWhatWasLeft) {
  const auto image = std::make_shared<const Image>();
  {
    ResourceQueue queue;
    for (ResourceId id = 1; id <= 100; ++id) queue.push(CreateImage{id, image});
    for (int taken = 0; taken < 40; ++taken) queue.take_up_to(100);
    EXPECT_EQ(image.use_count(), 61);
  }
  EXPECT_EQ(image.use_count(), 1);
}

TEST(ResourceQueue, TwoThreadsKeepOrderAndLoseNothing) {
  constexpr std::uint64_t last = 50'000;
  ResourceQueue queue;
  std::thread agent([&queue] {
    for (std::uint64_t id = 1; id <= last; ++id) {
      queue.push(CreateImage{id, std::make_shared<const Image>()});
    }
  });
  std::uint64_t expected = 1;
  while (expected <= last) {
    const auto request = queue.take_up_to(last);
    if (!request.has_value()) continue;
    ASSERT_EQ(std::get<CreateImage>(*request).id, expected);
    ASSERT_NE(std::get<CreateImage>(*request).image, nullptr);
    ++expected;
  }
  agent.join();
  EXPECT_FALSE(queue.take_up_to(last + 1).has_value());
}

}  // namespace
}  // namespace mmdagent
