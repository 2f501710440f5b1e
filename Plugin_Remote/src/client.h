// Client mode, TCP or WebSocket: connects, connects again after a loss, gives up after so many
// attempts.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "event_loop.h"

namespace mmdagent::remote {

class NameResolution;
class Reporter;
class Sessions;
class WakeSignal;
class WebsocketOpening;
struct Address;
struct Connection;
struct OpeningResult;
struct RemoteOptions;

// Network thread only. One cycle is 1 + retry_count attempts, 0.5 s apart; a loss begins a new one.
class Client final : private Watch::Handler {
 public:
  // `listens_on` tells whether our own server takes connections to an address.
  using ListensOn = std::function<bool(const Address&)>;

  Client(EventLoop& loop, WakeSignal& signal, Sessions& sessions, Reporter& reporter,
         const RemoteOptions& options, ListensOn listens_on);
  ~Client();

  void start();
  void stop() noexcept;
  // After WakeSignal::drain(): a look-up may have been answered.
  void woken();
  // Connections that were made again.
  std::uint64_t reconnects() const noexcept { return connections_ > 0 ? connections_ - 1 : 0; }
  // The connection that was handed to the sessions is over.
  void connection_ended(std::chrono::steady_clock::duration lasted);

 private:
  void readable() override {}
  void writable() override;

  void begin_cycle();
  void begin_attempt();
  void connect_next();
  void connected();
  void opened(OpeningResult result);
  void established(Connection connection);
  // `reason` in a few words, empty when there is nothing to tell.
  void attempt_failed(const std::string& reason);
  void path_is_busy(const std::string& reason);
  void give_up(const std::string& reason);
  void attempt_timed_out();
  std::string target() const;

  EventLoop& loop_;
  WakeSignal& signal_;
  Sessions& sessions_;
  Reporter& reporter_;
  const RemoteOptions& options_;
  ListensOn listens_on_;
  bool stopped_ = true;
  int retries_done_ = 0;
  std::uint64_t connections_ = 0;
  std::unique_ptr<NameResolution> resolution_;
  std::size_t next_address_ = 0;
  std::unique_ptr<Watch> connecting_;
  std::unique_ptr<WebsocketOpening> opening_;
  std::string path_;  // of this attempt: the configured one with what busy servers made us append
  Timer pause_;
  Timer timeout_;
};

}  // namespace mmdagent::remote
