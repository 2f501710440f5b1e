#include "message/outbound_feed.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "message/module_table.h"

namespace {

using mmdagent::Feed;
using mmdagent::FeedKind;
using mmdagent::Level;
using mmdagent::LogClock;
using mmdagent::make_feed;
using mmdagent::ModuleTable;
using mmdagent::OutboundEntry;
using mmdagent::OutboundLog;

void write(OutboundLog& log, std::string_view args) {
  log.write({true, true, false, Level::sent, 0, 1, 0, "K", args});
}

std::vector<std::string> read_all(Feed& feed) {
  std::vector<std::string> lines;
  std::array<std::string_view, 3> views;
  while (const std::size_t count = feed.peek(views)) {
    for (std::size_t i = 0; i < count; ++i) lines.emplace_back(views[i]);
    feed.consume(count);
  }
  return lines;
}

const std::string stamp = "[1970/01/01 00:00:00.000] [1] MMDAgent: Sent: ";

TEST(OutboundFeed, GivesBareMessages) {
  OutboundLog log;
  ModuleTable modules;
  auto feed = make_feed(log, modules, FeedKind::messages, {});
  EXPECT_TRUE(feed->announce_sleep());
  for (const char* args : {"1", "2", "3", "4"}) write(log, args);
  EXPECT_FALSE(feed->announce_sleep());
  EXPECT_EQ(feed->backlog_bytes(), 16U);
  EXPECT_EQ(read_all(*feed), (std::vector<std::string>{"K|1\n", "K|2\n", "K|3\n", "K|4\n"}));
}

TEST(OutboundFeed, SkipsMessagesBehindTheKeptOnes) {
  OutboundLog log;
  ModuleTable modules;
  auto feed = make_feed(log, modules, FeedKind::messages, {});
  for (const char* args : {"1", "2", "3", "4"}) write(log, args);
  std::array<std::string_view, 1> view;
  ASSERT_EQ(feed->peek(view), 1U);
  EXPECT_EQ(feed->skip_until(8, 1), 2U);
  EXPECT_EQ(read_all(*feed), (std::vector<std::string>{"K|1\n", "K|4\n"}));
}

TEST(OutboundFeed, GivesFormattedLogLines) {
  OutboundLog log;
  ModuleTable modules;
  auto feed = make_feed(log, modules, FeedKind::log_lines, {}, LogClock::utc);
  EXPECT_TRUE(feed->announce_sleep());
  for (const char* args : {"1", "2", "3", "4"}) write(log, args);
  EXPECT_FALSE(feed->announce_sleep());
  std::array<std::string_view, 2> views;
  ASSERT_EQ(feed->peek(views), 2U);
  EXPECT_EQ(views[0], stamp + "K|1\n");
  EXPECT_FALSE(feed->announce_sleep());
  EXPECT_EQ(feed->backlog_bytes(), 2 * (stamp.size() + 4) + 8);
  EXPECT_EQ(read_all(*feed), (std::vector<std::string>{stamp + "K|1\n", stamp + "K|2\n",
                                                       stamp + "K|3\n", stamp + "K|4\n"}));
  EXPECT_TRUE(feed->announce_sleep());
}

TEST(OutboundFeed, SkipsLogLinesBehindTheKeptOnes) {
  OutboundLog log;
  ModuleTable modules;
  auto feed = make_feed(log, modules, FeedKind::log_lines, {}, LogClock::utc);
  for (const char* args : {"1", "2", "3", "4", "5"}) write(log, args);
  std::array<std::string_view, 3> views;
  ASSERT_EQ(feed->peek(views), 3U);
  // One formatted line of `stamp` and 4 bytes is kept, one unformatted line of 4 bytes fits.
  EXPECT_EQ(feed->skip_until(stamp.size() + 8, 1), 3U);
  EXPECT_EQ(views[0], stamp + "K|1\n");
  EXPECT_EQ(read_all(*feed), (std::vector<std::string>{stamp + "K|1\n", stamp + "K|5\n"}));
}

TEST(OutboundFeed, CountsWhatTheChainGaveUp) {
  for (const FeedKind kind : {FeedKind::messages, FeedKind::log_lines}) {
    OutboundLog log({1'024, 16 * 1'024, 2});
    ModuleTable modules;
    auto feed = make_feed(log, modules, kind, {}, LogClock::utc);
    for (int i = 0; i < 5'000; ++i) write(log, std::to_string(i));
    const std::size_t read = read_all(*feed).size();
    EXPECT_LT(read, 5'000U);
    EXPECT_EQ(feed->skip_until(1'000'000, 0) + read, 5'000U);
  }
}

}  // namespace
