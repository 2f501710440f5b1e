// flood_client PORT LINES: sends SEQ|<n>|… as fast as the socket takes it, then SEQ_END, reading
// what comes back meanwhile. Prints the arguments of SEQ_EVENT_END.
#include <poll.h>

#include <chrono>
#include <string>

#include "latency_sockets.h"

namespace {

// Lines of 20 to 60 bytes.
std::string numbered_lines(int count) {
  std::string text;
  for (int number = 0; number < count; ++number) {
    text += "SEQ|" + std::to_string(number) + "|";
    text.append(static_cast<std::size_t>(10 + number * 7 % 40), 'x').append(1, '\n');
  }
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: flood_client PORT LINES\n");
    return 2;
  }
  const int lines = std::atoi(arguments[2]);
  std::string text = numbered_lines(lines);
  const int descriptor = latency::connect_to(static_cast<std::uint16_t>(std::atoi(arguments[1])));
  const auto start = std::chrono::steady_clock::now().time_since_epoch();
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(start).count();
  text += "SEQ_END|" + std::to_string(lines) + "|" + std::to_string(nanoseconds) + "\n";
  std::string tail;
  std::size_t sent = 0;
  constexpr std::string_view wanted = "\nSEQ_EVENT_END|";
  for (;;) {
    pollfd entry{descriptor, static_cast<short>(sent < text.size() ? POLLIN | POLLOUT : POLLIN), 0};
    if (::poll(&entry, 1, 60'000) < 1) return 1;
    if ((entry.revents & POLLOUT) != 0) {
      const ssize_t part =
          ::send(descriptor, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (part > 0) sent += static_cast<std::size_t>(part);
    }
    if ((entry.revents & (POLLIN | POLLHUP)) == 0) continue;
    static char block[1 << 18];
    const ssize_t received = ::recv(descriptor, block, sizeof(block), MSG_DONTWAIT);
    if (received == 0) return 1;
    if (received < 0) continue;
    tail.append(block, static_cast<std::size_t>(received));
    const std::size_t found = tail.find(wanted);
    if (found == std::string::npos) {
      tail.erase(0, tail.size() - std::min<std::size_t>(tail.size(), 200));
      continue;
    }
    const std::size_t end = tail.find('\n', found + 1);
    if (end == std::string::npos) continue;
    const std::size_t begin = found + wanted.size();
    std::printf("%s\n", tail.substr(begin, end - begin).c_str());
    return 0;
  }
}
