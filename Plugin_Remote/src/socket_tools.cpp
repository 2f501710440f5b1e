#include "socket_tools.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

// Copies avoid reading a sockaddr_storage through another type.
template <class T>
T view_as(const sockaddr_storage& storage) noexcept {
  T address;
  std::memcpy(&address, &storage, sizeof(address));
  return address;
}

void set_option(int descriptor, int level, int name, int value) noexcept {
  ::setsockopt(descriptor, level, name, &value, sizeof(value));
}

bool is_loopback(in_addr address) noexcept {
  const std::uint32_t number = ntohl(address.s_addr);
  return (number >> 24) == 127 || number == INADDR_ANY;
}

in_addr mapped_address(const in6_addr& address) noexcept {
  in_addr mapped;
  std::memcpy(&mapped, &address.s6_addr[12], sizeof(mapped));
  return mapped;
}

}  // namespace

OwnedDescriptor& OwnedDescriptor::operator=(OwnedDescriptor&& other) noexcept {
  if (this == &other) return *this;
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = other.release();
  return *this;
}

OwnedDescriptor::~OwnedDescriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint16_t Address::port() const noexcept {
  return ntohs(family() == AF_INET6 ? view_as<sockaddr_in6>(storage).sin6_port
                                    : view_as<sockaddr_in>(storage).sin_port);
}

void Address::set_port(std::uint16_t port) noexcept {
  static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
  const in_port_t number = htons(port);
  std::memcpy(reinterpret_cast<char*>(&storage) + offsetof(sockaddr_in, sin_port), &number,
              sizeof(number));
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (family() == AF_INET) {
    const in_addr address = view_as<sockaddr_in>(storage).sin_addr;
    ::inet_ntop(AF_INET, &address, buffer.data(), buffer.size());
  } else {
    const in6_addr address = view_as<sockaddr_in6>(storage).sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
      const in_addr mapped = mapped_address(address);
      ::inet_ntop(AF_INET, &mapped, buffer.data(), buffer.size());
    } else {
      ::inet_ntop(AF_INET6, &address, buffer.data(), buffer.size());
    }
  }
  return buffer.data();
}

bool Address::reaches_this_machine() const noexcept {
  if (family() == AF_INET) return is_loopback(view_as<sockaddr_in>(storage).sin_addr);
  const in6_addr address = view_as<sockaddr_in6>(storage).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return is_loopback(mapped_address(address));
  return IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_UNSPECIFIED(&address);
}

bool Address::equals(const Address& other) const noexcept {
  return family() == other.family() && port() == other.port() && text() == other.text();
}

std::optional<Address> parse_address(const std::string& literal, std::uint16_t port) {
  Address address;
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (::inet_pton(AF_INET, literal.c_str(), &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    address.size = sizeof(four);
    std::memcpy(&address.storage, &four, sizeof(four));
  } else if (::inet_pton(AF_INET6, literal.c_str(), &six.sin6_addr) == 1) {
    six.sin6_family = AF_INET6;
    address.size = sizeof(six);
    std::memcpy(&address.storage, &six, sizeof(six));
  } else {
    return std::nullopt;
  }
  address.set_port(port);
  return address;
}

std::optional<Address> local_address(int descriptor) noexcept {
  Address address;
  if (::getsockname(descriptor, address.get(), &address.size) != 0) return std::nullopt;
  return address;
}

OwnedDescriptor open_stream_socket(int family) noexcept {
  return OwnedDescriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
}

void drain(int descriptor) noexcept {
  std::array<char, 16'384> scrap;
  for (int round = 0; round < 64; ++round) {
    if (::recv(descriptor, scrap.data(), scrap.size(), MSG_DONTWAIT) <= 0) return;
  }
}

double round_trip_us(int descriptor) noexcept {
  tcp_info info{};
  socklen_t size = sizeof(info);
  return ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_rtt : 0.0;
}

void set_connection_options(int descriptor) noexcept {
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, keepalive_idle_seconds);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, keepalive_interval_seconds);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, keepalive_probes);
}

}  // namespace mmdagent::remote
