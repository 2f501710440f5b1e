// All peers of a network thread, and whose turn it is.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "event_loop.h"
#include "peer.h"

namespace mmdagent::remote {

// Network thread only. Peers with waiting lines are served round robin; when the runtime has no
// space all of them wait, and none is read from.
class Sessions final : private PeerOwner {
 public:
  // Told about each peer that is over, before it is destroyed.
  using Ended = std::function<void(const Peer&)>;

  explicit Sessions(const PeerSurroundings& surroundings);
  ~Sessions();

  void set_ended(Ended ended) { ended_ = std::move(ended); }

  void add(Connection connection);
  std::size_t size() const noexcept { return peers_.size(); }
  std::size_t accepted() const noexcept;

  std::vector<PeerStatus> status() const;

  // True when serve() has something to do at once.
  bool has_work() const noexcept;
  // One turn of input and what can be written.
  void serve();

  // After WakeSignal::drain(): writes to every peer that takes something.
  void woken();
  // The runtime has space again.
  void space_available() noexcept { no_space_ = false; }

  // From now on nothing received is handed over.
  void pause_input() noexcept { input_paused_ = true; }
  // Ends the input of every peer; serve() then finishes their streams.
  void stop_input();
  // True when nothing waits to be written to any peer.
  bool output_is_idle() noexcept;
  // Closes every peer at once. No further events.
  void close_all();

 private:
  void input_arrived(Peer& peer) override;
  void output_possible(Peer& peer) override;

  bool may_serve() const noexcept { return !no_space_ && !input_paused_; }
  void take_turn(Peer& peer);
  bool pump(Peer& peer);
  void remove(Peer& peer);
  void sweep();
  void watch_backlogs(bool blocked);
  void check_backlogs();

  PeerSurroundings around_;
  Ended ended_;
  std::vector<std::unique_ptr<Peer>> peers_;
  std::vector<std::unique_ptr<Peer>> gone_;  // destroyed when no call of theirs can be running
  std::vector<Peer*> waiting_;               // for a turn, the next one first
  Peer* latest_ = nullptr;  // whose lines were taken last: it gets its answer before the others
  std::size_t turn_left_;   // items the peer whose turn it is may still hand over
  bool no_space_ = false;
  bool input_paused_ = false;
  bool output_waiting_ = false;
  Timer backlog_timer_;
  std::chrono::milliseconds backlog_interval_;
};

}  // namespace mmdagent::remote
