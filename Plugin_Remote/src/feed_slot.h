// How a peer gets its feed: asked for in the order of its own stream, opened by the agent thread.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "MMDAgent/Host.h"

namespace mmdagent {
class SenderHost;
}

namespace mmdagent::remote {

class WakeSignal;

// Shared by the peer (network thread) and the task that fills it (agent thread).
struct FeedSlot {
  std::unique_ptr<Feed> feed;  // the agent's until `ready`, the network thread's from then on
  std::atomic<bool> ready{false};
  std::atomic<bool> abandoned{false};  // the peer has gone: open nothing
};

// Opens the slot's feed and then posts REMOTE_EVENT_CONNECTED|<peer>, which is thereby the feed's
// first line. Without a peer name nothing is posted. Messages of the sender `without` (0: none) are
// left out of it.
class OpenFeedTask final : public AgentTask {
 public:
  OpenFeedTask(Host& host, FeedKind kind, std::shared_ptr<WakeSignal> signal,
               std::shared_ptr<FeedSlot> slot, std::string connected_peer,
               SenderHost* senders = nullptr, std::uint8_t without = 0);
  void run() override;

 private:
  Host& host_;
  FeedKind kind_;
  std::shared_ptr<WakeSignal> signal_;  // a task may be run or dropped after everything else ended
  std::shared_ptr<FeedSlot> slot_;
  std::string connected_peer_;
  SenderHost* senders_;  // not null where a sender is left out
  std::uint8_t without_;
};

}  // namespace mmdagent::remote
