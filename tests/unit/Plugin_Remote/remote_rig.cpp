#include "remote_rig.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

#include "network_thread.h"
#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

constexpr int wait_ms = 10'000;

bool wait_readable(int descriptor, int timeout_ms) {
  pollfd entry{descriptor, POLLIN, 0};
  return ::poll(&entry, 1, timeout_ms) > 0;
}

}  // namespace

TestPeer& TestPeer::operator=(TestPeer&& other) noexcept {
  close();
  descriptor_ = std::exchange(other.descriptor_, -1);
  received_ = std::move(other.received_);
  return *this;
}

TestPeer TestPeer::connect(std::uint16_t port, const std::string& address) {
  const auto target = parse_address(address, port);
  const int descriptor = ::socket(target->family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(descriptor, target->get(), target->size) != 0) {
    ::close(descriptor);
    return TestPeer(-1);
  }
  set_connection_options(descriptor);
  return TestPeer(descriptor);
}

void TestPeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TestPeer::send_bytewise(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    send(bytes.substr(at, 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

bool TestPeer::receive() {
  std::array<char, 65'536> buffer;
  if (descriptor_ < 0 || !wait_readable(descriptor_, wait_ms)) return false;
  const ssize_t count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
  if (count <= 0) {
    close();
    return false;
  }
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::string TestPeer::line() {
  std::size_t end = received_.find('\n');
  while (end == std::string::npos) {
    const std::size_t before = received_.size();
    if (!receive()) return is_connected() ? "TIMEOUT" : "EOF";
    end = received_.find('\n', before);
  }
  std::string text = received_.substr(0, end);
  received_.erase(0, end + 1);
  return text;
}

bool TestPeer::wait_line(std::string_view wanted) {
  for (;;) {
    const std::string text = line();
    if (text == wanted) return true;
    if (text == "EOF" || text == "TIMEOUT") return false;
  }
}

std::string TestPeer::rest() {
  while (receive()) {
  }
  return std::exchange(received_, {});
}

bool TestPeer::at_end() {
  rest();
  return !is_connected();
}

void TestPeer::close() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void TestPeer::reset() noexcept {
  const linger now{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  close();
}

void TestPeer::end_sending() noexcept { ::shutdown(descriptor_, SHUT_WR); }

TestListener::TestListener(std::uint16_t port, const std::string& address) {
  const auto own = parse_address(address, port);
  descriptor_ = ::socket(own->family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(descriptor_, own->get(), own->size) == 0 && ::listen(descriptor_, 8) == 0) {
    port_ = local_address(descriptor_)->port();
  }
}

TestListener::~TestListener() { ::close(descriptor_); }

TestPeer TestListener::accept(int timeout_ms) {
  if (!wait_readable(descriptor_, timeout_ms)) return TestPeer(-1);
  return TestPeer(::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
}

RemoteRig::RemoteRig(const Settings& settings, std::size_t capacity) : host(capacity) {
  for (const auto& [key, value] : settings) {
    host.set("Plugin_Remote_" + std::string(key), value);
  }
  host.on_agent([this] {
    service_ = std::make_unique<RemoteService>(host);
    service_->start();
  });
  host.wait_until([this] {
    bool opened = false;
    host.on_agent([&] {
      const NetworkThread* network = service_->network();
      opened = network == nullptr || network->is_running() || network->is_finished();
      if (opened && network != nullptr) port_ = network->listening_port();
    });
    return opened;
  });
  host.set_hooks([this](const Message& message) { service_->message(message); },
                 [this] { service_->update(0.15); });
  bool is_active = false;
  host.on_agent([&] { is_active = service_->network() != nullptr; });
  if (is_active) host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote");
}

RemoteRig::~RemoteRig() { stop(); }

void RemoteRig::stop() {
  host.set_hooks({}, {});
  host.on_agent([this] {
    if (service_ != nullptr) service_->stop();
    service_.reset();
  });
}

std::uint16_t RemoteRig::port() const { return port_; }

TestPeer RemoteRig::connect() {
  TestPeer peer = TestPeer::connect(port_);
  if (peer.line() != "REMOTE_EVENT_CONNECTED|127.0.0.1") return TestPeer(-1);
  return peer;
}

}  // namespace mmdagent::remote
