// One writer that never waits against readers of every kind: steady, slow, skipping, short-lived.
#include <gtest/gtest.h>
#include <poll.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "message/event_fd.h"
#include "message/outbound.h"
#include "message/outbound_reader.h"
#include "support/stress_size.h"

namespace {

using mmdagent::EventFd;
using mmdagent::OutboundEntry;
using mmdagent::OutboundLog;
using mmdagent::OutboundReader;
using mmdagent::OutboundRecord;
using mmdagent::OutboundStream;
using namespace std::chrono_literals;

std::size_t filling_length(std::uint64_t number) {
  return number % 997 == 0 ? 3'000 : number * 7 % 200;
}

struct ChainStress {
  OutboundLog log{{4'096, 256 * 1'024, 4}};
  std::atomic<bool> finished{false};
  std::uint64_t total = test_support::stress_messages() / 4;
  std::shared_ptr<const std::uint8_t> sender = log.add_sender();  // of each fourth message

  void write() {
    std::minstd_rand random(1);
    std::string args;
    for (std::uint64_t number = 0; number < total; ++number) {
      args = std::to_string(number) + ":";
      args.append(filling_length(number), static_cast<char>('a' + number % 26));
      OutboundEntry entry;
      entry.wire = true;
      entry.log = number % 3 == 0;
      entry.tick = number;
      entry.text = "N";
      entry.args = args;
      entry.sender = number % 4 == 0 ? *sender : 0;
      log.write(entry);
      if (random() % 32 == 0) log.publish();
      if (random() % 2'000 == 0) std::this_thread::yield();
    }
    finished = true;
    log.publish();
  }

  static std::uint64_t checked_number(const OutboundRecord& record) {
    const std::string_view text = record.text();
    EXPECT_EQ(text.substr(0, 2), "N|");
    std::uint64_t number = 0;
    const auto end = std::from_chars(text.data() + 2, text.data() + text.size(), number).ptr;
    EXPECT_EQ(*end, ':');
    EXPECT_EQ(number, record.tick);
    const std::string_view filling(end + 1,
                                   text.size() - static_cast<std::size_t>(end + 1 - text.data()));
    EXPECT_EQ(filling.size(), filling_length(number));
    EXPECT_EQ(filling.find_first_not_of(static_cast<char>('a' + number % 26)),
              std::string_view::npos);
    return number;
  }

  static bool wait(const EventFd& event) {
    pollfd entry{event.descriptor(), POLLIN, 0};
    const bool woken = poll(&entry, 1, 1'000) > 0;
    event.clear();
    return woken;
  }

  // Reads to the end; every line of the stream is read, skipped or lost, in order.
  void read(OutboundStream stream, unsigned seed, std::uint64_t skip_beyond,
            std::uint8_t without = 0) {
    std::minstd_rand random(seed);
    EventFd event;
    auto reader = log.open(
        stream, {[](void* context) noexcept { static_cast<EventFd*>(context)->signal(); }, &event},
        without);
    ASSERT_TRUE(reader.has_value());
    started.fetch_add(1);
    started.notify_all();
    const std::uint64_t step = stream == OutboundStream::log ? 3 : 1;
    std::uint64_t next = 0;
    std::uint64_t missing = 0;
    std::array<OutboundRecord, 50> records;
    for (;;) {
      const bool last_round = finished;
      while (const std::size_t count = reader->peek(records)) {
        if (skip_beyond > 0) missing += reader->skip_to_backlog(skip_beyond, 1 + random() % count);
        const std::size_t taken = reader->peek(std::span(records).first(1 + random() % count));
        missing += reader->take_lost_lines();
        for (std::size_t i = 0; i < taken; ++i) {
          const std::uint64_t number = checked_number(records[i]);
          ASSERT_GE(number, next);
          ASSERT_TRUE(without == 0 || number % 4 != 0);
          seen_ += 1;
          next = number + step;
        }
        reader->consume(taken);
        lines_of(seed) += taken;
        if (random() % 500 == 0) std::this_thread::sleep_for(50us * (seed % 7));
      }
      missing += reader->take_lost_lines();
      if (last_round) break;
      if (reader->prepare_sleep()) {
        ASSERT_TRUE(wait(event) || finished);
      }
    }
    const std::uint64_t left_out = without == 0 ? 0 : (total + 3) / 4;
    EXPECT_EQ(lines_of(seed) + missing, (total + step - 1) / step - left_out);
    EXPECT_EQ(reader->backlog_bytes(), 0U);
  }

  void come_and_go() {
    std::array<OutboundRecord, 3> records;
    while (!finished) {
      auto reader = log.open(OutboundStream::wire, {});
      ASSERT_TRUE(reader.has_value());
      std::uint64_t before = 0;
      for (int i = 0; i < 20; ++i) {
        const std::size_t count = reader->peek(records);
        for (std::size_t k = 0; k < count; ++k) {
          const std::uint64_t number = checked_number(records[k]);
          if (before != 0 && reader->take_lost_lines() == 0) {
            ASSERT_EQ(number, before + 1);
          }
          before = number;
        }
        reader->consume(count);
      }
      std::this_thread::yield();
    }
  }

  std::uint64_t& lines_of(unsigned seed) { return lines_[seed]; }

  std::atomic<int> started{0};
  std::atomic<std::uint64_t> seen_{0};
  std::array<std::uint64_t, 16> lines_{};
};

TEST(OutboundStress, EveryLineIsReadSkippedOrCounted) {
  ChainStress run;
  std::vector<std::thread> threads;
  threads.emplace_back([&] { run.read(OutboundStream::wire, 2, 0); });
  threads.emplace_back([&] { run.read(OutboundStream::wire, 6, 20'000); });
  threads.emplace_back([&] { run.read(OutboundStream::wire, 3, 0, *run.sender); });
  threads.emplace_back([&] { run.read(OutboundStream::wire, 4, 20'000, *run.sender); });
  threads.emplace_back([&] { run.read(OutboundStream::log, 7, 0); });
  threads.emplace_back([&] { run.read(OutboundStream::log, 5, 50'000); });
  for (int count = run.started; count < 6; count = run.started) run.started.wait(count);
  threads.emplace_back([&] { run.come_and_go(); });
  run.write();
  for (auto& thread : threads) thread.join();
  EXPECT_GT(run.seen_, 0U);
  EXPECT_LE(run.log.held_bytes(), 512U * 1'024);
}

}  // namespace
