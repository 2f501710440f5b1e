#include "client.h"

#include <fmt/format.h>

#include <cerrno>

#include "MMDAgent/Message.h"
#include "name_resolution.h"
#include "peer.h"
#include "remote_limits.h"
#include "remote_options.h"
#include "reporter.h"
#include "sessions.h"
#include "socket_tools.h"
#include "wake_signal.h"
#include "websocket_opening.h"

namespace mmdagent::remote {
namespace {

int socket_error(int descriptor) noexcept {
  int error = 0;
  socklen_t size = sizeof(error);
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// The system may give a connection the very port it connects to as its own; it then talks to
// itself.
bool is_connected_to_itself(int descriptor) noexcept {
  Address peer;
  const auto own = local_address(descriptor);
  if (!own || ::getpeername(descriptor, peer.get(), &peer.size) != 0) return false;
  return own->equals(peer);
}

}  // namespace

Client::Client(EventLoop& loop, WakeSignal& signal, Sessions& sessions, Reporter& reporter,
               const RemoteOptions& options, ListensOn listens_on)
    : loop_(loop),
      signal_(signal),
      sessions_(sessions),
      reporter_(reporter),
      options_(options),
      listens_on_(std::move(listens_on)),
      pause_(loop, [this] { begin_attempt(); }),
      timeout_(loop, [this] { attempt_timed_out(); }) {}

Client::~Client() = default;

std::string Client::target() const {
  return fmt::format("{}:{}{}", options_.client_host, options_.client_port,
                     options_.websocket ? options_.websocket->path : "");
}

void Client::start() {
  stopped_ = false;
  reporter_.state(Level::status, "connecting to " + target());
  begin_cycle();
}

void Client::stop() noexcept {
  stopped_ = true;
  pause_.cancel();
  timeout_.cancel();
  connecting_.reset();
  opening_.reset();
  resolution_.reset();
}

void Client::begin_cycle() {
  retries_done_ = 0;
  if (options_.websocket) path_ = options_.websocket->path;
  begin_attempt();
}

void Client::begin_attempt() {
  next_address_ = 0;
  timeout_.start(attempt_timeout);
  resolution_ =
      std::make_unique<NameResolution>(options_.client_host, options_.client_port, signal_);
  woken();
}

void Client::woken() {
  if (stopped_ || resolution_ == nullptr || connecting_ != nullptr || !resolution_->is_ready()) {
    return;
  }
  connect_next();
}

void Client::connect_next() {
  while (next_address_ < resolution_->addresses().size()) {
    const Address& address = resolution_->addresses()[next_address_++];
    if (listens_on_(address)) {
      reporter_.state(
          Level::error,
          fmt::format("loop connection: {} is this program's own server; client mode is "
                      "off",
                      target()));
      stop();
      return;
    }
    OwnedDescriptor socket = open_stream_socket(address.family());
    if (!socket) continue;
    set_connection_options(socket.get());
    if (::connect(socket.get(), address.get(), address.size) != 0 && errno != EINPROGRESS) continue;
    connecting_ =
        std::make_unique<Watch>(loop_, socket.release(), static_cast<Watch::Handler&>(*this));
    connecting_->want_writable();
    return;
  }
  attempt_failed({});
}

void Client::writable() {
  const int descriptor = connecting_->descriptor();
  if (socket_error(descriptor) == 0 && !is_connected_to_itself(descriptor)) {
    connected();
    return;
  }
  connecting_.reset();
  connect_next();
}

void Client::connected() {
  OwnedDescriptor descriptor(connecting_->release());
  connecting_.reset();
  resolution_.reset();
  if (!options_.websocket) {
    established({std::move(descriptor), {}, PeerRole::dialled, nullptr, {}});
    return;
  }
  WebsocketTarget target = *options_.websocket;
  target.path = path_;
  opening_ = std::make_unique<WebsocketOpening>(
      loop_, std::move(descriptor), target,
      [this](OpeningResult result) { opened(std::move(result)); });
  opening_->start();
}

void Client::opened(OpeningResult result) {
  opening_.reset();
  switch (result.reply) {
    case Reply::accepted:
      established(std::move(result.connection));
      break;
    case Reply::busy:
      path_is_busy(result.reason);
      break;
    case Reply::refused:
      attempt_failed(result.reason);
      break;
  }
}

void Client::established(Connection connection) {
  timeout_.cancel();
  connection.name = target();
  connection.role = PeerRole::dialled;
  ++connections_;
  std::string text = "connected to " + target();
  if (reconnects() > 0) text += fmt::format(" (reconnect {})", reconnects());
  reporter_.state(Level::status, text);
  sessions_.add(std::move(connection));
}

void Client::attempt_timed_out() {
  connecting_.reset();
  opening_.reset();
  attempt_failed(
      fmt::format("no answer within {} s",
                  std::chrono::duration_cast<std::chrono::seconds>(attempt_timeout).count()));
}

void Client::attempt_failed(const std::string& reason) {
  if (retries_done_ >= options_.retry_count) {
    give_up(reason);
    return;
  }
  timeout_.cancel();
  resolution_.reset();
  ++retries_done_;
  const std::string what =
      options_.websocket ? "retrying to " + target() : std::string("retrying connection...");
  reporter_.state(Level::warning,
                  fmt::format("{} ({}/{}){}{}", what, retries_done_, options_.retry_count,
                              reason.empty() ? "" : ": ", reason));
  pause_.start(retry_pause);
}

// The path is taken by another program: the next attempt asks for another one.
void Client::path_is_busy(const std::string& reason) {
  if (retries_done_ >= options_.retry_count) {
    give_up(reason);
    return;
  }
  timeout_.cancel();
  ++retries_done_;
  const std::string next = fmt::format("{}-{}", path_, retries_done_);
  reporter_.state(Level::warning, fmt::format("\"{}\" already used, retrying with \"{}\" ({}/{})",
                                              path_, next, retries_done_, options_.retry_count));
  path_ = next;
  pause_.start(busy_path_pause);
}

void Client::give_up(const std::string& reason) {
  timeout_.cancel();
  resolution_.reset();
  std::string text = "Error: failed to connect to " + target();
  if (options_.retry_count > 0) {
    text += fmt::format(" (tried for {} seconds)", options_.retry_count / 2);
  }
  if (!reason.empty()) text += ": " + reason;
  reporter_.state(Level::error, text);
}

void Client::connection_ended(std::chrono::steady_clock::duration lasted) {
  if (stopped_) return;
  reporter_.state(options_.websocket ? Level::status : Level::warning,
                  "lost connection, retrying " + target());
  if (lasted < short_connection) {
    retries_done_ = 0;
    if (options_.websocket) path_ = options_.websocket->path;
    pause_.start(retry_pause);
  } else {
    begin_cycle();
  }
}

}  // namespace mmdagent::remote
