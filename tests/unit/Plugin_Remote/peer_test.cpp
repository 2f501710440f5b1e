#include "peer.h"

#include <gtest/gtest.h>

#include <thread>

#include "remote_limits.h"
#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

using namespace std::string_literals;

constexpr auto connected = "REMOTE_EVENT_CONNECTED|127.0.0.1";
constexpr auto disconnected = "REMOTE_EVENT_DISCONNECTED|127.0.0.1";

// What was dispatched since the first connection, the plugin's own event left out.
std::vector<std::string> messages(const test::FakeHost& host) {
  std::vector<std::string> lines = host.dispatched();
  std::erase(lines, "PLUGIN_EVENT_ENABLE|Remote");
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Peer, FirstReadsItsOwnEventAndThenItsEcho) {
  RemoteRig rig(server_settings);
  TestPeer peer = TestPeer::connect(rig.port());
  peer.send("MESSAGE|aaa|bbb\n");
  EXPECT_EQ(peer.line(), connected);
  EXPECT_EQ(peer.line(), "MESSAGE|aaa|bbb");
  EXPECT_EQ(messages(rig.host), (Lines{connected, "MESSAGE|aaa|bbb"}));
}

TEST(Peer, EchoesTheBytesOfTheProtocol) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  const std::pair<std::string, std::string> cases[] = {
      {"TEST_MESSAGE\n", "TEST_MESSAGE"},
      {"A|\n", "A"},
      {"A|1\r\n", "A|1"},
      {"A||b|c\n", "A||b|c"},
      {"|A|b\n", "A|b"},
      {"S|1\n", "S|1"},
      {"RECOG_EVENT_STOP|こんにちは。\n", "RECOG_EVENT_STOP|こんにちは。"},
      {"__AV_MESSAGE,KEY|a|b\n", "KEY|a|b"},
      {"FMT|%s%s%n%d\n", "FMT|%s%s%n%d"},
      {"SNDXYZ_1|a\n", "SNDXYZ_1|a"},
      {std::string(60'000, 'a') + "\n", std::string(60'000, 'a')},
      {std::string(max_line_bytes, 'b') + "\n", std::string(max_line_bytes, 'b')},
  };
  for (const auto& [sent, echo] : cases) {
    peer.send(sent);
    EXPECT_EQ(peer.line(), echo);
  }
}

TEST(Peer, TakesSegmentsOfAnySize) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("A|1\nB|2\nC");
  EXPECT_EQ(peer.line(), "A|1");
  EXPECT_EQ(peer.line(), "B|2");
  peer.send("|3\n");
  EXPECT_EQ(peer.line(), "C|3");
  peer.send_bytewise("MESSAGE|aaa|bbb\n");
  EXPECT_EQ(peer.line(), "MESSAGE|aaa|bbb");
  peer.send("\n\r\n\nB|2\n|\n__AV_MESSAGE,\nEND\n");
  EXPECT_EQ(peer.line(), "B|2");
  EXPECT_EQ(peer.line(), "END");
}

TEST(Peer, NeverMixesWithAnother) {
  RemoteRig rig(server_settings);
  TestPeer one = rig.connect();
  TestPeer two = rig.connect();
  EXPECT_EQ(one.line(), connected);
  one.send("AB");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  two.send("C|1\n");
  EXPECT_EQ(two.line(), "C|1");
  one.send("|2\n");
  EXPECT_EQ(two.line(), "AB|2");
  EXPECT_EQ(one.line(), "C|1");
  EXPECT_EQ(one.line(), "AB|2");
}

TEST(Peer, DropsLinesThatAreNoTextAndSaysSo) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("A|\xFF\x41\nB|1\nA\0B\nC\n"s + std::string(1'000'000, 'x') + "\nOK\n");
  EXPECT_EQ(peer.line(), "B|1");
  EXPECT_EQ(peer.line(), "C");
  EXPECT_EQ(peer.line(), "OK");
  EXPECT_EQ(messages(rig.host), (Lines{connected, "B|1", "C", "OK"}));
  EXPECT_EQ(rig.host.count_logged(Level::warning, "127.0.0.1: line 1 dropped: not UTF-8 at byte 2"),
            1U);
  EXPECT_EQ(rig.host.count_logged(Level::warning, "127.0.0.1: line 3 dropped: NUL at byte 1"), 1U);
  EXPECT_EQ(rig.host.count_logged(Level::warning, "127.0.0.1: line 5 is longer than 65535 bytes"),
            1U);
}

TEST(Peer, WarnsSeldomAboutAFloodOfGarbage) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  std::string garbage;
  for (int line = 0; line < 5000; ++line) garbage += "\xFF\n";
  peer.send(garbage + "OK\n");
  EXPECT_EQ(peer.line(), "OK");
  peer.close();
  ASSERT_TRUE(rig.host.wait_logged(Level::status, ", 5000 lines dropped;"));
  EXPECT_LE(rig.host.count_logged(Level::warning, "not UTF-8"), 2 * warnings_per_second);
}

TEST(Peer, LeavesSoundAndAvatarLinesOutOfTheMessages) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("SNDFILE\n");
  for (int pack = 0; pack < 10; ++pack) peer.send("SND1280" + std::string(1280, '\n'));
  peer.send("SNDBRKS\nZ\n__AV_START\n__AV_FOO\n__av_start\nSNDSTRMA|1\nSND0004ab");
  peer.send("cdB|1\n");
  EXPECT_EQ(peer.line(), "Z");
  EXPECT_EQ(peer.line(), "AVATAR|START");
  EXPECT_EQ(peer.line(), "__av_start");
  EXPECT_EQ(peer.line(), "A|1");
  EXPECT_EQ(peer.line(), "B|1");
  peer.close();
  EXPECT_TRUE(rig.host.wait_logged(Level::status, "; 2 avatar commands, 11 sound packs"));
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected));
  // CONNECTED, AVATAR|START, the four, AVATAR|END, DISCONNECTED.
  EXPECT_EQ(messages(rig.host).size(), 8U);
}

TEST(Peer, DiscardsAnUnfinishedLineAtTheEnd) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("MESSAGE|aaa|bbb");
  peer.close();
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected));
  EXPECT_EQ(rig.host.count_logged(Level::warning, "15 bytes without a line end discarded"), 1U);
  TestPeer next = rig.connect();
  next.send("X\n");
  EXPECT_EQ(next.line(), "X");
  EXPECT_EQ(messages(rig.host), (Lines{connected, disconnected, connected, "X"}));
}

TEST(Peer, DeliversEverythingBeforeItsEnd) {
  RemoteRig rig(server_settings);
  for (int round = 0; round < 50; ++round) {
    TestPeer peer = TestPeer::connect(rig.port());
    peer.send("MESSAGE|aaa|bbb\n");
    peer.close();
  }
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected, 50));
  EXPECT_EQ(rig.host.count_dispatched("MESSAGE|aaa|bbb"), 50U);
  EXPECT_EQ(rig.host.count_dispatched(connected), 50U);
}

TEST(Peer, KeepsTheOrderOfOneVisit) {
  RemoteRig rig(server_settings);
  TestPeer peer = TestPeer::connect(rig.port());
  peer.send("MESSAGE|aaa|bbb\n");
  peer.close();
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected));
  EXPECT_EQ(messages(rig.host), (Lines{connected, "MESSAGE|aaa|bbb", disconnected}));
}

TEST(Peer, DeliversEverythingBeforeAReset) {
  RemoteRig rig(server_settings);
  TestPeer peer = TestPeer::connect(rig.port());
  peer.send("MESSAGE|aaa|bbb\n");
  ASSERT_TRUE(rig.host.wait_dispatched("MESSAGE|aaa|bbb"));
  peer.reset();
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected));
  EXPECT_EQ(messages(rig.host), (Lines{connected, "MESSAGE|aaa|bbb", disconnected}));
}

TEST(Peer, ReadsOnAfterItCannotBeWrittenTo) {
  // The agent is held, so the lines wait while the peer goes away with unread output.
  RemoteRig rig(server_settings, 100);
  TestPeer peer = rig.connect();
  rig.host.hold(true);
  std::string lines;
  for (int line = 0; line < 2000; ++line) lines += "L|" + std::to_string(line) + "\n";
  peer.send(lines);
  rig.host.on_agent([&] { rig.host.post("OUT", std::string(1000, 'o')); });
  ASSERT_TRUE(rig.host.wait_dispatched("OUT|" + std::string(1000, 'o')));
  peer.close();  // with unread output: the peer's system answers with RST
  rig.host.on_agent([&] { rig.host.post("OUT", "2"); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  rig.host.hold(false);
  ASSERT_TRUE(rig.host.wait_dispatched(disconnected));
  Lines expected{connected, "OUT|" + std::string(1000, 'o'), "OUT|2"};
  for (int line = 0; line < 2000; ++line) expected.push_back("L|" + std::to_string(line));
  expected.push_back(disconnected);
  EXPECT_EQ(messages(rig.host), expected);
}

TEST(Peer, IsNotReadWhileTheRuntimeHasNoSpace) {
  RemoteRig rig(server_settings, 50);
  TestPeer peer = rig.connect();
  rig.host.hold(true);
  std::string lines;
  constexpr int count = 20'000;
  for (int line = 0; line < count; ++line) lines += "LINE|" + std::to_string(line) + "\n";
  std::thread sender([&] { peer.send(lines + "END\n"); });
  ASSERT_TRUE(rig.host.wait_until([&] { return rig.host.waiting() == 50; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_EQ(rig.host.waiting(), 50U);
  rig.host.hold(false);
  EXPECT_TRUE(rig.host.wait_dispatched("END"));
  sender.join();
  const Lines all = messages(rig.host);
  ASSERT_EQ(all.size(), static_cast<std::size_t>(count) + 2);
  for (int line = 0; line < count; ++line) {
    ASSERT_EQ(all[static_cast<std::size_t>(line) + 1], "LINE|" + std::to_string(line));
  }
}

TEST(Peer, HasItsFeedClosedWithIt) {
  RemoteRig rig(server_settings);
  for (int round = 0; round < 20; ++round) {
    TestPeer peer = rig.connect();
    EXPECT_EQ(rig.host.open_feeds(), 1U);
    peer.close();
    EXPECT_TRUE(rig.host.wait_until([&] { return rig.host.open_feeds() == 0; }));
  }
}

}  // namespace
}  // namespace mmdagent::remote
