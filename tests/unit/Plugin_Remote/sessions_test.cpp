#include "sessions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <charconv>
#include <thread>

#include "remote_limits.h"
#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

// There is never space for a whole turn: a peer that was blocked in its turn must not begin it
// anew.
TEST(Sessions, ServePeersWithWaitingLinesInTurns) {
  constexpr int space = 100;
  RemoteRig rig(server_settings, space);
  TestPeer one = rig.connect();
  TestPeer two = rig.connect();
  rig.host.hold(true);
  // Fill the queue, so that both peers wait with many lines.
  std::string first;
  std::string second;
  for (int line = 0; line < 3'000; ++line) {
    first += "ONE|1\n";
    second += "TWO|2\n";
  }
  one.send(first);
  ASSERT_TRUE(rig.host.wait_until([&] { return rig.host.waiting() == space; }));
  two.send(second);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  rig.host.hold(false);
  ASSERT_TRUE(rig.host.wait_dispatched("ONE|1", 3'000));
  ASSERT_TRUE(rig.host.wait_dispatched("TWO|2", 3'000));
  // Behind what was queued before the second peer came, nobody is ahead by more than two turns.
  int ahead = 0;
  int taken = 0;
  for (const std::string& line : rig.host.dispatched()) {
    if (line != "ONE|1" && line != "TWO|2") continue;
    if (++taken <= 2 * static_cast<int>(lines_per_turn)) continue;
    ahead += line == "ONE|1" ? 1 : -1;
    if (taken < 4'500) {
      ASSERT_LE(std::abs(ahead), 2 * static_cast<int>(lines_per_turn)) << "after " << taken;
    }
  }
}

TEST(Sessions, KeepASlowPeerFromHarmingAnyone) {
  RemoteRig rig(server_settings);
  TestPeer slow = rig.connect();
  TestPeer good = rig.connect();
  ASSERT_EQ(slow.line(), "REMOTE_EVENT_CONNECTED|127.0.0.1");
  constexpr int count = 200'000;
  std::atomic<int> read{0};  // by the good peer, which the source does not outrun
  std::thread source([&] {
    const std::string padding(100, 'p');
    for (int line = 0; line < count; ++line) {
      while (line > read + 10'000) std::this_thread::yield();
      rig.host.post("L", std::to_string(line) + "|" + padding);
    }
  });
  for (int line = 0; line < count; ++line) {
    const std::string text = good.line();
    EXPECT_TRUE(text.starts_with("L|" + std::to_string(line) + "|")) << text;
    read = line;
  }
  source.join();
  // Its own input still counts.
  slow.send("FROM_SLOW\n");
  ASSERT_TRUE(rig.host.wait_dispatched("FROM_SLOW"));
  EXPECT_GE(rig.host.count_logged(Level::warning, "does not read fast enough"), 1U);
  // What it reads now has whole lines only, and every gap is told.
  int next = 0;
  for (std::string text = slow.line(); text != "FROM_SLOW"; text = slow.line()) {
    const std::string_view skipped = "REMOTE_EVENT_SKIPPED|";
    int number = -1;
    if (text.starts_with(skipped)) {
      std::from_chars(text.data() + skipped.size(), text.data() + text.size(), number);
      next += number;
      continue;
    }
    ASSERT_TRUE(text.starts_with("L|") && text.ends_with("p")) << text;
    std::from_chars(text.data() + 2, text.data() + text.size(), number);
    ASSERT_EQ(number, next) << text;
    ++next;
  }
  EXPECT_EQ(next, count);
}

TEST(Sessions, LeaveNothingBehindAfterManyVisits) {
  RemoteRig rig(server_settings);
  for (int round = 0; round < 300; ++round) {
    TestPeer peer = TestPeer::connect(rig.port());
    if (round % 3 == 0) peer.send("HALF");
    if (round % 3 == 1) peer.send("A|1\nSND9999xxx");
    if (round % 2 == 0) {
      peer.reset();
    } else {
      peer.close();
    }
  }
  EXPECT_TRUE(rig.host.wait_dispatched("REMOTE_EVENT_DISCONNECTED|127.0.0.1", 290));
  EXPECT_TRUE(rig.host.wait_until([&] { return rig.host.open_feeds() == 0; }));
  TestPeer peer = rig.connect();
  peer.send("MESSAGE|aaa|bbb\n");
  EXPECT_TRUE(peer.wait_line("MESSAGE|aaa|bbb"));
}

}  // namespace
}  // namespace mmdagent::remote
