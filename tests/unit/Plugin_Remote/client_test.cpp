#include "client.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

using Clock = std::chrono::steady_clock;

RemoteRig::Settings client_settings(const std::string& port, std::string_view retries = "0") {
  return {{"EnableClient", "true"}, {"Port", port}, {"RetryCount", retries}};
}

// A port of 127.0.0.1 that nobody listens on.
std::string free_port() { return std::to_string(TestListener().port()); }

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

TEST(Client, ConnectsByNameToAnIpv4OnlyServer) {
  TestListener listener;
  RemoteRig rig(client_settings(std::to_string(listener.port())));
  TestPeer server = listener.accept();
  ASSERT_TRUE(server.is_connected());
  ASSERT_TRUE(rig.host.wait_logged(Level::status, "connected to localhost:"));
  ASSERT_TRUE(rig.host.wait_until([&] { return rig.host.open_feeds() == 1; }));
  rig.host.post("KEY", "a");
  EXPECT_TRUE(server.wait_line("KEY|a"));
  server.send("MESSAGE|aaa|bbb\n");
  EXPECT_TRUE(server.wait_line("MESSAGE|aaa|bbb"));
  EXPECT_EQ(rig.host.count_dispatched("REMOTE_EVENT_CONNECTED|127.0.0.1"), 0U);
}

TEST(Client, ConnectsToAnIpv6OnlyServer) {
  TestListener listener(0, "::1");
  if (listener.port() == 0) GTEST_SKIP() << "this machine has no IPv6";
  RemoteRig rig(client_settings(std::to_string(listener.port())));
  EXPECT_TRUE(listener.accept().is_connected());
}

TEST(Client, TakesAMessageFromAServerThatClosesAtOnceAndComesBackHalfASecondLater) {
  TestListener listener;
  RemoteRig rig(client_settings(std::to_string(listener.port())));
  const auto start = Clock::now();
  for (int round = 0; round < 3; ++round) {
    TestPeer server = listener.accept();
    ASSERT_TRUE(server.is_connected());
    server.send("MESSAGE|aaa|bbb\n");
    server.close();
  }
  EXPECT_GE(seconds_since(start), 0.95);
  EXPECT_LE(seconds_since(start), 2.5);
  EXPECT_TRUE(rig.host.wait_dispatched("MESSAGE|aaa|bbb", 3));
  EXPECT_GE(rig.host.count_logged(Level::warning, "lost connection, retrying localhost:"), 2U);
  for (const std::string& line : rig.host.dispatched()) {
    EXPECT_FALSE(line.starts_with("REMOTE_EVENT_")) << line;
  }
}

TEST(Client, ComesBackAtOnceAfterALongerConnection) {
  TestListener listener;
  RemoteRig rig(client_settings(std::to_string(listener.port())));
  TestPeer server = listener.accept();
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  const auto start = Clock::now();
  server.close();
  EXPECT_TRUE(listener.accept().is_connected());
  EXPECT_LE(seconds_since(start), 0.25);
}

TEST(Client, TriesOnceAndSaysSo) {
  const std::string port = free_port();
  RemoteRig rig(client_settings(port));
  EXPECT_TRUE(rig.host.wait_logged(Level::error, "Error: failed to connect to localhost:" + port));
  EXPECT_EQ(rig.host.count_logged(Level::warning, "retrying"), 0U);
  EXPECT_EQ(rig.host.count_logged(Level::error, "seconds"), 0U);
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote"));
}

TEST(Client, TriesAgainHalfASecondApartAndGivesUp) {
  const std::string port = free_port();
  const auto start = Clock::now();
  RemoteRig rig(client_settings(port, "4"));
  EXPECT_TRUE(rig.host.wait_logged(
      Level::error, "Error: failed to connect to localhost:" + port + " (tried for 2 seconds)"));
  EXPECT_GE(seconds_since(start), 1.95);
  EXPECT_LE(seconds_since(start), 3.0);
  EXPECT_EQ(rig.host.count_logged(Level::warning, "retrying connection... ("), 4U);
}

TEST(Client, ConnectsWhenTheServerComesLater) {
  const std::string port = free_port();
  RemoteRig rig(client_settings(port, "8"));
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  TestListener listener(static_cast<std::uint16_t>(std::stoi(port)));
  EXPECT_TRUE(listener.accept(2'000).is_connected());
}

TEST(Client, DropsALoopOnANameThatTurnsOutToBeThisMachine) {
  // An old spelling of 127.0.0.1 that only the system's look-up understands.
  const std::string port = free_port();
  RemoteRig rig({{"EnableServer", "true"},
                 {"EnableClient", "true"},
                 {"Hostname", "127.1"},
                 {"Port", port},
                 {"ListenPort", port}});
  EXPECT_TRUE(rig.host.wait_logged(Level::error, "loop connection: 127.1:" + port));
  EXPECT_TRUE(rig.connect().is_connected());
  EXPECT_EQ(rig.host.count_dispatched("REMOTE_EVENT_CONNECTED|127.0.0.1"), 1U);
}

TEST(Client, StopsInEveryState) {
  // Resolving a name nobody answers for, connecting, pausing.
  const std::pair<std::string_view, std::string_view> targets[] = {
      {"name.invalid", "0"}, {"192.0.2.1", "0"}, {"localhost", "100"}};
  const std::string port = free_port();
  for (const auto& [name, retries] : targets) {
    RemoteRig rig(
        {{"EnableClient", "true"}, {"Hostname", name}, {"Port", port}, {"RetryCount", retries}});
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    const auto start = Clock::now();
    rig.stop();
    EXPECT_LE(seconds_since(start), 1.0) << name;
  }
}

}  // namespace
}  // namespace mmdagent::remote
