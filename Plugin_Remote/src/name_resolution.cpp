#include "name_resolution.h"

#include <netdb.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <utility>

#include "socket_tools.h"
#include "wake_signal.h"

namespace mmdagent::remote {

// Shared with the thread that looks the name up.
struct NameResolution::State {
  std::mutex mutex;
  WakeSignal* signal = nullptr;  // null once nobody waits for the answer; under `mutex`
  std::atomic<bool> ready{false};
  std::vector<Address> addresses;  // the thread's until `ready`
};

namespace {

std::vector<Address> look_up(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  std::vector<Address> addresses;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return addresses;
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
  for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
    if (each->ai_family != AF_INET && each->ai_family != AF_INET6) continue;
    Address address;
    std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
    address.size = each->ai_addrlen;
    address.set_port(port);
    addresses.push_back(address);
  }
  std::ranges::stable_partition(addresses,
                                [](const Address& address) { return address.family() == AF_INET; });
  return addresses;
}

}  // namespace

NameResolution::NameResolution(const std::string& host, std::uint16_t port, WakeSignal& signal)
    : state_(std::make_shared<State>()) {
  if (host == "localhost") {
    state_->addresses = {*parse_address("127.0.0.1", port), *parse_address("::1", port)};
  } else if (const auto literal = parse_address(host, port)) {
    state_->addresses = {*literal};
  }
  if (!state_->addresses.empty()) {
    state_->ready.store(true);
    return;
  }
  state_->signal = &signal;
  thread_ = std::thread([state = state_, host, port] {
    std::vector<Address> addresses = look_up(host, port);
    const std::lock_guard lock(state->mutex);
    state->addresses = std::move(addresses);
    state->ready.store(true);
    if (state->signal != nullptr) state->signal->notify();
  });
}

NameResolution::~NameResolution() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->signal = nullptr;
  }
  if (is_ready()) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

bool NameResolution::is_ready() const noexcept { return state_->ready.load(); }

const std::vector<Address>& NameResolution::addresses() const noexcept { return state_->addresses; }

}  // namespace mmdagent::remote
