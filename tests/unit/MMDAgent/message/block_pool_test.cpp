#include "message/block_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "MMDAgent/Message.h"

namespace {

using mmdagent::BlockPool;

TEST(BlockPool, ChoosesTheSmallestSizeThatFits) {
  BlockPool pool({1, 1, 1});
  EXPECT_EQ(pool.take(2 * 1024)->size_class, 0U);
  EXPECT_EQ(pool.take(2 * 1024 + 1)->size_class, 1U);
  EXPECT_EQ(pool.take(mmdagent::max_message_bytes)->size_class, 2U);
}

TEST(BlockPool, TakesALargerBlockWhenASizeIsUsedUpAndNothingInTheEnd) {
  BlockPool pool({1, 1, 1});
  EXPECT_EQ(pool.take(1)->size_class, 0U);
  EXPECT_EQ(pool.take(1)->size_class, 1U);
  const auto last = pool.take(1);
  EXPECT_EQ(last->size_class, 2U);
  EXPECT_FALSE(pool.take(1).has_value());
  pool.give_back(*last);
  EXPECT_TRUE(pool.take(1).has_value());
}

TEST(BlockPool, BlocksDoNotOverlap) {
  BlockPool pool({3, 2, 2});
  std::vector<BlockPool::Block> blocks;
  constexpr std::size_t bytes[] = {2 * 1024, 8 * 1024, 64 * 1024};
  while (const auto block = pool.take(1)) blocks.push_back(*block);
  ASSERT_EQ(blocks.size(), 7U);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::memset(pool.data(blocks[i]), static_cast<int>(i), bytes[blocks[i].size_class]);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const char* data = pool.data(blocks[i]);
    for (std::size_t k = 0; k < bytes[blocks[i].size_class]; ++k) ASSERT_EQ(data[k], char(i));
  }
}

// Threads take two of few blocks and give them back in the order taken, so that a list's first
// block often returns with another one behind it: a list that did not notice would hand out one
// block twice.
TEST(BlockPool, NeverGivesOneBlockToTwoThreads) {
  BlockPool pool({8, 0, 0});
  std::vector<std::thread> threads;
  std::atomic<int> mixed{0};
  for (int id = 1; id <= 4; ++id) {
    threads.emplace_back([&pool, &mixed, id] {
      const auto mark = [&](const std::optional<BlockPool::Block>& block) {
        if (block) std::memcpy(pool.data(*block), &id, sizeof id);
      };
      const auto check = [&](const std::optional<BlockPool::Block>& block) {
        if (!block) return;
        int found = 0;
        std::memcpy(&found, pool.data(*block), sizeof found);
        if (found != id) ++mixed;
        pool.give_back(*block);
      };
      for (int round = 0; round < 300'000; ++round) {
        const auto first = pool.take(8);
        mark(first);
        const auto second = pool.take(8);
        mark(second);
        if (round % 1'024 == 0) std::this_thread::yield();
        check(first);
        check(second);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(mixed, 0);
  std::set<std::uint32_t> left;
  while (const auto block = pool.take(8)) left.insert(block->index);
  EXPECT_EQ(left.size(), 8U);
}

}  // namespace
