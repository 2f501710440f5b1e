// One process of a throughput measurement; numbered_lines.h says what travels.
//
//   throughput_client push PORT SECONDS        sends as fast as the socket takes, reads what comes
//                                              back; prints LINES ERRORS SKIPPED NANOSECONDS as the
//                                              plugin has them, then as the echo has them
//   throughput_client feed PORT SECONDS WINDOW sends so many lines at most ahead of what came back;
//                                              prints as `read` does
//   throughput_client feed PORT SECONDS nats   the same into NATS, which answers PINGs on the way
//   throughput_client read PORT [nats]         prints "ready", then at the end
//                                              LINES ERRORS SKIPPED MARK END (nanoseconds)
// `feed` begins when a line comes on standard input. One second of warm-up comes before the mark.
#include <poll.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "latency_sockets.h"
#include "numbered_lines.h"

namespace {

using numbered::Framing;
using numbered::LineChecker;
using numbered::LineMaker;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::size_t block_lines = 1'000;
constexpr std::uint64_t lines_per_ping = 8'192;
constexpr std::uint64_t pings_on_the_way = 4;

void set_non_blocking(int descriptor) {
  latency::checked(::fcntl(descriptor, F_SETFL, O_NONBLOCK), "fcntl");
}

// Takes what there is. False at the end of the connection.
bool receive(int descriptor, LineChecker& checker) {
  static char block[1 << 18];
  const ssize_t count = ::recv(descriptor, block, sizeof(block), MSG_DONTWAIT);
  if (count > 0) checker.feed({block, static_cast<std::size_t>(count)});
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

void wait_for(int descriptor, short events) {
  pollfd entry{descriptor, events, 0};
  if (latency::checked(::poll(&entry, 1, 60'000), "poll") == 0) {
    std::fprintf(stderr, "nothing happened for a minute\n");
    std::exit(1);
  }
}

void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

void send_all(int descriptor, std::string_view text, LineChecker& checker) {
  while (!text.empty()) {
    const ssize_t count = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    if (text.empty()) break;
    wait_for(descriptor, POLLIN | POLLOUT);
    require(receive(descriptor, checker), "the connection ended");
  }
}

int connect_to_nats(std::uint16_t port, LineChecker& checker, std::string_view subscription) {
  const int descriptor = latency::connect_to(port);
  set_non_blocking(descriptor);
  std::string text = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";
  text.append(subscription).append("PING\r\n");
  send_all(descriptor, text, checker);
  while (checker.pongs() == 0) {
    wait_for(descriptor, POLLIN);
    require(receive(descriptor, checker), "the broker ended the connection");
  }
  return descriptor;
}

// Sends lines, the mark after a second, and the end after `seconds` more.
class Sender {
 public:
  Sender(int descriptor, Framing framing, LineChecker& checker)
      : descriptor_(descriptor), framing_(framing), checker_(checker), maker_(framing) {}

  // `may_go_on` says how many more lines may be sent now.
  template <typename Allowed>
  void run(double seconds, Allowed&& allowed) {
    const std::int64_t start = numbered::nanoseconds();
    const std::int64_t mark = start + second;
    const std::int64_t end = mark + static_cast<std::int64_t>(seconds * second);
    bool marked = false;
    for (std::int64_t now = start; now < end; now = numbered::nanoseconds()) {
      const std::size_t lines = std::min<std::size_t>(allowed(maker_.count()), block_lines);
      if (lines == 0) {
        wait_for(descriptor_, POLLIN);
        require(receive(descriptor_, checker_), "the connection ended");
        continue;
      }
      block_.clear();
      if (!marked && now >= mark) {
        word("SEQ_MARK");
        marked = true;
      }
      for (std::size_t i = 0; i < lines; ++i) append();
      send_all(descriptor_, block_, checker_);
      receive(descriptor_, checker_);
    }
    block_.clear();
    word("SEQ_END");
    send_all(descriptor_, block_, checker_);
  }

  std::uint64_t pings() const { return pings_; }

 private:
  void append() {
    maker_.append_line(block_);
    if (framing_ == Framing::nats && maker_.count() % lines_per_ping == 0) ping();
  }
  void word(std::string_view text) {
    maker_.append_word(block_, text);
    if (framing_ == Framing::nats) ping();
  }
  void ping() {
    block_ += "PING\r\n";
    ++pings_;
  }

  int descriptor_;
  Framing framing_;
  LineChecker& checker_;
  LineMaker maker_;
  std::string block_;
  std::uint64_t pings_ = 0;
};

void read_until(int descriptor, LineChecker& checker, auto&& done) {
  while (!done()) {
    wait_for(descriptor, POLLIN);
    require(receive(descriptor, checker), "the connection ended before the last line");
  }
}

int push(std::uint16_t port, double seconds) {
  LineChecker checker(Framing::plain);
  const int descriptor = latency::connect_to(port);
  set_non_blocking(descriptor);
  Sender sender(descriptor, Framing::plain, checker);
  sender.run(seconds, [](std::uint64_t) { return block_lines; });
  read_until(descriptor, checker, [&] { return !checker.told().empty(); });
  // The plugin's count. With an echo, that of what came back must agree.
  const bool echoed = checker.end_time() != 0;
  std::printf("%s\n", checker.told().c_str());
  if (echoed) {
    std::printf("%llu|%llu|%llu|%lld\n", static_cast<unsigned long long>(checker.lines()),
                static_cast<unsigned long long>(checker.errors()),
                static_cast<unsigned long long>(checker.skipped()),
                static_cast<long long>(checker.end_time() - checker.mark_time()));
  }
  return 0;
}

void wait_for_the_word() {
  char line[16];
  require(std::fgets(line, sizeof(line), stdin) != nullptr, "standard input ended");
}

void print(const LineChecker& checker) {
  std::printf("%llu|%llu|%llu|%lld|%lld\n", static_cast<unsigned long long>(checker.lines()),
              static_cast<unsigned long long>(checker.errors()),
              static_cast<unsigned long long>(checker.skipped()),
              static_cast<long long>(checker.mark_time()),
              static_cast<long long>(checker.end_time()));
}

int feed(std::uint16_t port, double seconds, std::uint64_t window) {
  LineChecker checker(Framing::plain);
  const int descriptor = latency::connect_to(port);
  set_non_blocking(descriptor);
  wait_for_the_word();
  Sender sender(descriptor, Framing::plain, checker);
  sender.run(seconds, [&](std::uint64_t sent) {
    const std::uint64_t on_the_way = sent - checker.next();
    return on_the_way < window ? window - on_the_way : 0;
  });
  read_until(descriptor, checker, [&] { return checker.end_time() != 0; });
  print(checker);
  return 0;
}

int feed_nats(std::uint16_t port, double seconds) {
  LineChecker checker(Framing::nats);
  const int descriptor = connect_to_nats(port, checker, "");
  wait_for_the_word();
  Sender sender(descriptor, Framing::nats, checker);
  const std::uint64_t first = checker.pongs();
  sender.run(seconds, [&](std::uint64_t) {
    return sender.pings() - (checker.pongs() - first) < pings_on_the_way ? block_lines : 0;
  });
  read_until(descriptor, checker, [&] { return checker.pongs() - first >= sender.pings(); });
  return 0;
}

int read(std::uint16_t port, Framing framing) {
  LineChecker checker(framing);
  const int descriptor = framing == Framing::nats ? connect_to_nats(port, checker, "SUB seq 1\r\n")
                                                  : latency::connect_to(port);
  if (framing == Framing::plain) {
    // Its own event is the first line; from there on nothing is missed.
    wait_for(descriptor, POLLIN);
    require(receive(descriptor, checker), "the connection ended");
  }
  std::printf("ready\n");
  std::fflush(stdout);
  read_until(descriptor, checker, [&] { return checker.end_time() != 0; });
  print(checker);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view kind = count > 2 ? arguments[1] : "";
  const bool nats = count > 3 && std::strcmp(arguments[count - 1], "nats") == 0;
  const auto port = static_cast<std::uint16_t>(count > 2 ? std::atoi(arguments[2]) : 0);
  if (kind == "read") return read(port, nats ? Framing::nats : Framing::plain);
  if (count > 3 && (kind == "push" || kind == "feed")) {
    const double seconds = std::atof(arguments[3]);
    if (kind == "push") return push(port, seconds);
    if (nats) return feed_nats(port, seconds);
    if (count > 4) return feed(port, seconds, std::strtoull(arguments[4], nullptr, 10));
  }
  std::fprintf(stderr, "usage: throughput_client push|feed|read PORT [SECONDS] [WINDOW|nats]\n");
  return 2;
}
