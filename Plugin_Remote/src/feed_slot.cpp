#include "feed_slot.h"

#include <utility>

#include "MMDAgent/SenderHost.h"
#include "wake_signal.h"

namespace mmdagent::remote {

OpenFeedTask::OpenFeedTask(Host& host, FeedKind kind, std::shared_ptr<WakeSignal> signal,
                           std::shared_ptr<FeedSlot> slot, std::string connected_peer,
                           SenderHost* senders, std::uint8_t without)
    : host_(host),
      kind_(kind),
      signal_(std::move(signal)),
      slot_(std::move(slot)),
      connected_peer_(std::move(connected_peer)),
      senders_(senders),
      without_(without) {}

void OpenFeedTask::run() {
  if (!slot_->abandoned.load()) {
    slot_->feed = without_ != 0 ? senders_->open_feed_without(without_, signal_->feed_wake())
                                : host_.open_feed(kind_, signal_->feed_wake());
    slot_->ready.store(true);
  }
  if (!connected_peer_.empty()) host_.post("REMOTE_EVENT_CONNECTED", connected_peer_);
  signal_->notify();
}

}  // namespace mmdagent::remote
