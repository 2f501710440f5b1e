// Many producers at random pace against one consumer: nothing lost, nothing doubled, the order of
// each producer kept, progress every second.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "message/inbound_ring.h"
#include "support/stress_size.h"

namespace {

using mmdagent::AgentTask;
using mmdagent::InboundRing;
using mmdagent::Level;
using mmdagent::PushResult;
using mmdagent::Record;
using mmdagent::RecordKind;
using mmdagent::RecordView;
using namespace std::chrono_literals;

constexpr std::size_t producers = 8;

// `P<producer>` with `<number>:` and filling whose length and letter follow from the number.
std::size_t filling_length(std::uint64_t number) {
  if (number % 5'003 == 0) return 60'000;
  if (number % 101 == 0) return 2'000;
  return number * 7 % 260;
}

class SequenceTask : public AgentTask {
 public:
  SequenceTask(std::uint64_t number, std::atomic<std::uint64_t>& sum)
      : number_(number), sum_(sum) {}
  void run() override { sum_ += number_; }

 private:
  std::uint64_t number_;
  std::atomic<std::uint64_t>& sum_;
};

struct Stress {
  explicit Stress(const mmdagent::InboundRingSizes& sizes) : ring(sizes) {}

  InboundRing ring;
  std::uint64_t per_producer = 0;
  std::atomic<std::uint64_t> task_sum{0};
  std::atomic<std::uint64_t> wakes{0};

  void pause_sometimes(std::minstd_rand& random) const {
    const auto roll = random() % 20'000;
    if (roll == 0) std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
    if (roll < 20) std::this_thread::yield();
  }

  // Producers take the three ways in turn: waiting, trying with a space signal, tasks.
  void produce(std::size_t id) {
    std::minstd_rand random(static_cast<unsigned>(id + 1));
    std::atomic<std::uint32_t> space{0};
    auto signal = ring.add_space_signal({[](void* context) noexcept {
                                           auto& epoch =
                                               *static_cast<std::atomic<std::uint32_t>*>(context);
                                           ++epoch;
                                           epoch.notify_all();
                                         },
                                         &space});
    const std::string type = "P" + std::to_string(id);
    std::string args;
    for (std::uint64_t number = 0; number < per_producer; ++number) {
      pause_sometimes(random);
      if (number % 1'009 == 1'008) {
        ASSERT_EQ(ring.push_or_stop(std::make_unique<SequenceTask>(number, task_sum),
                                    static_cast<std::uint16_t>(id), {}),
                  PushResult::pushed);
        continue;
      }
      args = std::to_string(number) + ":";
      args.append(filling_length(number), static_cast<char>('a' + number % 26));
      const Record record{RecordKind::message, Level::none, static_cast<std::uint16_t>(id), type,
                          args};
      if (id % 2 == 0) {
        ASSERT_EQ(ring.push_or_stop(record, {}), PushResult::pushed);
        continue;
      }
      for (;;) {
        const std::uint32_t seen = space.load();
        if (ring.try_push_or_signal(record, *signal) == PushResult::pushed) break;
        space.wait(seen);
      }
    }
  }

  std::array<std::uint64_t, producers> next{};

  void check(RecordView& record) {
    std::uint64_t& expected = next[record.module];
    if (record.kind == RecordKind::task) {
      ASSERT_EQ(expected % 1'009, 1'008U);
      record.task->run();
    } else {
      ASSERT_EQ(record.type(), "P" + std::to_string(record.module));
      const std::string_view args = record.args();
      const std::size_t colon = args.find(':');
      ASSERT_EQ(args.substr(0, colon), std::to_string(expected));
      const std::string_view filling = args.substr(colon + 1);
      ASSERT_EQ(filling.size(), filling_length(expected));
      const char letter = static_cast<char>('a' + expected % 26);
      ASSERT_EQ(filling.find_first_not_of(letter), std::string_view::npos);
    }
    ++expected;
  }

  void consume(std::uint64_t total) {
    std::minstd_rand random(99);
    std::uint64_t received = 0;
    while (received < total && !testing::Test::HasFatalFailure()) {
      received += ring.drain(1 + random() % 2'000, [&](RecordView& record) { check(record); });
      if (random() % 5'000 == 0) std::this_thread::sleep_for(200us);
      if (received < total && ring.empty()) {
        ASSERT_NE(ring.wait_until(InboundRing::Clock::now() + 1s),
                  InboundRing::WaitResult::deadline)
            << "no progress for a second after " << received << " records";
      }
    }
    EXPECT_EQ(received, total);
  }
};

void run(const mmdagent::InboundRingSizes& sizes, std::uint64_t messages) {
  Stress stress(sizes);
  stress.per_producer = messages / producers;
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < producers; ++id) {
    threads.emplace_back([&stress, id] { stress.produce(id); });
  }
  stress.consume(stress.per_producer * producers);
  if (testing::Test::HasFatalFailure()) std::abort();  // producers would wait for ever
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(stress.ring.empty());
  std::uint64_t tasks = 0;
  for (std::uint64_t number = 1'008; number < stress.per_producer; number += 1'009) tasks += number;
  EXPECT_EQ(stress.task_sum, tasks * producers);
}

TEST(InboundRingStress, NothingIsLostWithRoom) { run({}, test_support::stress_messages() / 2); }

// So small that producers find it full all the time, slots and blocks alike.
TEST(InboundRingStress, NothingIsLostWhenFull) {
  run({64, {4, 2, 1}}, test_support::stress_messages() / 2);
}

}  // namespace
