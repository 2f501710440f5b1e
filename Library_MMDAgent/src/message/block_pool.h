// Memory for text that does not fit a slot: blocks of three sizes, each size with its own lock-free
// list of free blocks. Any thread takes, any thread gives back; all memory is reserved at the
// start.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "host_limits.h"

namespace mmdagent {

struct BlockPoolSizes {
  std::size_t small = limits::inbound_small_blocks;
  std::size_t middle = limits::inbound_middle_blocks;
  std::size_t large = limits::inbound_large_blocks;
};

class BlockPool {
 public:
  struct Block {
    std::uint32_t size_class;
    std::uint32_t index;
  };

  explicit BlockPool(const BlockPoolSizes& sizes = {});

  // The smallest free block that holds `bytes` (at most max_message_bytes); empty when none.
  std::optional<Block> take(std::size_t bytes);
  void give_back(Block block);
  char* data(Block block) const;

 private:
  // Head of a list: block index + 1 in the low half (0: empty), a change count in the high half so
  // that a block taken and given back in between is noticed.
  struct SizeClass {
    alignas(64) std::atomic<std::uint64_t> head{0};
    std::size_t block_bytes = 0;
    std::unique_ptr<std::atomic<std::uint32_t>[]> next;
    std::unique_ptr<char[]> memory;
  };

  static void prepare(SizeClass& size_class, std::size_t block_bytes, std::size_t count);
  static std::optional<std::uint32_t> pop(SizeClass& size_class);

  std::array<SizeClass, 3> classes_;
};

}  // namespace mmdagent
