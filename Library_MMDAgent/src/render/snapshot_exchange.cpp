#include "render/snapshot_exchange.h"

namespace mmdagent {

Snapshot& SnapshotExchange::begin() {
  buffers_[writing_].clear();
  return buffers_[writing_];
}

void SnapshotExchange::publish() {
  const std::uint8_t previous =
      between_.exchange(static_cast<std::uint8_t>(writing_ | fresh), std::memory_order_acq_rel);
  writing_ = previous & 3U;
}

const Snapshot* SnapshotExchange::take() {
  if ((between_.load(std::memory_order_relaxed) & fresh) == 0) return nullptr;
  const std::uint8_t previous = between_.exchange(reading_, std::memory_order_acq_rel);
  reading_ = previous & 3U;
  return &buffers_[reading_];
}

}  // namespace mmdagent
