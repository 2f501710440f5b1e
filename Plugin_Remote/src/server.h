// TCP server mode: listens and hands every accepted connection on.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connection.h"
#include "event_loop.h"
#include "lobby.h"
#include "warning_limiter.h"

namespace mmdagent::remote {

class Reporter;
class Sessions;
struct Address;
struct RemoteOptions;

// Network thread only.
class Server {
 public:
  Server(EventLoop& loop, Sessions& sessions, Reporter& reporter, const RemoteOptions& options);
  ~Server();

  // Opens the port; false, with an Error line, when that is not possible.
  bool open();
  void close() noexcept;
  // 0 while closed.
  std::uint16_t port() const noexcept { return port_; }
  // A peer has left; the last accepted one or another.
  void peer_ended(bool is_last_accepted);

 private:
  class Listener;

  int listen_on(const std::string& literal, std::uint16_t port);
  bool open_pair(const char* four, const char* six);
  bool report_failure(std::uint16_t port, int error);
  void announce();
  bool may_accept() const noexcept { return !surplus_.has_value(); }
  void accepted(int descriptor, const Address& from);
  void accept_failed(int error);
  void admit(Connection connection);
  void enter(Connection connection);
  void refuse(const std::string& name, std::string_view reason);
  void admit_surplus();
  void refuse_surplus();
  void resume();

  EventLoop& loop_;
  Sessions& sessions_;
  Reporter& reporter_;
  const RemoteOptions& options_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::uint16_t port_ = 0;
  std::optional<Connection> surplus_;  // beyond the limit; nothing is accepted while there is one
  Lobby lobby_;
  Timer surplus_timer_;
  Timer accept_timer_;
  WarningLimiter refusals_;
  WarningLimiter failures_;
};

}  // namespace mmdagent::remote
