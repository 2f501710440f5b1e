// load_client PORT PEERS RATE: so many connections, each sending LOAD|<n> so often in a second,
// spread evenly, and reading everything that comes. Prints "ready"; ends with its standard input,
// then prints how many lines it sent.
#include <poll.h>

#include <chrono>
#include <string>
#include <vector>

#include "latency_sockets.h"

namespace {

using Clock = std::chrono::steady_clock;

void discard(int descriptor) {
  static char scrap[1 << 16];
  while (::recv(descriptor, scrap, sizeof(scrap), MSG_DONTWAIT) > 0) {
  }
}

timespec time_until(Clock::time_point moment) {
  const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(moment - Clock::now());
  if (left.count() <= 0) return {0, 0};
  return {static_cast<time_t>(left.count() / 1'000'000'000),
          static_cast<long>(left.count() % 1'000'000'000)};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: load_client PORT PEERS RATE\n");
    return 2;
  }
  const auto peers = static_cast<std::size_t>(std::atoi(arguments[2]));
  std::vector<pollfd> entries{{0, POLLIN, 0}};
  for (std::size_t i = 0; i < peers; ++i) {
    const auto port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    entries.push_back({latency::connect_to(port), POLLIN, 0});
  }
  std::printf("ready\n");
  std::fflush(stdout);
  const auto interval = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(1.0 / (static_cast<double>(peers) * std::atof(arguments[3]))));
  unsigned long sent = 0;
  for (auto next = Clock::now();;) {
    for (; Clock::now() >= next; next += interval) {
      const std::string line = "LOAD|" + std::to_string(sent) + "|some forty bytes of a message\n";
      const int descriptor = entries[1 + sent % peers].fd;
      latency::checked(static_cast<int>(::send(descriptor, line.data(), line.size(), MSG_NOSIGNAL)),
                       "send");
      ++sent;
    }
    const timespec left = time_until(next);
    if (::ppoll(entries.data(), entries.size(), &left, nullptr) < 1) continue;
    if (entries[0].revents != 0) break;
    for (std::size_t i = 1; i < entries.size(); ++i) {
      if (entries[i].revents != 0) discard(entries[i].fd);
    }
  }
  std::printf("%lu\n", sent);
  return 0;
}
