#include "status_report.h"

#include <gtest/gtest.h>

#include <utility>

#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

TEST(StatusReport, IsOneJsonObjectWithoutSeparators) {
  EXPECT_EQ(status_json({}), R"({"port":0,"reconnects":0,"peers":[]})");
  RemoteStatus status{60'001, 3, {}};
  PeerStatus peer;
  peer.name = "host:1/a|b\"\\\n";
  peer.is_websocket = true;
  peer.seconds = 1.5;
  peer.received_bytes = 1;
  peer.received_messages = 2;
  peer.dropped_lines = 3;
  peer.waiting_bytes = 4;
  peer.sent_bytes = 5;
  peer.sent_lines = 6;
  peer.skipped_lines = 7;
  peer.backlog_bytes = 8;
  peer.latency.add(std::chrono::microseconds(2));
  peer.latency.add(std::chrono::microseconds(5));
  peer.round_trip_us = 40.0;
  status.peers = {peer, PeerStatus{}};
  const std::string json = status_json(status);
  EXPECT_TRUE(json.starts_with(
      R"({"port":60001,"reconnects":3,"peers":[{"name":"host:1/a\u007cb\"\\\u000a",)"
      R"("kind":"websocket","accepted":false,"seconds":1.500,)"
      R"("received":{"bytes":1,"messages":2,"dropped":3,"waiting_bytes":4},)"
      R"("sent":{"bytes":5,"lines":6,"skipped":7,"waiting_bytes":8},)"
      R"("latency_us":{"mean":3.5,"longest":5.0,"round_trip":40}},{"name":"")"))
      << json;
  EXPECT_EQ(json.find('|'), std::string::npos);
}

std::size_t answers(const test::FakeHost& host) {
  std::size_t count = 0;
  for (const std::string& line : host.dispatched()) {
    count += line.starts_with("REMOTE_EVENT_STATUS|{") ? 1 : 0;
  }
  return count;
}

TEST(StatusReport, AnswersEachRequestOnce) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("REMOTE_STATUS\nREMOTE_STATUS\n");
  ASSERT_TRUE(rig.host.wait_until([&] { return answers(rig.host) == 2; }));
  EXPECT_TRUE(peer.wait_line("REMOTE_STATUS"));
}

TEST(StatusReport, WaitsForSpace) {
  RemoteRig rig(server_settings, 4);
  rig.host.hold(true);
  while (rig.host.try_post("FILL", "")) {
  }
  rig.host.on_agent([&] { rig.host.post("REMOTE_STATUS", ""); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(answers(rig.host), 0U);
  rig.host.hold(false);
  EXPECT_TRUE(rig.host.wait_until([&] { return answers(rig.host) == 1; }));
}

TEST(StatusReport, IsEmptyWhileDisabled) {
  RemoteRig rig(server_settings);
  rig.host.on_agent([&] { rig.host.post("PLUGIN_DISABLE", "Remote"); });
  ASSERT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_DISABLE|Remote"));
  rig.host.on_agent([&] { rig.host.post("REMOTE_STATUS", ""); });
  EXPECT_TRUE(
      rig.host.wait_dispatched(R"(REMOTE_EVENT_STATUS|{"port":0,"reconnects":0,"peers":[]})"));
}

}  // namespace
}  // namespace mmdagent::remote
