// One stream of speech on its way to the loudspeaker: 16 kHz, 16 bit, one channel.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "remote_limits.h"
#include "sound/sample_ring.h"

namespace mmdagent::remote {

inline constexpr int voice_rate = 16'000;  // samples per second

class Voice {
 public:
  // Agent thread. What finds no space is lost.
  std::size_t push(std::span<const std::int16_t> samples) noexcept { return ring_.push(samples); }
  // It falls silent at once, and nothing more is pushed.
  void close() noexcept { closed_.store(true, std::memory_order_release); }

  // The thread that plays it.
  std::size_t pop(std::span<std::int16_t> samples) noexcept { return ring_.pop(samples); }
  bool has_samples() const noexcept { return ring_.size() > 0; }
  bool is_closed() const noexcept { return closed_.load(std::memory_order_acquire); }
  void count_played(std::size_t samples) noexcept {
    played_.fetch_add(samples, std::memory_order_relaxed);
  }

  // Any thread: samples that left for the loudspeaker.
  std::size_t played() const noexcept { return played_.load(std::memory_order_relaxed); }

 private:
  SampleRing ring_{max_voice_samples};
  std::atomic<bool> closed_{false};
  std::atomic<std::size_t> played_{0};
};

}  // namespace mmdagent::remote
