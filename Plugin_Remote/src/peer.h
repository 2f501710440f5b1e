// One connection, from the first byte to the last: what it sends becomes messages in its order,
// what is dispatched goes out to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "MMDAgent/Feed.h"
#include "avatar_input.h"
#include "browser_guard.h"
#include "connection.h"
#include "event_loop.h"
#include "line_parser.h"
#include "peer_output.h"
#include "status_report.h"
#include "warning_limiter.h"

namespace mmdagent {
class AgentTask;
class Host;
class SenderHost;
}  // namespace mmdagent

namespace mmdagent::remote {

class Avatars;
class Peer;
class Reporter;
class WakeSignal;
struct FeedSlot;

// What all peers of one network thread share.
struct PeerSurroundings {
  Host& host;
  EventLoop& loop;
  std::shared_ptr<WakeSignal> signal;
  Reporter& reporter;
  FeedKind feed_kind;
  bool allow_execute;   // peers may send what needs_leave()
  SenderHost* senders;  // where a peer's messages do not go out to itself, else null
  std::shared_ptr<Avatars> avatars;
};

// Told by a peer on the network thread.
class PeerOwner {
 public:
  // Something was received, or the connection ended: the peer wants a turn.
  virtual void input_arrived(Peer& peer) = 0;
  // The peer takes output again.
  virtual void output_possible(Peer& peer) = 0;

 protected:
  ~PeerOwner() = default;
};

enum class Turn : std::uint8_t {
  idle,      // waits for the network
  more,      // has more lines waiting
  no_space,  // the runtime has no space: serve it again after the space wake
  over,      // ended and everything of it was handed over
};

// Network thread only.
class Peer final : private Watch::Handler {
 public:
  Peer(const PeerSurroundings& surroundings, PeerOwner& owner, Connection connection);
  ~Peer();

  // Hands over up to `allowance` received items, and takes those from it.
  Turn serve(std::size_t& allowance);

  // Writes what waits for this peer. True when more can be written at once.
  bool pump();
  bool output_is_blocked() const noexcept { return output_blocked_; }
  // True when nothing waits to be written.
  bool output_is_idle() noexcept { return output_.is_idle() && transport_->flush(); }
  // For a peer that does not read: bounds what waits for it. True when something was skipped.
  bool bound_backlog();

  // Reads nothing any more; what was received but not handed over is forgotten. The next turns only
  // finish the stream.
  void stop_input() noexcept;
  // Orderly end towards the peer, then the counters in the log. No call comes afterwards.
  void close();

  PeerStatus status() noexcept;
  PeerRole role() const noexcept { return role_; }
  std::chrono::steady_clock::duration age() const noexcept;

 private:
  void readable() override;
  void writable() override;

  bool read_chunk();
  void take_chunk(std::string_view chunk);
  bool flush();
  bool hand_over(const Item& item);
  bool hand_over_message(const Item& item);
  bool post(const Item& item);
  void report_rejected(const Item& item);
  void report_skipped();
  Turn farewell();
  void end_output() noexcept;

  const PeerSurroundings& around_;
  PeerOwner& owner_;
  std::string name_;
  PeerRole role_;
  std::chrono::steady_clock::time_point since_;
  std::unique_ptr<Watch> watch_;
  std::unique_ptr<Transport> transport_;

  LineParser parser_;
  BrowserGuard guard_;
  std::unique_ptr<AvatarInput> avatar_;
  std::unique_ptr<AgentTask> opening_;  // not yet taken by the runtime
  bool input_open_ = true;
  bool farewell_said_ = false;

  std::shared_ptr<const std::uint8_t> sender_;  // null: hears itself
  std::shared_ptr<FeedSlot> slot_;
  PeerOutput output_;
  bool output_blocked_ = false;

  WarningLimiter rejected_warnings_;
  WarningLimiter guarded_warnings_;
  std::uint64_t skipped_untold_ = 0;  // in the log
  std::chrono::steady_clock::time_point skip_told_{};
  std::uint64_t bytes_received_ = 0;
  std::uint64_t messages_received_ = 0;
  std::uint64_t lines_dropped_ = 0;
  std::chrono::steady_clock::time_point chunk_time_{};  // when the bytes being handed over came
  bool chunk_open_ = false;
  InputLatency latency_;
};

}  // namespace mmdagent::remote
