// Keeps one peer from filling the log.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace mmdagent::remote {

// Lets through so many warnings in a second; counts the others.
class WarningLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  explicit WarningLimiter(std::size_t per_second) noexcept : per_second_(per_second) {}

  // True when this warning may be written; the caller adds take_suppressed() to its text.
  bool admit(Clock::time_point now) noexcept {
    if (now - window_ >= std::chrono::seconds(1)) {
      window_ = now;
      in_window_ = 0;
    }
    if (in_window_ < per_second_) {
      ++in_window_;
      return true;
    }
    ++suppressed_;
    return false;
  }

  // Warnings that were not written since the last call.
  std::uint64_t take_suppressed() noexcept {
    const std::uint64_t count = suppressed_;
    suppressed_ = 0;
    return count;
  }

 private:
  std::size_t per_second_;
  std::size_t in_window_ = 0;
  std::uint64_t suppressed_ = 0;
  Clock::time_point window_{};
};

}  // namespace mmdagent::remote
