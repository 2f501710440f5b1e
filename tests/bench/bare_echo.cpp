// The bare echo: one thread, epoll, what comes goes back. The least a socket program can do.
#include <sys/epoll.h>

#include <array>

#include "latency_sockets.h"

int main() {
  const int peer = latency::accept_one();
  const int poller = latency::checked(::epoll_create1(0), "epoll_create1");
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  latency::checked(::epoll_ctl(poller, EPOLL_CTL_ADD, peer, &wanted), "epoll_ctl");
  std::array<char, 65'536> buffer;
  for (;;) {
    epoll_event event{};
    if (::epoll_wait(poller, &event, 1, -1) < 1) continue;
    const ssize_t count = ::recv(peer, buffer.data(), buffer.size(), 0);
    if (count <= 0) return 0;
    if (::send(peer, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) < 0) return 0;
  }
}
