// How the agent thread wakes the network thread: one eventfd, written only when nobody did already.
#pragma once

#include <atomic>

#include "MMDAgent/Feed.h"

namespace mmdagent::remote {

// Outlives every feed and every network thread that uses it. All functions but drain() from any
// thread.
class WakeSignal {
 public:
  WakeSignal();
  ~WakeSignal();
  WakeSignal(const WakeSignal&) = delete;
  WakeSignal& operator=(const WakeSignal&) = delete;

  void notify() noexcept;

  // For Host::open_feed and Host::set_space_wake.
  Wake feed_wake() noexcept;
  Wake space_wake() noexcept;

  // Readable after notify(). Duplicate it to wait on it: it stays owned here.
  int descriptor() const noexcept { return descriptor_; }

  // Network thread: forgets the notifications so far. Whatever was written before them is visible
  // afterwards; a notification that comes later is a new one.
  void drain() noexcept;
  // Network thread: was there a call of space_wake() since the last time?
  bool take_space() noexcept { return space_.exchange(false); }

 private:
  int descriptor_;
  std::atomic<bool> pending_{false};
  std::atomic<bool> space_{false};
};

}  // namespace mmdagent::remote
