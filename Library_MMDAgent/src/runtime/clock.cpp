#include "runtime/clock.h"

#include <cmath>

namespace mmdagent {
namespace {

constexpr double nanoseconds_per_second = 1e9;

}  // namespace

Clock Clock::wall() { return Clock(false, 0.0); }

Clock Clock::simulated(double epoch_seconds) { return Clock(true, epoch_seconds); }

Clock::Clock(bool simulated, double epoch_seconds)
    : simulated_(simulated),
      epoch_nanoseconds_(std::llround(epoch_seconds * nanoseconds_per_second)),
      start_(std::chrono::steady_clock::now()) {}

Clock::Clock(const Clock& other)
    : simulated_(other.simulated_),
      epoch_nanoseconds_(other.epoch_nanoseconds_),
      start_(other.start_),
      elapsed_nanoseconds_(other.elapsed_nanoseconds_.load()) {}

std::int64_t Clock::unix_nanoseconds() const {
  if (simulated_) return epoch_nanoseconds_ + elapsed_nanoseconds_.load(std::memory_order_relaxed);
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

double Clock::seconds() const {
  if (simulated_) {
    return static_cast<double>(elapsed_nanoseconds_.load(std::memory_order_relaxed)) /
           nanoseconds_per_second;
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Clock::advance(double seconds) {
  elapsed_nanoseconds_.fetch_add(std::llround(seconds * nanoseconds_per_second),
                                 std::memory_order_relaxed);
}

}  // namespace mmdagent
