#include "network_thread.h"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "MMDAgent/Host.h"
#include "MMDAgent/SenderHost.h"
#include "client.h"
#include "event_loop.h"
#include "remote_limits.h"
#include "reporter.h"
#include "server.h"
#include "sessions.h"
#include "socket_tools.h"
#include "wake_signal.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view status_event = "REMOTE_EVENT_STATUS";

int duplicate(int descriptor) {
  const int copy = ::dup(descriptor);
  if (copy < 0) throw std::system_error(errno, std::generic_category(), "dup");
  return copy;
}

}  // namespace

// Of messages only: log lines are nobody's.
SenderHost* NetworkThread::senders() const {
  if (options_.echo || options_.all_log) return nullptr;
  return dynamic_cast<SenderHost*>(&host_);
}

// Everything that lives on the thread; destroyed in reverse order, the loop last.
struct NetworkThread::Work final : Watch::Handler {
  explicit Work(NetworkThread& owner)
      : thread(owner),
        reporter(owner.host_, owner.board_),
        sessions({owner.host_, loop, owner.signal_, reporter,
                  owner.options_.all_log ? FeedKind::log_lines : FeedKind::messages,
                  owner.options_.allow_execute, owner.senders(), owner.avatars_}),
        server(loop, sessions, reporter, owner.options_),
        client(loop, *owner.signal_, sessions, reporter, owner.options_,
               [this](const Address& address) { return listens_on(address); }),
        signal_watch(loop, duplicate(owner.signal_->descriptor()), *this),
        deadline(loop, [this] { deadline_passed = true; }) {
    sessions.set_ended([this](const Peer& peer) { peer_ended(peer); });
    signal_watch.want_readable();
  }

  void readable() override {
    thread.signal_->drain();
    if (thread.signal_->take_space()) {
      sessions.space_available();
      reporter.retry();
    }
    sessions.woken();
    client.woken();
    answer_status();
    signal_watch.want_readable();
  }
  void writable() override {}

  void peer_ended(const Peer& peer) {
    const bool is_accepted = peer.role() == PeerRole::accepted;
    if (!is_accepted) client.connection_ended(peer.age());
    server.peer_ended(is_accepted && sessions.accepted() == 0);
  }

  // What finds no space stays requested: the space wake comes here again.
  void answer_status() {
    if (thread.status_requests_.load() == 0) return;
    const std::string json = status_json({server.port(), client.reconnects(), sessions.status()});
    while (thread.status_requests_.load() > 0 && thread.host_.try_post(status_event, json)) {
      thread.status_requests_.fetch_sub(1);
    }
  }

  bool listens_on(const Address& address) const {
    if (server.port() == 0 || address.port() != server.port()) return false;
    const auto own = parse_address(thread.options_.listen_address, server.port());
    return address.reaches_this_machine() || (own && own->equals(address));
  }

  void step() {
    if (sessions.has_work()) {
      loop.poll_one();
      sessions.serve();
    } else {
      loop.run_one();
    }
    thread.peer_count_.store(sessions.size(), std::memory_order_relaxed);
  }

  NetworkThread& thread;
  EventLoop loop;
  Reporter reporter;
  Sessions sessions;
  Server server;
  Client client;
  Watch signal_watch;
  Timer deadline;
  bool deadline_passed = false;
};

NetworkThread::NetworkThread(Host& host, std::shared_ptr<WakeSignal> signal,
                             std::shared_ptr<NoticeBoard> board, std::shared_ptr<Avatars> avatars,
                             const RemoteOptions& options)
    : host_(host),
      signal_(std::move(signal)),
      board_(std::move(board)),
      avatars_(std::move(avatars)),
      options_(options) {}

NetworkThread::~NetworkThread() {
  if (!thread_.joinable()) return;
  request_stop(Stop::end);
  join();
}

void NetworkThread::start() {
  thread_ = std::thread([this] { run(); });
  ::pthread_setname_np(thread_.native_handle(), "remote");
}

void NetworkThread::request_stop(Stop stop) noexcept {
  stop_.store(stop);
  signal_->notify();
}

void NetworkThread::request_status() noexcept {
  status_requests_.fetch_add(1);
  signal_->notify();
}

void NetworkThread::join() {
  if (thread_.joinable()) thread_.join();
}

void NetworkThread::run() noexcept {
  try {
    const std::shared_ptr<void> answering = host_.answer_from_this_thread();
    Work work(*this);
    serve(work);
    wind_up(work);
  } catch (const std::exception& error) {
    host_.log(Level::error, fmt::format("remote thread: {}: the connection is off", error.what()));
  }
  peer_count_.store(0);
  listening_port_.store(0);
  finished_.store(true);
}

void NetworkThread::serve(Work& work) {
  if (options_.server && work.server.open()) listening_port_.store(work.server.port());
  if (options_.client) work.client.start();
  running_.store(true);
  while (stop_.load() == Stop::none) work.step();
}

void NetworkThread::wind_up(Work& work) {
  const Stop stop = stop_.load();
  work.client.stop();
  work.server.close();
  work.deadline.start(flush_time);
  work.sessions.woken();
  if (stop == Stop::disable) {
    work.sessions.stop_input();
    while (work.sessions.size() > 0 && !work.deadline_passed && stop_.load() == stop) work.step();
  } else {
    work.sessions.pause_input();
    while (!work.sessions.output_is_idle() && !work.deadline_passed) work.step();
  }
  work.sessions.close_all();
}

}  // namespace mmdagent::remote
