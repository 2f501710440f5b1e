// Whole messages from one or eight threads to one consumer: the inbound ring against other queues.
//   bench_ring [messages per run, default 2,000,000] [repetitions, default 5]
// Each queue carries the text itself; every consumer looks at each message's first and last byte.
// The best of the repetitions counts, since another process can only slow a run down.
#include <concurrentqueue/concurrentqueue.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "message/inbound_ring.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t inline_bytes = 240;
constexpr std::size_t slots = 16'384;
constexpr std::size_t batch = 256;

std::uint64_t look_at(std::string_view text) {
  return static_cast<unsigned char>(text.front()) + static_cast<unsigned char>(text.back());
}

// A message as a trivially copyable struct, which boost::lockfree::queue demands: short text lies
// inside, longer text in a block of its own.
struct PlainText {
  std::uint32_t length = 0;
  std::uint32_t padding = 0;
  union {
    char text[inline_bytes];
    char* block;
  };

  static PlainText of(std::string_view text) {
    PlainText result;
    result.length = static_cast<std::uint32_t>(text.size());
    if (text.size() > inline_bytes) result.block = static_cast<char*>(std::malloc(text.size()));
    std::memcpy(text.size() > inline_bytes ? result.block : result.text, text.data(), text.size());
    return result;
  }
  std::string_view view() const { return {length > inline_bytes ? block : text, length}; }
  void free_block() const {
    if (length > inline_bytes) std::free(block);
  }

  PlainText() {}  // leaves the text untouched
};

// The same with a copy of the used bytes only, for queues that take any type.
struct UsedText : PlainText {
  UsedText() = default;
  explicit UsedText(std::string_view text) : PlainText(of(text)) {}
  UsedText(const UsedText& other) : PlainText() { copy(other); }
  UsedText& operator=(const UsedText& other) {
    if (this != &other) copy(other);
    return *this;
  }

 private:
  void copy(const UsedText& other) {
    length = other.length;
    if (length > inline_bytes) {
      block = other.block;
    } else {
      std::memcpy(text, other.text, length);
    }
  }
};

struct OurRing {
  static constexpr const char* name = "InboundRing";
  static constexpr bool many_producers = true;
  mmdagent::InboundRing ring;

  bool push(std::string_view text) {
    return ring.try_push({mmdagent::RecordKind::message, mmdagent::Level::none, 0, text, {}}) ==
           mmdagent::PushResult::pushed;
  }
  std::size_t pop(std::uint64_t& sum) {
    return ring.drain(batch, [&](mmdagent::RecordView& record) { sum += look_at(record.text); });
  }
};

struct BoostQueue {
  static constexpr const char* name = "boost::lockfree::queue";
  static constexpr bool many_producers = true;
  boost::lockfree::queue<PlainText, boost::lockfree::capacity<slots>> queue;

  bool push(std::string_view text) {
    const PlainText message = PlainText::of(text);
    if (queue.bounded_push(message)) return true;
    message.free_block();
    return false;
  }
  std::size_t pop(std::uint64_t& sum) {
    std::size_t count = 0;
    PlainText message;
    while (count < batch && queue.pop(message)) {
      sum += look_at(message.view());
      message.free_block();
      ++count;
    }
    return count;
  }
};

struct BoostSpsc {
  static constexpr const char* name = "boost::lockfree::spsc_queue";
  static constexpr bool many_producers = false;
  std::unique_ptr<boost::lockfree::spsc_queue<UsedText, boost::lockfree::capacity<slots>>> queue =
      std::make_unique<boost::lockfree::spsc_queue<UsedText, boost::lockfree::capacity<slots>>>();

  bool push(std::string_view text) {
    const UsedText message(text);
    if (queue->push(message)) return true;
    message.free_block();
    return false;
  }
  std::size_t pop(std::uint64_t& sum) {
    return queue->consume_all([&](const UsedText& message) {
      sum += look_at(message.view());
      message.free_block();
    });
  }
};

// Unbounded by nature; bounded by a count of its own, as a server must.
struct Moodycamel {
  static constexpr const char* name = "moodycamel::ConcurrentQueue";
  static constexpr bool many_producers = true;
  moodycamel::ConcurrentQueue<UsedText> queue{slots};
  std::array<UsedText, batch> taken;

  bool push(std::string_view text) {
    if (queue.size_approx() >= slots) return false;
    return queue.enqueue(UsedText(text));
  }
  std::size_t pop(std::uint64_t& sum) {
    const std::size_t count = queue.try_dequeue_bulk(taken.begin(), batch);
    for (std::size_t i = 0; i < count; ++i) {
      sum += look_at(taken[i].view());
      taken[i].free_block();
    }
    return count;
  }
};

// One buffer of bytes behind a mutex; the consumer exchanges it for an empty one.
struct MutexSwap {
  static constexpr const char* name = "mutex, swap and drain";
  static constexpr bool many_producers = true;
  static constexpr std::size_t most_bytes = 16 * 1024 * 1024;
  std::mutex mutex;
  std::vector<char> filling;
  std::vector<char> draining;

  bool push(std::string_view text) {
    const auto length = static_cast<std::uint32_t>(text.size());
    const char* bytes = reinterpret_cast<const char*>(&length);
    const std::lock_guard lock(mutex);
    if (filling.size() > most_bytes) return false;
    filling.insert(filling.end(), bytes, bytes + sizeof length);
    filling.insert(filling.end(), text.begin(), text.end());
    return true;
  }
  std::size_t pop(std::uint64_t& sum) {
    draining.clear();
    {
      const std::lock_guard lock(mutex);
      filling.swap(draining);
    }
    std::size_t count = 0;
    for (std::size_t at = 0; at < draining.size(); ++count) {
      std::uint32_t length = 0;
      std::memcpy(&length, &draining[at], sizeof length);
      sum += look_at({&draining[at + sizeof length], length});
      at += sizeof length + length;
    }
    return count;
  }
};

// Millions of messages a second.
template <typename Queue>
double rate(std::size_t producers, std::size_t bytes, std::uint64_t messages) {
  const auto queue = std::make_unique<Queue>();
  const std::uint64_t each = messages / producers;
  const std::string text(bytes, 'm');
  std::barrier start(static_cast<std::ptrdiff_t>(producers + 1));
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < producers; ++id) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      for (std::uint64_t i = 0; i < each; ++i) {
        while (!queue->push(text)) std::this_thread::yield();
      }
    });
  }
  start.arrive_and_wait();
  const auto begin = Clock::now();
  std::uint64_t received = 0;
  std::uint64_t sum = 0;
  while (received < each * producers) {
    const std::size_t count = queue->pop(sum);
    received += count;
    if (count == 0) std::this_thread::yield();
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  for (auto& thread : threads) thread.join();
  if (sum != received * 2 * 'm') {
    std::fprintf(stderr, "%s: a message was damaged\n", Queue::name);
    std::exit(1);
  }
  return static_cast<double>(received) / seconds / 1e6;
}

struct Settings {
  std::uint64_t messages = 2'000'000;
  int repetitions = 5;
};

template <typename Queue>
void measure(std::size_t producers, std::size_t bytes, const Settings& settings, double& ours) {
  if (producers > 1 && !Queue::many_producers) return;
  // About as many bytes for long messages as for those of 240.
  const std::uint64_t messages =
      std::max<std::uint64_t>(20'000, settings.messages * 240 / std::max<std::size_t>(240, bytes));
  double best = 0.0;
  for (int i = 0; i < settings.repetitions; ++i) {
    best = std::max(best, rate<Queue>(producers, bytes, messages));
  }
  if (ours == 0.0) ours = best;
  std::printf("%6zu bytes  %zu producer%s  %-28s %9.3f M/s  %8.0f MB/s   ring/this %5.2f\n", bytes,
              producers, producers == 1 ? " " : "s", Queue::name, best,
              best * static_cast<double>(bytes), ours / best);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  if (argc > 1) settings.messages = std::strtoull(argv[1], nullptr, 10);
  if (argc > 2) settings.repetitions = std::atoi(argv[2]);
  for (const std::size_t producers : {1UL, 8UL}) {
    for (const std::size_t bytes : {16UL, 64UL, 240UL, 2'000UL, 60'000UL}) {
      double ours = 0.0;
      measure<OurRing>(producers, bytes, settings, ours);
      measure<BoostQueue>(producers, bytes, settings, ours);
      measure<BoostSpsc>(producers, bytes, settings, ours);
      measure<Moodycamel>(producers, bytes, settings, ours);
      measure<MutexSwap>(producers, bytes, settings, ours);
    }
  }
  return 0;
}
