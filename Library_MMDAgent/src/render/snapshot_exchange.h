// Hands the latest snapshot from the agent thread to the render thread: three buffers, one atomic.
// Neither side ever waits or allocates; a snapshot that was not taken in time is overwritten.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "render/snapshot.h"

namespace mmdagent {

class SnapshotExchange {
 public:
  SnapshotExchange() = default;
  SnapshotExchange(const SnapshotExchange&) = delete;
  SnapshotExchange& operator=(const SnapshotExchange&) = delete;

  // Agent thread. The buffer to fill, arrays empty, scalars as some earlier snapshot left them.
  Snapshot& begin();
  // Agent thread. Makes that buffer the latest; the reference from begin() is void from here on.
  void publish();

  // Render thread. The snapshot published last, nullptr if none since the previous call. Stays
  // valid and unchanged until the next call that returns one.
  const Snapshot* take();
  // Render thread. What take() returned last; an empty snapshot before the first.
  const Snapshot& current() const { return buffers_[reading_]; }

 private:
  static constexpr std::uint8_t fresh = 4;  // beside the index of the buffer between the threads

  std::array<Snapshot, 3> buffers_;
  std::uint8_t writing_ = 0;  // agent thread
  std::uint8_t reading_ = 1;  // render thread
  std::atomic<std::uint8_t> between_{2};
};

}  // namespace mmdagent
