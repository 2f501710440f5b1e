#include "message/outbound.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "MMDAgent/Message.h"
#include "MMDAgent/SenderHost.h"
#include "message/outbound_reader.h"

namespace {

using mmdagent::Level;
using mmdagent::OutboundEntry;
using mmdagent::OutboundLog;
using mmdagent::OutboundReader;
using mmdagent::OutboundRecord;
using mmdagent::OutboundSizes;
using mmdagent::OutboundStream;
using mmdagent::Wake;

constexpr OutboundSizes small_chain{1'024, 32 * 1'024, 2};

void write_wire(OutboundLog& log, std::string_view type, std::string_view args = {}) {
  OutboundEntry entry;
  entry.wire = true;
  entry.text = type;
  entry.args = args;
  log.write(entry);
}

void write_log(OutboundLog& log, std::string_view text) {
  OutboundEntry entry;
  entry.log = true;
  entry.level = Level::status;
  entry.text = text;
  log.write(entry);
}

std::vector<std::string> read_all(OutboundReader& reader) {
  std::vector<std::string> lines;
  std::array<OutboundRecord, 7> records;
  while (const std::size_t count = reader.peek(records)) {
    for (std::size_t i = 0; i < count; ++i) lines.emplace_back(records[i].line);
    reader.consume(count);
  }
  return lines;
}

Wake counting(std::atomic<int>& counter) {
  return {[](void* context) noexcept { ++*static_cast<std::atomic<int>*>(context); }, &counter};
}

TEST(Outbound, EachReaderGetsItsStreamFromWhereItOpened) {
  OutboundLog log;
  write_wire(log, "BEFORE");
  auto wire = log.open(OutboundStream::wire, {});
  auto lines = log.open(OutboundStream::log, {});
  write_wire(log, "KEY", "a|b");
  write_log(log, "text");
  OutboundEntry both{true, true, false, Level::sent, 3, 17, 99, "TEST", ""};
  log.write(both);
  both.separator = true;
  log.write(both);
  auto late = log.open(OutboundStream::wire, {});
  EXPECT_EQ(read_all(*wire), (std::vector<std::string>{"KEY|a|b\n", "TEST\n", "TEST|\n"}));

  std::array<OutboundRecord, 4> records;
  ASSERT_EQ(lines->peek(records), 3U);
  EXPECT_EQ(records[0].level, Level::status);
  EXPECT_EQ(records[0].text(), "text");
  EXPECT_EQ(records[1].module, 3);
  EXPECT_EQ(records[1].tick, 17U);
  EXPECT_EQ(records[1].time, 99);
  EXPECT_EQ(records[2].type(), "TEST");
  EXPECT_EQ(records[2].line, "TEST|\n");

  EXPECT_TRUE(read_all(*late).empty());
  write_wire(log, "LATE");
  EXPECT_EQ(read_all(*late), (std::vector<std::string>{"LATE\n"}));
}

TEST(Outbound, PeekDoesNotMoveAndLinesStayUntilConsumed) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  write_wire(log, "A");
  write_wire(log, "B");
  std::array<OutboundRecord, 1> one;
  ASSERT_EQ(reader->peek(one), 1U);
  const std::string_view first = one[0].line;
  for (int i = 0; i < 1'000; ++i) write_wire(log, "FILL", "0123456789");
  std::array<OutboundRecord, 2> two;
  ASSERT_EQ(reader->peek(two), 2U);
  EXPECT_EQ(two[0].line, "A\n");
  EXPECT_EQ(two[1].line, "B\n");
  EXPECT_EQ(first, "A\n");
  EXPECT_EQ(first.data(), two[0].line.data());
  reader->consume(1);
  ASSERT_EQ(reader->peek(one), 1U);
  EXPECT_EQ(one[0].line, "B\n");
}

TEST(Outbound, CrossesSegmentsAndHoldsLinesLongerThanOne) {
  OutboundLog log;
  auto reader = log.open(OutboundStream::wire, {});
  const std::string longest(mmdagent::max_message_bytes - 2, 'x');
  const std::string huge(1'000'000, 'y');
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    write_wire(log, "T", longest);
    write_wire(log, "S", std::to_string(i));
    expected.push_back("T|" + longest + "\n");
    expected.push_back("S|" + std::to_string(i) + "\n");
  }
  write_wire(log, "H", huge);
  expected.push_back("H|" + huge + "\n");
  EXPECT_EQ(read_all(*reader), expected);
}

TEST(Outbound, CountsTheBacklogOfItsOwnStream) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  for (int i = 0; i < 100; ++i) {
    write_wire(log, "1234567");  // 8 bytes with its line end
    write_log(log, "something else");
  }
  EXPECT_EQ(reader->backlog_bytes(), 800U);
  EXPECT_EQ(reader->backlog_lines(), 100U);
  std::array<OutboundRecord, 3> records;
  ASSERT_EQ(reader->peek(records), 3U);
  reader->consume(3);
  EXPECT_EQ(reader->backlog_bytes(), 776U);
  auto second = log.open(OutboundStream::wire, {});
  EXPECT_EQ(second->backlog_bytes(), 0U);
  read_all(*reader);
  EXPECT_EQ(reader->backlog_bytes(), 0U);
  EXPECT_EQ(reader->backlog_lines(), 0U);
}

TEST(Outbound, SkipsOldestWholeLinesDownToTheLimit) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  for (int i = 1'000; i < 1'500; ++i) write_wire(log, "N", std::to_string(i));  // 7 bytes each
  EXPECT_EQ(reader->skip_to_backlog(10'000), 0U);
  EXPECT_EQ(reader->skip_to_backlog(705), 400U);
  EXPECT_EQ(reader->backlog_bytes(), 700U);
  const auto lines = read_all(*reader);
  ASSERT_EQ(lines.size(), 100U);
  EXPECT_EQ(lines.front(), "N|1400\n");
  EXPECT_EQ(lines.back(), "N|1499\n");
  write_wire(log, "N", "1500");
  EXPECT_EQ(reader->skip_to_backlog(0), 1U);
  EXPECT_TRUE(read_all(*reader).empty());
}

TEST(Outbound, KeepsLinesPartlyOnTheWireWhenSkipping) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  for (int i = 1'000; i < 1'200; ++i) write_wire(log, "N", std::to_string(i));
  std::array<OutboundRecord, 8> records;
  ASSERT_EQ(reader->peek(records), 8U);
  const std::string_view kept = records[0].line;
  EXPECT_EQ(reader->skip_to_backlog(70, 2), 190U);
  EXPECT_EQ(reader->backlog_bytes(), 70U);
  EXPECT_EQ(reader->backlog_lines(), 10U);
  for (int i = 1'200; i < 1'220; ++i) write_wire(log, "N", std::to_string(i));
  EXPECT_EQ(reader->skip_to_backlog(70, 2), 20U);
  EXPECT_FALSE(reader->prepare_sleep());
  EXPECT_EQ(kept, "N|1000\n");
  ASSERT_EQ(reader->peek(records), 2U);
  EXPECT_EQ(records[1].line, "N|1001\n");
  reader->consume(1);
  ASSERT_EQ(reader->peek(records), 1U);
  reader->consume(1);
  EXPECT_EQ(reader->backlog_bytes(), 56U);
  const auto lines = read_all(*reader);
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_EQ(lines.front(), "N|1212\n");
  // Everything kept: nothing can go.
  write_wire(log, "A");
  ASSERT_EQ(reader->peek(records), 1U);
  EXPECT_EQ(reader->skip_to_backlog(0, 1), 0U);
  EXPECT_EQ(read_all(*reader), (std::vector<std::string>{"A\n"}));
}

TEST(Outbound, MemoryIsUsedAgainWhenTheLastReaderPassed) {
  OutboundLog log(small_chain);
  const std::size_t at_start = log.held_bytes();
  auto reader = log.open(OutboundStream::wire, {});
  auto other = log.open(OutboundStream::log, {});
  for (int i = 0; i < 2'000; ++i) {
    write_wire(log, "FILL", "0123456789");
    if (i % 50 == 0) {
      read_all(*reader);
      read_all(*other);
    }
  }
  EXPECT_LE(log.held_bytes(), 3 * at_start);
}

TEST(Outbound, MemoryIsUsedAgainAfterLinesWereKept) {
  OutboundLog log(small_chain);
  const std::size_t at_start = log.held_bytes();
  auto reader = log.open(OutboundStream::wire, {});
  std::array<OutboundRecord, 1> records;
  for (int i = 0; i < 2'000; ++i) write_wire(log, "FILL", "0123456789");
  ASSERT_EQ(reader->peek(records), 1U);
  EXPECT_GT(reader->skip_to_backlog(100, 1), 0U);
  read_all(*reader);
  for (int i = 0; i < 2'000; ++i) {
    write_wire(log, "FILL", "0123456789");
    if (i % 50 == 0) read_all(*reader);
  }
  EXPECT_LE(log.held_bytes(), 3 * at_start);
}

// A reader that stands still loses its oldest lines beyond the limit, and knows how many. What it
// had peeked stays readable.
TEST(Outbound, AReaderThatStandsStillHoldsNoMoreThanTheLimit) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  auto fresh = log.open(OutboundStream::wire, {});
  write_wire(log, "FIRST");
  std::array<OutboundRecord, 1> records;
  ASSERT_EQ(reader->peek(records), 1U);
  constexpr std::uint64_t count = 20'000;
  for (std::uint64_t i = 0; i < count; ++i) write_wire(log, "N", std::to_string(100'000 + i));
  EXPECT_LE(log.held_bytes(), small_chain.lag_bytes + 3 * 8'192);
  EXPECT_EQ(records[0].line, "FIRST\n");
  EXPECT_EQ(reader->take_lost_lines(), 0U);

  const auto lines = read_all(*reader);
  EXPECT_EQ(lines.front(), "FIRST\n");
  EXPECT_EQ(lines.back(), "N|" + std::to_string(100'000 + count - 1) + "\n");
  const std::uint64_t lost = reader->take_lost_lines();
  EXPECT_GT(lost, count / 2);
  EXPECT_EQ(lost + lines.size(), count + 1);
  EXPECT_EQ(reader->take_lost_lines(), 0U);
  EXPECT_EQ(reader->backlog_lines(), 0U);

  const auto rest = read_all(*fresh);
  EXPECT_EQ(fresh->take_lost_lines() + rest.size(), count + 1);
}

// The same where the reader goes on after it lost lines.
TEST(Outbound, LinesInUseStayAfterOthersWereLost) {
  OutboundLog log(small_chain);
  auto reader = log.open(OutboundStream::wire, {});
  for (int i = 0; i < 20'000; ++i) write_wire(log, "N", std::to_string(i));
  std::array<OutboundRecord, 16> records;
  while (reader->take_lost_lines() == 0) {
    reader->consume(reader->peek(records));
  }
  ASSERT_GT(reader->peek(records), 0U);
  const std::string before(records[0].line);
  for (int i = 0; i < 20'000; ++i) write_wire(log, "M", std::to_string(i));
  EXPECT_EQ(records[0].line, before);
}

TEST(Outbound, WakesASleeperOncePerBatchOfItsStream) {
  OutboundLog log;
  std::atomic<int> wire_wakes{0};
  std::atomic<int> log_wakes{0};
  auto wire = log.open(OutboundStream::wire, counting(wire_wakes));
  auto lines = log.open(OutboundStream::log, counting(log_wakes));
  write_wire(log, "A");
  log.publish();
  EXPECT_EQ(wire_wakes, 0);  // nobody said that it sleeps
  EXPECT_FALSE(wire->prepare_sleep());
  read_all(*wire);
  EXPECT_TRUE(wire->prepare_sleep());
  EXPECT_TRUE(lines->prepare_sleep());
  log.publish();
  EXPECT_EQ(wire_wakes, 0);
  write_wire(log, "B");
  write_wire(log, "C");
  log.publish();
  log.publish();
  EXPECT_EQ(wire_wakes, 1);
  EXPECT_EQ(log_wakes, 0);
  read_all(*wire);
  EXPECT_TRUE(wire->prepare_sleep());
  wire->cancel_sleep();
  write_wire(log, "D");
  log.publish();
  EXPECT_EQ(wire_wakes, 1);
}

TEST(Outbound, ReadersAreLimitedAndTheirPlacesReused) {
  OutboundLog log;
  std::vector<OutboundReader> readers;
  for (std::size_t i = 0; i < mmdagent::limits::outbound_readers; ++i) {
    auto reader = log.open(i % 2 == 0 ? OutboundStream::wire : OutboundStream::log, {});
    ASSERT_TRUE(reader.has_value());
    readers.push_back(std::move(*reader));
  }
  EXPECT_FALSE(log.open(OutboundStream::wire, {}).has_value());
  readers.pop_back();
  EXPECT_TRUE(log.open(OutboundStream::wire, {}).has_value());
  readers.front() = std::move(readers.back());
  readers.pop_back();
  write_wire(log, "A");
  write_log(log, "B");
  EXPECT_EQ(read_all(readers.front()).size(), 1U);
}

void write_from(OutboundLog& log, std::uint8_t sender, std::string_view type) {
  OutboundEntry entry;
  entry.wire = true;
  entry.log = true;
  entry.text = type;
  entry.sender = sender;
  log.write(entry);
}

TEST(Outbound, LinesThatFollowEachOtherLieSideBySide) {
  OutboundLog log;
  auto reader = log.open(OutboundStream::wire, {});
  write_wire(log, "A", "1");
  write_from(log, 0, "B");
  write_log(log, "between");
  write_wire(log, "C");
  std::array<OutboundRecord, 3> records;
  ASSERT_EQ(reader->peek(records), 3U);
  EXPECT_EQ(records[0].line.data() + records[0].line.size(), records[1].line.data());
  EXPECT_NE(records[1].line.data() + records[1].line.size(), records[2].line.data());
}

TEST(Outbound, AReaderCanLeaveOutWhatOneSenderSent) {
  OutboundLog log(small_chain);
  const auto sender = log.add_sender();
  const auto other = log.add_sender();
  ASSERT_TRUE(sender && other);
  EXPECT_NE(*sender, *other);
  write_from(log, *sender, "BEFORE");
  auto reader = log.open(OutboundStream::wire, {}, *sender);
  auto lines = log.open(OutboundStream::log, {});
  EXPECT_TRUE(reader->prepare_sleep());
  write_from(log, *sender, "OWN");
  EXPECT_TRUE(reader->prepare_sleep());
  EXPECT_EQ(reader->backlog_bytes(), 0U);
  for (int i = 0; i < 100; ++i) {
    write_from(log, *sender, "1234567");
    write_from(log, *other, "123");
    write_from(log, 0, "123");
  }
  EXPECT_FALSE(reader->prepare_sleep());
  EXPECT_EQ(reader->backlog_bytes(), 800U);
  EXPECT_EQ(reader->backlog_lines(), 200U);
  EXPECT_EQ(reader->skip_to_backlog(402), 100U);
  EXPECT_EQ(reader->backlog_lines(), 100U);
  EXPECT_EQ(read_all(*reader), std::vector<std::string>(100, "123\n"));
  EXPECT_EQ(reader->take_lost_lines(), 0U);
  EXPECT_EQ(read_all(*lines).size(), 301U);
}

TEST(Outbound, LostLinesDoNotCountThoseLeftOut) {
  OutboundLog log(small_chain);
  const auto sender = log.add_sender();
  auto reader = log.open(OutboundStream::wire, {}, *sender);
  constexpr std::uint64_t count = 10'000;
  for (std::uint64_t i = 0; i < count; ++i) {
    write_from(log, *sender, "OWN");
    write_from(log, 0, "OTHER");
  }
  const std::size_t read = read_all(*reader).size();
  EXPECT_LT(read, count);
  EXPECT_EQ(read + reader->take_lost_lines(), count);
}

TEST(Outbound, SendersAreLimitedAndTheirNumbersReused) {
  OutboundLog log;
  std::vector<std::shared_ptr<const std::uint8_t>> senders;
  for (std::size_t i = 0; i < mmdagent::max_senders; ++i) {
    senders.push_back(log.add_sender());
    ASSERT_NE(senders.back(), nullptr);
    EXPECT_EQ(*senders.back(), i + 1);
  }
  EXPECT_EQ(log.add_sender(), nullptr);
  senders[5].reset();
  EXPECT_EQ(*log.add_sender(), 6);
}

TEST(Outbound, AReaderMayOutliveTheLog) {
  std::optional<OutboundReader> reader;
  {
    OutboundLog log;
    reader = log.open(OutboundStream::wire, {});
    write_wire(log, "A");
  }
  EXPECT_EQ(read_all(*reader), (std::vector<std::string>{"A\n"}));
}

}  // namespace
