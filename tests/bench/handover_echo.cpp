// The hand-over floor: the smallest program of our shape. A socket thread receives and hands the
// bytes to a second thread through an eventfd; that one hands them back through another; the socket
// thread sends them. One message is on its way at a time.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <thread>

#include "latency_sockets.h"

namespace {

// One message on its way, written by one side before it signals the other.
struct Slot {
  std::array<char, 65'536> bytes;
  std::atomic<std::size_t> size{0};
};

void signal(int descriptor) {
  const std::uint64_t one = 1;
  (void)!::write(descriptor, &one, sizeof(one));
}

void clear(int descriptor) {
  std::uint64_t count = 0;
  (void)!::read(descriptor, &count, sizeof(count));
}

}  // namespace

int main() {
  const int peer = latency::accept_one();
  const int there = latency::checked(::eventfd(0, EFD_NONBLOCK), "eventfd");
  const int back = latency::checked(::eventfd(0, EFD_NONBLOCK), "eventfd");
  static Slot received;
  static Slot answered;
  std::thread second([&] {
    for (;;) {
      pollfd entry{there, POLLIN, 0};
      if (::poll(&entry, 1, -1) < 1) continue;
      clear(there);
      const std::size_t size = received.size.load(std::memory_order_acquire);
      std::memcpy(answered.bytes.data(), received.bytes.data(), size);
      answered.size.store(size, std::memory_order_release);
      signal(back);
    }
  });
  second.detach();
  const int poller = latency::checked(::epoll_create1(0), "epoll_create1");
  for (const int descriptor : {peer, back}) {
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.fd = descriptor;
    latency::checked(::epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &wanted), "epoll_ctl");
  }
  for (;;) {
    epoll_event event{};
    if (::epoll_wait(poller, &event, 1, -1) < 1) continue;
    if (event.data.fd == back) {
      clear(back);
      const std::size_t size = answered.size.load(std::memory_order_acquire);
      if (::send(peer, answered.bytes.data(), size, MSG_NOSIGNAL) < 0) std::_Exit(0);
      continue;
    }
    const ssize_t count = ::recv(peer, received.bytes.data(), received.bytes.size(), 0);
    if (count <= 0) std::_Exit(0);
    received.size.store(static_cast<std::size_t>(count), std::memory_order_release);
    signal(there);
  }
}
