#include "remote_service.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator entries("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

TEST(RemoteService, DoesNothingWithoutAMode) {
  RemoteRig rig({});
  rig.host.post("PLUGIN_ENABLE", "Remote");
  rig.host.post("PLUGIN_DISABLE", "Remote");
  rig.host.post("END", "");
  ASSERT_TRUE(rig.host.wait_dispatched("END"));
  EXPECT_EQ(rig.host.dispatched().size(), 3U);
  EXPECT_TRUE(rig.host.status_icon().empty());
}

TEST(RemoteService, AnnouncesItselfOnce) {
  RemoteRig rig(server_settings);
  ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote"));
  rig.host.post("PLUGIN_ENABLE", "Remote");
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote", 2));
  rig.host.post("PLUGIN_DISABLE", "remote");
  rig.host.post("PLUGIN_DISABLE", "Remotely");
  rig.host.post("END", "");
  ASSERT_TRUE(rig.host.wait_dispatched("END"));
  EXPECT_EQ(rig.host.count_dispatched("PLUGIN_EVENT_DISABLE|Remote"), 0U);
}

TEST(RemoteService, CanBeDisabledAndEnabledAgain) {
  const TestListener reserved;
  const std::string port = std::to_string(reserved.port());
  RemoteRig rig({{"EnableServer", "true"}, {"ListenPort", port}, {"ListenAddress", "127.0.0.3"}});
  const auto connect = [&] { return TestPeer::connect(reserved.port(), "127.0.0.3"); };
  for (std::size_t round = 1; round <= 3; ++round) {
    ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote", round));
    TestPeer peer = connect();
    EXPECT_EQ(peer.line(), "REMOTE_EVENT_CONNECTED|127.0.0.1");
    peer.send("PLUGIN_DISABLE|Remote\n");
    EXPECT_TRUE(peer.at_end());
    ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote", round));
    EXPECT_EQ(rig.host.count_dispatched("REMOTE_EVENT_DISCONNECTED|127.0.0.1"), round);
    EXPECT_FALSE(connect().is_connected());
    EXPECT_EQ(rig.host.open_feeds(), 0U);
    rig.host.post("PLUGIN_ENABLE", "Remote");
  }
  ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote", 4));
  EXPECT_TRUE(connect().is_connected());
}

TEST(RemoteService, RepeatsTheEventWhenDisabledTwice) {
  RemoteRig rig(server_settings);
  rig.host.post("PLUGIN_DISABLE", "Remote");
  ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote"));
  rig.host.post("PLUGIN_DISABLE", "Remote");
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote", 2));
}

TEST(RemoteService, ComesBackWhenEnabledWhileItStillStops) {
  RemoteRig rig(server_settings);
  ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote"));
  rig.host.on_agent([&] {
    rig.host.post("PLUGIN_DISABLE", "Remote");
    rig.host.post("PLUGIN_ENABLE", "Remote");
  });
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote"));
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote", 2));
}

TEST(RemoteService, EndsInOrderAndFast) {
  RemoteRig rig(server_settings);
  std::vector<TestPeer> peers;
  for (int count = 0; count < 5; ++count) peers.push_back(rig.connect());
  rig.host.on_agent([&] { rig.host.post("LAST", std::string(60'000, 'l')); });
  ASSERT_TRUE(rig.host.wait_dispatched("LAST|" + std::string(60'000, 'l')));
  const auto start = Clock::now();
  rig.stop();
  EXPECT_LE(Clock::now() - start, std::chrono::milliseconds(300));
  for (TestPeer& peer : peers) {
    const std::string rest = peer.rest();
    EXPECT_TRUE(rest.ends_with("LAST|" + std::string(60'000, 'l') + "\n"));
    EXPECT_FALSE(peer.is_connected());
  }
}

TEST(RemoteService, EndsWithinASecondWhenAPeerDoesNotRead) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  rig.host.on_agent([&] {
    for (int line = 0; line < 300; ++line) rig.host.post("L", std::string(60'000, 'l'));
  });
  ASSERT_TRUE(rig.host.wait_dispatched("L|" + std::string(60'000, 'l'), 300));
  const auto start = Clock::now();
  rig.stop();
  EXPECT_LE(Clock::now() - start, std::chrono::milliseconds(900));
}

TEST(RemoteService, LeavesNoDescriptorOpen) {
  const std::size_t before = open_descriptors();
  {
    RemoteRig rig(server_settings);
    TestPeer one = rig.connect();
    TestPeer two = rig.connect();
    rig.host.post("PLUGIN_DISABLE", "Remote");
    ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote"));
    rig.host.post("PLUGIN_ENABLE", "Remote");
    ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote", 2));
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(RemoteService, SendsLogLinesInsteadOfMessages) {
  RemoteRig rig({{"EnableServer", "true"}, {"ListenPort", "0"}, {"AllLog", "true"}});
  TestPeer peer = TestPeer::connect(rig.port());
  ASSERT_TRUE(rig.host.wait_until([&] { return rig.host.open_feeds() == 1; }));
  rig.host.post("KEY", "a");
  std::string line = peer.line();
  while (!line.ends_with("] Remote: Sent: KEY|a")) {
    ASSERT_TRUE(line.starts_with("[2000/01/01 00:00:00.000] [0] Remote: ")) << line;
    line = peer.line();
  }
}

}  // namespace
}  // namespace mmdagent::remote
