#include "message/block_pool.h"

namespace mmdagent {
namespace {

constexpr std::array<std::size_t, 3> block_bytes = {2'048, 8'192, 65'536};
constexpr std::uint64_t low_half = 0xffffffffU;

std::uint64_t next_head(std::uint64_t head, std::uint32_t index_plus_one) {
  return (((head >> 32U) + 1) << 32U) | index_plus_one;
}

}  // namespace

BlockPool::BlockPool(const BlockPoolSizes& sizes) {
  prepare(classes_[0], block_bytes[0], sizes.small);
  prepare(classes_[1], block_bytes[1], sizes.middle);
  prepare(classes_[2], block_bytes[2], sizes.large);
}

void BlockPool::prepare(SizeClass& size_class, std::size_t bytes, std::size_t count) {
  size_class.block_bytes = bytes;
  size_class.next = std::make_unique<std::atomic<std::uint32_t>[]>(count);
  // Left untouched, so that the system provides a page only when a block is first used.
  size_class.memory = std::make_unique_for_overwrite<char[]>(bytes * count);
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t following = index + 1 < count ? index + 2 : 0;
    size_class.next[index].store(static_cast<std::uint32_t>(following), std::memory_order_relaxed);
  }
  size_class.head.store(count > 0 ? 1 : 0);
}

std::optional<std::uint32_t> BlockPool::pop(SizeClass& size_class) {
  std::uint64_t head = size_class.head.load();
  while ((head & low_half) != 0) {
    const auto index = static_cast<std::uint32_t>(head & low_half) - 1;
    const std::uint32_t following = size_class.next[index].load(std::memory_order_relaxed);
    if (size_class.head.compare_exchange_weak(head, next_head(head, following))) return index;
  }
  return std::nullopt;
}

std::optional<BlockPool::Block> BlockPool::take(std::size_t bytes) {
  for (std::uint32_t number = 0; number < classes_.size(); ++number) {
    if (bytes > classes_[number].block_bytes) continue;
    if (const auto index = pop(classes_[number])) return Block{number, *index};
  }
  return std::nullopt;
}

void BlockPool::give_back(Block block) {
  SizeClass& size_class = classes_[block.size_class];
  std::uint64_t head = size_class.head.load(std::memory_order_relaxed);
  do {
    size_class.next[block.index].store(static_cast<std::uint32_t>(head & low_half),
                                       std::memory_order_relaxed);
  } while (!size_class.head.compare_exchange_weak(head, next_head(head, block.index + 1)));
}

char* BlockPool::data(Block block) const {
  const SizeClass& size_class = classes_[block.size_class];
  return size_class.memory.get() + std::size_t{block.index} * size_class.block_bytes;
}

}  // namespace mmdagent
