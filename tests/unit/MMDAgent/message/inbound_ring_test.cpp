#include "message/inbound_ring.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using mmdagent::AgentTask;
using mmdagent::InboundRing;
using mmdagent::InboundRingSizes;
using mmdagent::Level;
using mmdagent::PushResult;
using mmdagent::Record;
using mmdagent::RecordKind;
using mmdagent::RecordView;
using namespace std::chrono_literals;

constexpr auto everything = InboundRing::unlimited;

InboundRingSizes small_ring(std::size_t slots) { return {slots, {2, 1, 1}}; }

Record message(std::string_view type, std::string_view args = {}, std::uint16_t module = 0) {
  return {RecordKind::message, Level::none, module, type, args};
}

std::vector<std::string> drained(InboundRing& ring, std::size_t max = everything) {
  std::vector<std::string> texts;
  ring.drain(max, [&](RecordView& record) { texts.emplace_back(record.text); });
  return texts;
}

class CountedTask : public AgentTask {
 public:
  CountedTask(std::atomic<int>& ran, std::atomic<int>& gone) : ran_(ran), gone_(gone) {}
  ~CountedTask() override { ++gone_; }
  void run() override { ++ran_; }

 private:
  std::atomic<int>& ran_;
  std::atomic<int>& gone_;
};

TEST(InboundRing, DeliversWholeRecordsInOrder) {
  InboundRing ring;
  ASSERT_EQ(ring.try_push(message("MODEL_ADD", "a|b.pmd", 3)), PushResult::pushed);
  ASSERT_EQ(ring.try_push(message("TEST")), PushResult::pushed);
  ASSERT_EQ(ring.try_push({RecordKind::log, Level::warning, 7, "a|text", {}}), PushResult::pushed);
  int seen = 0;
  EXPECT_EQ(ring.drain(everything,
                       [&](RecordView& record) {
                         switch (seen++) {
                           case 0:
                             EXPECT_EQ(record.kind, RecordKind::message);
                             EXPECT_EQ(record.text, "MODEL_ADD|a|b.pmd");
                             EXPECT_EQ(record.type(), "MODEL_ADD");
                             EXPECT_EQ(record.args(), "a|b.pmd");
                             EXPECT_EQ(record.module, 3);
                             break;
                           case 1:
                             EXPECT_EQ(record.text, "TEST");
                             EXPECT_EQ(record.args(), "");
                             break;
                           default:
                             EXPECT_EQ(record.kind, RecordKind::log);
                             EXPECT_EQ(record.level, Level::warning);
                             EXPECT_EQ(record.module, 7);
                             EXPECT_EQ(record.text, "a|text");
                         }
                       }),
            3U);
  EXPECT_TRUE(ring.empty());
}

TEST(InboundRing, KeepsTextOfEveryLengthUpToTheLimit) {
  InboundRing ring;
  for (const std::size_t length : {0UL, 1UL, 239UL, 240UL, 241UL, 2048UL, 2049UL, 8192UL, 8193UL,
                                   60'000UL, mmdagent::max_message_bytes - 2}) {
    std::string args(length, 'x');
    for (std::size_t i = 0; i < length; ++i) args[i] = static_cast<char>('a' + i % 23);
    ASSERT_EQ(ring.try_push(message("T", args)), PushResult::pushed);
    EXPECT_EQ(drained(ring), std::vector<std::string>{length == 0 ? "T" : "T|" + args});
  }
}

TEST(InboundRing, RefusesTextBeyondTheLimit) {
  InboundRing ring;
  const std::string args(mmdagent::max_message_bytes - 1, 'x');
  EXPECT_EQ(ring.try_push(message("T", args)), PushResult::too_long);
  EXPECT_EQ(ring.push_or_stop(message("T", args), {}), PushResult::too_long);
  EXPECT_TRUE(ring.empty());
}

TEST(InboundRing, ANumberOfSlotsThatIsNoPowerOfTwoIsRefused) {
  EXPECT_THROW(InboundRing(small_ring(12)), std::invalid_argument);
}

TEST(InboundRing, FullOfSlotsChangesNothing) {
  InboundRing ring(small_ring(4));
  for (const char* text : {"A", "B", "C", "D"}) {
    ASSERT_EQ(ring.try_push(message(text)), PushResult::pushed);
  }
  EXPECT_EQ(ring.try_push(message("E")), PushResult::full);
  EXPECT_EQ(ring.try_push(message("E", std::string(1'000, 'x'))), PushResult::full);
  EXPECT_EQ(drained(ring, 1), (std::vector<std::string>{"A"}));
  EXPECT_EQ(ring.try_push(message("E")), PushResult::pushed);
  EXPECT_EQ(drained(ring), (std::vector<std::string>{"B", "C", "D", "E"}));
  // The block of the refused long record was given back: all four are there.
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(ring.try_push(message("L", std::string(1'000, 'x'))), PushResult::pushed);
  }
}

TEST(InboundRing, FullOfBytesStillTakesShortRecords) {
  InboundRing ring(small_ring(16));
  const std::string args(1'000, 'x');
  for (int i = 0; i < 4; ++i) ASSERT_EQ(ring.try_push(message("L", args)), PushResult::pushed);
  EXPECT_EQ(ring.try_push(message("L", args)), PushResult::full);
  EXPECT_EQ(ring.try_push(message("S")), PushResult::pushed);
  EXPECT_EQ(drained(ring).size(), 5U);
  EXPECT_EQ(ring.try_push(message("L", args)), PushResult::pushed);
}

TEST(InboundRing, HoldsSixteenThousandRecordsByDefault) {
  InboundRing ring;
  std::size_t pushed = 0;
  while (ring.try_push(message("FILL")) == PushResult::pushed) ++pushed;
  EXPECT_EQ(pushed, mmdagent::limits::inbound_slots);
  EXPECT_EQ(drained(ring).size(), pushed);
}

TEST(InboundRing, ACallbackMayEndTheDrain) {
  InboundRing ring;
  for (const char* text : {"A", "B", "C"}) {
    ASSERT_EQ(ring.try_push(message(text)), PushResult::pushed);
  }
  EXPECT_EQ(ring.drain(everything, [](RecordView& record) { return record.text != "B"; }), 2U);
  EXPECT_EQ(drained(ring), (std::vector<std::string>{"C"}));
}

TEST(InboundRing, ARecordWhoseCallbackThrewIsDelivered) {
  InboundRing ring;
  ASSERT_EQ(ring.try_push(message("A")), PushResult::pushed);
  ASSERT_EQ(ring.try_push(message("B")), PushResult::pushed);
  EXPECT_THROW(ring.drain(1, [](RecordView&) { throw std::runtime_error("handler"); }),
               std::runtime_error);
  EXPECT_EQ(drained(ring), (std::vector<std::string>{"B"}));
}

TEST(InboundRing, TasksRunOrAreDestroyedWithTheRing) {
  std::atomic<int> ran{0};
  std::atomic<int> gone{0};
  {
    InboundRing ring(small_ring(2));
    std::unique_ptr<AgentTask> first = std::make_unique<CountedTask>(ran, gone);
    std::unique_ptr<AgentTask> second = std::make_unique<CountedTask>(ran, gone);
    std::unique_ptr<AgentTask> third = std::make_unique<CountedTask>(ran, gone);
    ASSERT_EQ(ring.try_push(first, 1), PushResult::pushed);
    EXPECT_EQ(first, nullptr);
    ASSERT_EQ(ring.try_push(second, 1), PushResult::pushed);
    EXPECT_EQ(ring.try_push(third, 1), PushResult::full);
    EXPECT_NE(third, nullptr);
    ring.drain(1, [](RecordView& record) {
      ASSERT_EQ(record.kind, RecordKind::task);
      record.task->run();
    });
    EXPECT_EQ(ran, 1);
    EXPECT_EQ(gone, 1);
  }
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(gone, 3);
}

TEST(InboundRing, WaitEndsAtTheDeadline) {
  InboundRing ring;
  const auto start = InboundRing::Clock::now();
  EXPECT_EQ(ring.wait_until(start + 20ms), InboundRing::WaitResult::deadline);
  EXPECT_GE(InboundRing::Clock::now() - start, 20ms);
  EXPECT_EQ(ring.wait_until(start), InboundRing::WaitResult::deadline);
}

TEST(InboundRing, WaitSeesARecordThatIsThereAlready) {
  InboundRing ring;
  ASSERT_EQ(ring.try_push(message("A")), PushResult::pushed);
  EXPECT_EQ(ring.wait_until(std::nullopt), InboundRing::WaitResult::records);
}

TEST(InboundRing, APushAndAWakeEndTheSleep) {
  InboundRing ring;
  std::thread producer([&ring] {
    std::this_thread::sleep_for(10ms);
    EXPECT_EQ(ring.try_push(message("A")), PushResult::pushed);
  });
  EXPECT_EQ(ring.wait_until(std::nullopt), InboundRing::WaitResult::records);
  producer.join();
  EXPECT_EQ(drained(ring).size(), 1U);
  std::thread waker([&ring] {
    std::this_thread::sleep_for(10ms);
    ring.wake();
  });
  EXPECT_EQ(ring.wait_until(std::nullopt), InboundRing::WaitResult::woken);
  waker.join();
}

TEST(InboundRing, AWakeBeforeTheSleepIsNotLost) {
  InboundRing ring;
  ring.wake();
  EXPECT_EQ(ring.wait_until(std::nullopt), InboundRing::WaitResult::woken);
  EXPECT_EQ(ring.wait_until(InboundRing::Clock::now() + 1ms), InboundRing::WaitResult::deadline);
}

std::atomic<InboundRing*> ring_of_handler{nullptr};

TEST(InboundRing, WakesFromASignalHandler) {
  InboundRing ring;
  ring_of_handler = &ring;
  const auto previous = std::signal(SIGUSR1, [](int) { ring_of_handler.load()->wake(); });
  std::raise(SIGUSR1);
  EXPECT_EQ(ring.wait_until(std::nullopt), InboundRing::WaitResult::woken);
  std::signal(SIGUSR1, previous);
}

// Back and forth, one record at a time, so that each hand-over meets a sleeping consumer.
TEST(InboundRing, NoWakeUpIsLostBetweenPushAndSleep) {
  InboundRing ring;
  InboundRing back;
  constexpr int rounds = 20'000;
  std::thread peer([&] {
    for (int i = 0; i < rounds; ++i) {
      while (back.drain(1, [](RecordView&) {}) == 0) back.wait_until(std::nullopt);
      ASSERT_EQ(ring.try_push(message("PONG")), PushResult::pushed);
    }
  });
  for (int i = 0; i < rounds; ++i) {
    ASSERT_EQ(back.try_push(message("PING")), PushResult::pushed);
    while (ring.drain(1, [](RecordView&) {}) == 0) {
      ASSERT_NE(ring.wait_until(InboundRing::Clock::now() + 10s),
                InboundRing::WaitResult::deadline);
    }
  }
  peer.join();
}

TEST(InboundRing, ABlockedProducerGoesOnWhenThereIsSpace) {
  InboundRing ring(small_ring(2));
  std::thread producer([&ring] {
    for (int i = 0; i < 1'000; ++i) {
      ASSERT_EQ(ring.push_or_stop(message(std::to_string(i)), {}), PushResult::pushed);
    }
  });
  int expected = 0;
  while (expected < 1'000) {
    ring.drain(everything,
               [&](RecordView& record) { EXPECT_EQ(record.text, std::to_string(expected++)); });
    if (expected < 1'000) ring.wait_until(std::nullopt);
  }
  producer.join();
}

TEST(InboundRing, ABlockedProducerReturnsAtStop) {
  std::atomic<int> ran{0};
  std::atomic<int> gone{0};
  InboundRing ring(small_ring(2));
  while (ring.try_push(message("FILL")) == PushResult::pushed) {
  }
  std::stop_source stop;
  std::thread text(
      [&] { EXPECT_EQ(ring.push_or_stop(message("A"), stop.get_token()), PushResult::stopped); });
  std::thread task([&] {
    EXPECT_EQ(ring.push_or_stop(std::make_unique<CountedTask>(ran, gone), 0, stop.get_token()),
              PushResult::stopped);
  });
  std::this_thread::sleep_for(10ms);
  stop.request_stop();
  text.join();
  task.join();
  EXPECT_EQ(gone, 1);
  EXPECT_EQ(ring.push_or_stop(message("A"), stop.get_token()), PushResult::stopped);
  EXPECT_EQ(drained(ring).size(), 2U);
}

TEST(InboundRing, ASpaceSignalIsGivenOnceAfterADrain) {
  InboundRing ring(small_ring(2));
  std::atomic<int> woken{0};
  auto signal = ring.add_space_signal(
      {[](void* context) noexcept { ++*static_cast<std::atomic<int>*>(context); }, &woken});
  ASSERT_TRUE(signal.has_value());
  while (ring.try_push_or_signal(message("FILL"), *signal) == PushResult::pushed) {
  }
  EXPECT_EQ(woken, 0);
  drained(ring);
  EXPECT_EQ(woken, 1);
  ASSERT_EQ(ring.try_push_or_signal(message("A"), *signal), PushResult::pushed);
  drained(ring);
  EXPECT_EQ(woken, 1);
}

TEST(InboundRing, ASpaceSignalIsGivenForTasksToo) {
  InboundRing ring(small_ring(2));
  std::atomic<int> woken{0};
  auto signal = ring.add_space_signal(
      {[](void* context) noexcept { ++*static_cast<std::atomic<int>*>(context); }, &woken});
  while (ring.try_push(message("FILL")) == PushResult::pushed) {
  }
  std::atomic<int> ran{0};
  std::atomic<int> gone{0};
  std::unique_ptr<AgentTask> task = std::make_unique<CountedTask>(ran, gone);
  EXPECT_EQ(ring.try_push_or_signal(task, 0, *signal), PushResult::full);
  drained(ring);
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(ring.try_push_or_signal(task, 0, *signal), PushResult::pushed);
}

}  // namespace
