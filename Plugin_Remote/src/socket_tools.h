// Sockets and addresses, as the server and the client need them.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace mmdagent::remote {

// Closes the descriptor it holds.
class OwnedDescriptor {
 public:
  OwnedDescriptor() = default;
  explicit OwnedDescriptor(int descriptor) noexcept : descriptor_(descriptor) {}
  OwnedDescriptor(OwnedDescriptor&& other) noexcept : descriptor_(other.release()) {}
  OwnedDescriptor& operator=(OwnedDescriptor&& other) noexcept;
  ~OwnedDescriptor();

  int get() const noexcept { return descriptor_; }
  int release() noexcept { return std::exchange(descriptor_, -1); }
  explicit operator bool() const noexcept { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// An IPv4 or IPv6 address with its port.
struct Address {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);

  const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr* get() noexcept { return reinterpret_cast<sockaddr*>(&storage); }
  int family() const noexcept { return storage.ss_family; }
  std::uint16_t port() const noexcept;
  void set_port(std::uint16_t port) noexcept;
  // Without port; an IPv4 address mapped into IPv6 is written as IPv4.
  std::string text() const;
  // 127.0.0.0/8, ::1, and the unspecified addresses, which a connection takes for the same machine.
  bool reaches_this_machine() const noexcept;
  // The same address and port.
  bool equals(const Address& other) const noexcept;
};

// Nothing when the text is no IPv4 or IPv6 literal.
std::optional<Address> parse_address(const std::string& literal, std::uint16_t port);
std::optional<Address> local_address(int descriptor) noexcept;

// Non-blocking, closed on exec. Empty, with errno, on failure.
OwnedDescriptor open_stream_socket(int family) noexcept;

// Reads and forgets what has arrived, so that close() ends the connection in order instead of
// resetting it.
void drain(int descriptor) noexcept;

// The system's estimate of the time to the peer and back, microseconds; 0 when it has none.
double round_trip_us(int descriptor) noexcept;

// What every connection has: no delay for small writes, and a probe of silent peers.
void set_connection_options(int descriptor) noexcept;

}  // namespace mmdagent::remote
