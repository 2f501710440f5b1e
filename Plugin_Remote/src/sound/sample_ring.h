// Samples on their way from one thread to another.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace mmdagent::remote {

// One thread pushes, one thread pops; neither waits.
class SampleRing {
 public:
  explicit SampleRing(std::size_t capacity)
      : capacity_(capacity), samples_(std::make_unique_for_overwrite<std::int16_t[]>(capacity)) {}

  std::size_t size() const noexcept {
    const std::size_t popped = popped_.load(std::memory_order_acquire);
    return pushed_.load(std::memory_order_acquire) - popped;
  }

  // Takes as many as there is space for, from the front.
  std::size_t push(std::span<const std::int16_t> samples) noexcept {
    const std::size_t at = pushed_.load(std::memory_order_relaxed);
    const std::size_t used = at - popped_.load(std::memory_order_acquire);
    const std::size_t count = std::min(samples.size(), capacity_ - used);
    for (std::size_t i = 0; i < count; ++i) samples_[(at + i) % capacity_] = samples[i];
    pushed_.store(at + count, std::memory_order_release);
    return count;
  }

  // Fills the front of `samples` with the oldest; returns how many.
  std::size_t pop(std::span<std::int16_t> samples) noexcept {
    const std::size_t at = popped_.load(std::memory_order_relaxed);
    const std::size_t there = pushed_.load(std::memory_order_acquire) - at;
    const std::size_t count = std::min(samples.size(), there);
    for (std::size_t i = 0; i < count; ++i) samples[i] = samples_[(at + i) % capacity_];
    popped_.store(at + count, std::memory_order_release);
    return count;
  }

 private:
  const std::size_t capacity_;
  std::unique_ptr<std::int16_t[]> samples_;
  std::atomic<std::size_t> pushed_{0};
  std::atomic<std::size_t> popped_{0};
};

}  // namespace mmdagent::remote
