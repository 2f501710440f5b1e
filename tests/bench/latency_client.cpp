// Measures how long an answer takes, several kinds in turns within one run.
//
// latency_client SAMPLES PORT:KIND...
//   echo  sends BENCH|<n> and waits for the same line
//   move  sends MOVE_START|sample|<x>,0,0 and waits for MOVE_EVENT_START|sample
//   nats  publishes BENCH|<n> and waits for it as a subscriber, with a NATS server
//   redis the same with a Redis server, by two connections
// Prints one line for each kind: the microseconds of its samples in order. Between two samples it
// sleeps 1 to 3 ms.
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "latency_sockets.h"

namespace {

using Clock = std::chrono::steady_clock;

class Target {
 public:
  Target(std::uint16_t port, std::string_view kind)
      : kind_(kind), descriptor_(latency::connect_to(port)), sending_(descriptor_) {
    if (kind == "nats") {
      send(descriptor_, "CONNECT {\"verbose\":false}\r\nSUB bench 1\r\nPING\r\n");
      wait_for("PONG");
    } else if (kind == "redis") {
      sending_ = latency::connect_to(port);
      send(descriptor_, "SUBSCRIBE bench\r\n");
      wait_for(":1");
    }
  }

  void measure(int number) {
    const std::string wanted =
        kind_ == "move" ? "MOVE_EVENT_START|sample" : "BENCH|" + std::to_string(number);
    const std::string sent = question(number, wanted);
    forget_waiting();
    const auto start = Clock::now();
    send(sending_, sent);
    wait_for(wanted);
    samples_.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }

  void warm_up(int number) {
    measure(number);
    samples_.clear();
  }

  void print() const {
    for (const double sample : samples_) std::printf("%.2f ", sample);
    std::printf("\n");
  }

 private:
  std::string question(int number, const std::string& wanted) const {
    if (kind_ == "move") {
      return "MOVE_START|sample|" + std::to_string(number % 2 + 0.001 * number) + ",0,0\n";
    }
    if (kind_ == "nats") {
      return "PUB bench " + std::to_string(wanted.size()) + "\r\n" + wanted + "\r\n";
    }
    if (kind_ == "redis") return "PUBLISH bench " + wanted + "\r\n";
    return wanted + "\n";
  }

  static void send(int descriptor, std::string_view text) {
    latency::checked(static_cast<int>(::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL)),
                     "send");
  }

  void wait_for(std::string_view wanted) {
    while (next_line() != wanted) {
    }
  }

  // What came between two samples is no answer. The rest of a line that began there is none either.
  void forget_waiting() {
    char scrap[65'536];
    for (const int descriptor : {descriptor_, sending_}) {
      while (::recv(descriptor, scrap, sizeof(scrap), MSG_DONTWAIT) > 0) {
      }
    }
    received_.clear();
  }

  std::string next_line() {
    std::size_t end = received_.find('\n');
    while (end == std::string::npos) {
      char block[65'536];
      const ssize_t count = ::recv(descriptor_, block, sizeof(block), 0);
      if (count <= 0) {
        std::fprintf(stderr, "the connection ended\n");
        std::exit(1);
      }
      received_.append(block, static_cast<std::size_t>(count));
      end = received_.find('\n');
    }
    std::string line = received_.substr(0, end);
    received_.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  std::string kind_;
  int descriptor_;
  int sending_;
  std::string received_;
  std::vector<double> samples_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: latency_client SAMPLES PORT:KIND...\n");
    return 2;
  }
  const int samples = std::atoi(arguments[1]);
  std::vector<Target> targets;
  for (int index = 2; index < count; ++index) {
    const std::string_view text = arguments[index];
    targets.emplace_back(static_cast<std::uint16_t>(std::atoi(arguments[index])),
                         text.substr(text.find(':') + 1));
  }
  std::mt19937 random(1);
  std::uniform_int_distribution<int> pause(1'000, 3'000);
  for (int number = 0; number < 20; ++number) {
    for (Target& target : targets) target.warm_up(number);
  }
  for (int number = 0; number < samples; ++number) {
    for (Target& target : targets) {
      std::this_thread::sleep_for(std::chrono::microseconds(pause(random)));
      target.measure(number);
    }
  }
  for (const Target& target : targets) target.print();
  return 0;
}
