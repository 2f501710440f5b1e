// The thread that owns every socket of the remote connection.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "remote_options.h"

namespace mmdagent {
class Host;
class SenderHost;
}  // namespace mmdagent

namespace mmdagent::remote {

class Avatars;
class NoticeBoard;
class WakeSignal;

// Made, started, stopped and joined by the agent thread. Between start() and finished() it runs the
// modes that are configured; it waits for nothing but the network and the signal.
class NetworkThread {
 public:
  enum class Stop : std::uint8_t {
    none,
    disable,  // close at once; connection events are still posted
    end,      // the program ends: what is queued may leave for a moment, nothing is posted
  };

  NetworkThread(Host& host, std::shared_ptr<WakeSignal> signal, std::shared_ptr<NoticeBoard> board,
                std::shared_ptr<Avatars> avatars, const RemoteOptions& options);
  ~NetworkThread();
  NetworkThread(const NetworkThread&) = delete;
  NetworkThread& operator=(const NetworkThread&) = delete;

  void start();
  void request_stop(Stop stop) noexcept;
  // The modes were opened, successfully or not.
  bool is_running() const noexcept { return running_.load(); }
  // Every socket is closed and the thread ends.
  bool is_finished() const noexcept { return finished_.load(); }
  void join();

  // Posts REMOTE_EVENT_STATUS soon.
  void request_status() noexcept;

  std::size_t peer_count() const noexcept { return peer_count_.load(); }
  // 0 while nothing listens.
  std::uint16_t listening_port() const noexcept { return listening_port_.load(); }

 private:
  struct Work;

  void run() noexcept;
  SenderHost* senders() const;
  void serve(Work& work);
  void wind_up(Work& work);

  Host& host_;
  const std::shared_ptr<WakeSignal> signal_;
  std::shared_ptr<NoticeBoard> board_;
  std::shared_ptr<Avatars> avatars_;
  const RemoteOptions options_;
  std::atomic<Stop> stop_{Stop::none};
  std::atomic<unsigned> status_requests_{0};
  std::atomic<bool> running_{false};
  std::atomic<bool> finished_{false};
  std::atomic<std::size_t> peer_count_{0};
  std::atomic<std::uint16_t> listening_port_{0};
  std::thread thread_;
};

}  // namespace mmdagent::remote
