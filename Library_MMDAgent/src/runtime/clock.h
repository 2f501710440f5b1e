// The run's one clock: wall time, or simulated time under --fixed-step.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace mmdagent {

class Clock {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  // Follows the machine's clocks.
  static Clock wall();
  // Stands still until advance() is called; starts at `epoch_seconds` (Unix time).
  static Clock simulated(double epoch_seconds);

  Clock(const Clock& other);
  Clock& operator=(const Clock&) = delete;

  bool is_simulated() const { return simulated_; }

  // Unix time in nanoseconds, for log stamps and CURRENT_TIME. Any thread.
  std::int64_t unix_nanoseconds() const;

  // Seconds since the run began; never goes back. Any thread.
  double seconds() const;

  // Simulated clocks only; agent thread only.
  void advance(double seconds);

 private:
  Clock(bool simulated, double epoch_seconds);

  bool simulated_;
  std::int64_t epoch_nanoseconds_;
  std::chrono::steady_clock::time_point start_;
  std::atomic<std::int64_t> elapsed_nanoseconds_{0};
};

}  // namespace mmdagent
