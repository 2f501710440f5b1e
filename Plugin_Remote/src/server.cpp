#include "server.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "MMDAgent/Message.h"
#include "peer.h"
#include "remote_limits.h"
#include "remote_options.h"
#include "reporter.h"
#include "sessions.h"
#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

// Connections taken at one wake-up before anything else has a turn.
constexpr int accepts_per_turn = 64;
// When the system chooses the port, it is free for IPv4 and may be taken for IPv6.
constexpr int port_choices = 16;

bool is_missing_family(int error) noexcept {
  return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
}

}  // namespace

class Server::Listener final : private Watch::Handler {
 public:
  Listener(Server& server, int descriptor)
      : server_(server), watch_(server.loop_, descriptor, *this) {
    watch_.want_readable();
  }

  void resume() { watch_.want_readable(); }

 private:
  void readable() override {
    for (int count = 0; count < accepts_per_turn; ++count) {
      if (!server_.may_accept()) return;
      Address from;
      const int descriptor =
          ::accept4(watch_.descriptor(), from.get(), &from.size, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (descriptor >= 0) {
        server_.accepted(descriptor, from);
        continue;
      }
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) break;
      server_.accept_failed(errno);
      return;
    }
    watch_.want_readable();
  }
  void writable() override {}

  Server& server_;
  Watch watch_;
};

Server::Server(EventLoop& loop, Sessions& sessions, Reporter& reporter,
               const RemoteOptions& options)
    : loop_(loop),
      sessions_(sessions),
      reporter_(reporter),
      options_(options),
      lobby_(loop, reporter, options.entrance,
             [this](Connection connection) { admit(std::move(connection)); }),
      surplus_timer_(loop, [this] { refuse_surplus(); }),
      accept_timer_(loop, [this] { resume(); }),
      refusals_(warnings_per_second),
      failures_(1) {}

Server::~Server() = default;

bool Server::open() {
  const std::string& address = options_.listen_address;
  bool opened = false;
  if (address.empty()) {
    opened = open_pair("127.0.0.1", "::1");
  } else if (address == "*" || address == "::") {
    opened = open_pair("0.0.0.0", "::");
  } else {
    const int error = listen_on(address, options_.listen_port);
    opened = error == 0 || report_failure(options_.listen_port, error);
  }
  if (opened) announce();
  return opened;
}

void Server::close() noexcept {
  accept_timer_.cancel();
  surplus_timer_.cancel();
  surplus_.reset();
  lobby_.close();
  listeners_.clear();
  port_ = 0;
}

// Returns 0 or the error number. Sets port_.
int Server::listen_on(const std::string& literal, std::uint16_t port) {
  const auto address = parse_address(literal, port);
  if (!address) return EINVAL;
  OwnedDescriptor socket = open_stream_socket(address->family());
  if (!socket) return errno;
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (address->family() == AF_INET6) {
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
  }
  if (::bind(socket.get(), address->get(), address->size) != 0) return errno;
  if (::listen(socket.get(), listen_backlog) != 0) return errno;
  const auto bound = local_address(socket.get());
  port_ = bound ? bound->port() : port;
  listeners_.push_back(std::make_unique<Listener>(*this, socket.release()));
  return 0;
}

// One port for both families. A machine without IPv6 does with IPv4 alone.
bool Server::open_pair(const char* four, const char* six) {
  for (int choice = 0; choice < port_choices; ++choice) {
    int error = listen_on(four, options_.listen_port);
    if (error != 0) return report_failure(options_.listen_port, error);
    error = listen_on(six, port_);
    if (error == 0 || is_missing_family(error)) return true;
    if (options_.listen_port != 0 || error != EADDRINUSE) {
      reporter_.log(Level::warning,
                    fmt::format("port {} is not opened for IPv6: {}", port_, std::strerror(error)));
      return true;
    }
    close();
  }
  return report_failure(0, EADDRINUSE);
}

bool Server::report_failure(std::uint16_t port, int error) {
  close();
  reporter_.state(Level::error,
                  fmt::format("failed to open port {}: {}", port, std::strerror(error)));
  return false;
}

void Server::announce() {
  const auto literal = parse_address(options_.listen_address, port_);
  const bool is_private =
      options_.listen_address.empty() || (literal && literal->reaches_this_machine() &&
                                          literal->text() != "0.0.0.0" && literal->text() != "::");
  if (is_private) {
    reporter_.state(Level::status,
                    fmt::format("listening port {} (this machine only; Plugin_Remote_ListenAddress="
                                "0.0.0.0 opens it to others)",
                                port_));
    return;
  }
  reporter_.state(Level::status,
                  fmt::format("listening port {} on {}", port_, options_.listen_address));
  if (!options_.entrance.token.empty()) return;
  reporter_.log(
      Level::warning,
      fmt::format("port {} is open to other machines: whoever reaches it can control this "
                  "program",
                  port_));
}

void Server::accepted(int descriptor, const Address& from) {
  OwnedDescriptor socket(descriptor);
  std::string name = from.text();
  if (!options_.entrance.admits(from)) {
    refuse(name, "its address is not in Plugin_Remote_AllowAddresses");
    return;
  }
  set_connection_options(descriptor);
  if (options_.entrance.has_lobby()) {
    lobby_.add(std::move(socket), std::move(name));
  } else {
    admit({std::move(socket), std::move(name), PeerRole::accepted, nullptr, {}});
  }
}

void Server::admit(Connection connection) {
  if (sessions_.size() < max_peers) {
    enter(std::move(connection));
  } else if (surplus_) {
    // Only from the lobby: nothing is accepted while there is one.
    refuse(connection.name, fmt::format("number of peers reaches limit ({})", max_peers));
  } else {
    surplus_ = std::move(connection);
    surplus_timer_.start(surplus_grace);
  }
}

void Server::enter(Connection connection) {
  sessions_.add(std::move(connection));
  reporter_.state(Level::status,
                  fmt::format("new connection established, total {} peers", sessions_.accepted()));
}

void Server::admit_surplus() {
  surplus_timer_.cancel();
  Connection connection = std::move(*surplus_);
  surplus_.reset();
  enter(std::move(connection));
  resume();
}

void Server::refuse_surplus() {
  const Connection connection = std::move(*surplus_);
  surplus_.reset();
  refuse(connection.name, fmt::format("number of peers reaches limit ({})", max_peers));
  resume();
}

void Server::refuse(const std::string& name, std::string_view reason) {
  if (!refusals_.admit(WarningLimiter::Clock::now())) return;
  std::string text = fmt::format("{}: closed, {}", name, reason);
  const std::uint64_t others = refusals_.take_suppressed();
  if (others > 0) text += fmt::format(", {} more before it", others);
  reporter_.log(Level::warning, text);
}

void Server::accept_failed(int error) {
  if (failures_.admit(WarningLimiter::Clock::now())) {
    reporter_.state(Level::error,
                    fmt::format("error in accepting connection: {}", std::strerror(error)));
  }
  accept_timer_.start(accept_pause);
}

void Server::resume() {
  for (const auto& listener : listeners_) listener->resume();
}

void Server::peer_ended(bool is_last_accepted) {
  if (is_last_accepted && port_ != 0) {
    reporter_.state(Level::status, fmt::format("closed all, listening port {}", port_));
  }
  if (surplus_ && sessions_.size() < max_peers) admit_surplus();
}

}  // namespace mmdagent::remote
