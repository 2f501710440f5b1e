// What the latency programs share: a loopback socket, and errors that end the program.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace latency {

inline int checked(int result, const char* what) {
  if (result >= 0) return result;
  std::perror(what);
  std::exit(1);
}

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

inline void no_delay(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

inline int connect_to(std::uint16_t port) {
  const int descriptor = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  const sockaddr_in address = loopback(port);
  checked(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)),
          "connect");
  no_delay(descriptor);
  return descriptor;
}

// Prints the port, accepts one peer, non-blocking.
inline int accept_one() {
  const int listener = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  checked(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), "bind");
  checked(::listen(listener, 1), "listen");
  checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  std::printf("%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  const int peer = checked(::accept(listener, nullptr, nullptr), "accept");
  ::close(listener);
  no_delay(peer);
  checked(::fcntl(peer, F_SETFL, O_NONBLOCK), "fcntl");
  return peer;
}

}  // namespace latency
