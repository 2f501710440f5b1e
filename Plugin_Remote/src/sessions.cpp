#include "sessions.h"

#include <algorithm>
#include <utility>

#include "remote_limits.h"

namespace mmdagent::remote {

Sessions::Sessions(const PeerSurroundings& surroundings)
    : around_(surroundings),
      turn_left_(lines_per_turn),
      backlog_timer_(surroundings.loop, [this] { check_backlogs(); }),
      backlog_interval_(backlog_check_min) {
  for (auto* list : {&peers_, &gone_}) list->reserve(2 * max_peers);
  waiting_.reserve(2 * max_peers);
}

Sessions::~Sessions() = default;

void Sessions::add(Connection connection) {
  peers_.push_back(
      std::make_unique<Peer>(around_, static_cast<PeerOwner&>(*this), std::move(connection)));
  input_arrived(*peers_.back());
}

std::size_t Sessions::accepted() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      peers_, [](const auto& peer) { return peer->role() == PeerRole::accepted; }));
}

std::vector<PeerStatus> Sessions::status() const {
  std::vector<PeerStatus> list;
  list.reserve(peers_.size());
  for (const auto& peer : peers_) list.push_back(peer->status());
  return list;
}

bool Sessions::has_work() const noexcept {
  return (!waiting_.empty() && may_serve()) || output_waiting_ || !gone_.empty();
}

void Sessions::serve() {
  sweep();
  if (!waiting_.empty() && may_serve()) {
    Peer& peer = *waiting_.front();
    waiting_.erase(waiting_.begin());
    take_turn(peer);
  }
  if (output_waiting_) woken();
}

void Sessions::input_arrived(Peer& peer) {
  if (!may_serve() || !waiting_.empty()) {
    waiting_.push_back(&peer);
  } else {
    take_turn(peer);
  }
}

void Sessions::take_turn(Peer& peer) {
  latest_ = &peer;
  const Turn turn = peer.serve(turn_left_);
  // A turn that found no space goes on later where it stopped: it does not begin anew.
  if (turn != Turn::no_space) turn_left_ = lines_per_turn;
  switch (turn) {
    case Turn::idle:
      break;
    case Turn::more:
      waiting_.push_back(&peer);
      break;
    case Turn::no_space:
      no_space_ = true;
      waiting_.insert(waiting_.begin(), &peer);
      break;
    case Turn::over:
      remove(peer);
      break;
  }
}

void Sessions::woken() {
  output_waiting_ = false;
  bool blocked = latest_ != nullptr && pump(*latest_);
  for (const auto& peer : peers_) {
    if (peer.get() != latest_) blocked = pump(*peer) || blocked;
  }
  watch_backlogs(blocked);
}

// True when the peer does not take what waits for it.
bool Sessions::pump(Peer& peer) {
  output_waiting_ = peer.pump() || output_waiting_;
  return peer.output_is_blocked();
}

void Sessions::output_possible(Peer& peer) {
  if (peer.pump()) output_waiting_ = true;
  watch_backlogs(peer.output_is_blocked());
}

void Sessions::watch_backlogs(bool blocked) {
  if (!blocked || backlog_timer_.running()) return;
  backlog_interval_ = backlog_check_min;
  backlog_timer_.start(backlog_interval_);
}

// A peer that does not read is never woken for, so its backlog is looked at by the clock: often
// while it grows, seldom while nothing happens.
void Sessions::check_backlogs() {
  bool blocked = false;
  bool skipped = false;
  for (const auto& peer : peers_) {
    if (!peer->output_is_blocked()) continue;
    blocked = true;
    skipped = peer->bound_backlog() || skipped;
  }
  if (!blocked) return;
  backlog_interval_ =
      skipped ? backlog_check_min : std::min(2 * backlog_interval_, backlog_check_max);
  backlog_timer_.start(backlog_interval_);
}

void Sessions::remove(Peer& peer) {
  const auto at =
      std::ranges::find_if(peers_, [&](const auto& each) { return each.get() == &peer; });
  std::erase(waiting_, &peer);
  if (latest_ == &peer) latest_ = nullptr;
  gone_.push_back(std::move(*at));
  peers_.erase(at);
  peer.close();
  if (ended_) ended_(peer);
}

void Sessions::sweep() { gone_.clear(); }

void Sessions::stop_input() {
  for (const auto& peer : peers_) {
    peer->stop_input();
    if (std::ranges::find(waiting_, peer.get()) == waiting_.end()) waiting_.push_back(peer.get());
  }
}

bool Sessions::output_is_idle() noexcept {
  return std::ranges::all_of(peers_, [](const auto& peer) { return peer->output_is_idle(); });
}

void Sessions::close_all() {
  waiting_.clear();
  for (const auto& peer : peers_) peer->close();
  latest_ = nullptr;
  peers_.clear();
  sweep();
}

}  // namespace mmdagent::remote
