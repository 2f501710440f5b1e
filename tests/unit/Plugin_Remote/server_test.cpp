#include "server.h"

#include <gtest/gtest.h>

#include "remote_limits.h"
#include "remote_rig.h"

namespace mmdagent::remote {
namespace {

using namespace std::string_literals;

TEST(Server, ListensOnBothLoopbackAddressesOnly) {
  RemoteRig rig(server_settings);
  EXPECT_TRUE(TestPeer::connect(rig.port()).is_connected());
  TestPeer six = TestPeer::connect(rig.port(), "::1");
  if (!six.is_connected()) GTEST_SKIP() << "this machine has no IPv6";
  EXPECT_EQ(six.line(), "REMOTE_EVENT_CONNECTED|::1");
  EXPECT_EQ(rig.host.count_logged(Level::status, "Plugin_Remote_ListenAddress=0.0.0.0 opens it"),
            1U);
  EXPECT_EQ(rig.host.count_logged(Level::warning, ""), 0U);
}

TEST(Server, ListensWhereItIsToldAndWarnsWhenOthersReachIt) {
  for (const char* address : {"0.0.0.0", "*", "::"}) {
    RemoteRig rig({{"EnableServer", "true"}, {"ListenPort", "0"}, {"ListenAddress", address}});
    EXPECT_EQ(rig.host.count_logged(Level::warning, "is open to other machines"), 1U) << address;
    EXPECT_TRUE(TestPeer::connect(rig.port()).is_connected()) << address;
  }
  RemoteRig rig({{"EnableServer", "true"}, {"ListenPort", "0"}, {"ListenAddress", "127.0.0.2"}});
  EXPECT_EQ(rig.host.count_logged(Level::warning, ""), 0U);
  EXPECT_FALSE(TestPeer::connect(rig.port(), "127.0.0.1").is_connected());
  EXPECT_TRUE(TestPeer::connect(rig.port(), "127.0.0.2").is_connected());
}

TEST(Server, SaysWhenThePortIsTaken) {
  const TestListener taken;
  const std::string port = std::to_string(taken.port());
  RemoteRig rig({{"EnableServer", "true"}, {"ListenPort", port}});
  EXPECT_EQ(rig.host.count_logged(Level::error, "failed to open port " + port), 1U);
  EXPECT_EQ(rig.port(), 0);
  EXPECT_TRUE(rig.host.wait_dispatched("PLUGIN_EVENT_ENABLE|Remote"));
}

TEST(Server, ClosesTheTwentyFirstPeer) {
  RemoteRig rig(server_settings);
  std::vector<TestPeer> peers;
  for (std::size_t count = 0; count < max_peers; ++count) peers.push_back(rig.connect());
  TestPeer surplus = TestPeer::connect(rig.port());
  EXPECT_EQ(surplus.line(), "EOF");
  EXPECT_TRUE(rig.host.wait_logged(Level::warning, "number of peers reaches limit (20)"));
  EXPECT_EQ(rig.host.count_dispatched("REMOTE_EVENT_CONNECTED|127.0.0.1"), max_peers);
  peers.front().send("P\n");
  for (TestPeer& peer : peers) EXPECT_TRUE(peer.wait_line("P"));
  peers.pop_back();
  ASSERT_TRUE(rig.host.wait_dispatched("REMOTE_EVENT_DISCONNECTED|127.0.0.1"));
  EXPECT_TRUE(rig.connect().is_connected());
}

TEST(Server, TellsWhenThereIsAPeerAndWhenTheLastOneLeft) {
  RemoteRig rig(server_settings);
  TestPeer one = rig.connect();
  TestPeer two = rig.connect();
  EXPECT_TRUE(rig.host.wait_logged(Level::status, "new connection established, total 2 peers"));
  EXPECT_TRUE(rig.host.wait_until([&] { return rig.host.status_icon() == "  \xE2\x97\x89"; }));
  EXPECT_TRUE(rig.host.texts().contains("state"));
  one.close();
  two.close();
  EXPECT_TRUE(rig.host.wait_logged(Level::status, "closed all, listening port"));
  EXPECT_TRUE(rig.host.wait_until([&] { return rig.host.status_icon().empty(); }));
}

// --- Web browsers --------------------------------------------------------------------------------

struct BrowserCase {
  std::string stream;
  const char* sign;
};

const BrowserCase browser_streams[] = {
    {"POST / HTTP/1.1\r\nHost: 127.0.0.1:60001\r\nContent-Type: text/plain\r\nContent-Length: 15"
     "\r\n\r\nMODEL_DELETE|0\n",
     "an HTTP request line"},
    {"GET /MODEL_DELETE|0 HTTP/1.1\r\nHost: rebind.example\r\n\r\n", "an HTTP request line"},
    {"MODEL_DELETE|0\nHost: rebind.example\n", "an HTTP Host header"},
    {"XGET / HTTP/1.1\r\nhost:x\r\nMODEL_DELETE|0\n", "an HTTP Host header"},
    {"\x16\x03\x01\x02\x00\x01\nMODEL_DELETE|0\n"s, "a TLS handshake"},
};

TEST(Server, ClosesABrowserBeforeAnythingIsExecuted) {
  for (const BrowserCase& each : browser_streams) {
    RemoteRig rig(server_settings);
    TestPeer peer = TestPeer::connect(rig.port());
    peer.send(each.stream);
    EXPECT_TRUE(peer.at_end());
    ASSERT_TRUE(rig.host.wait_dispatched("REMOTE_EVENT_DISCONNECTED|127.0.0.1")) << each.stream;
    EXPECT_EQ(rig.host.count_dispatched("MODEL_DELETE|0"), 0U) << each.stream;
    EXPECT_EQ(rig.host.count_logged(Level::warning, each.sign), 1U) << each.stream;
    for (const std::string& line : rig.host.dispatched()) {
      EXPECT_TRUE(line.starts_with("REMOTE_EVENT_") || line.starts_with("PLUGIN_EVENT_")) << line;
    }
    EXPECT_TRUE(rig.connect().is_connected());
  }
}

TEST(Server, ClosesABrowserThatSendsByteByByte) {
  for (const std::size_t index : {0, 1, 4}) {
    RemoteRig rig(server_settings);
    TestPeer peer = TestPeer::connect(rig.port());
    peer.send_bytewise(browser_streams[index].stream);
    EXPECT_TRUE(peer.at_end());
    ASSERT_TRUE(rig.host.wait_dispatched("REMOTE_EVENT_DISCONNECTED|127.0.0.1"));
    EXPECT_EQ(rig.host.count_dispatched("MODEL_DELETE|0"), 0U);
  }
}

TEST(Server, TakesMessagesThatOnlyLookLikeABrowser) {
  RemoteRig rig(server_settings);
  TestPeer peer = rig.connect();
  peer.send("GET |x\nGREET|Host: x\nPOST\n");
  EXPECT_EQ(peer.line(), "GET |x");
  EXPECT_EQ(peer.line(), "GREET|Host: x");
  EXPECT_EQ(peer.line(), "POST");
}

}  // namespace
}  // namespace mmdagent::remote
