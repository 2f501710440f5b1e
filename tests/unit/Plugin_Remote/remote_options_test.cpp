#include "remote_options.h"

#include <gtest/gtest.h>

#include <utility>

#include "support/fake_host.h"

namespace mmdagent::remote {
namespace {

using test::FakeHost;
using Settings = std::vector<std::pair<std::string, std::string>>;

struct Read {
  RemoteOptions options;
  std::vector<std::string> errors;
};

Read read(const Settings& settings) {
  FakeHost host;
  for (const auto& [key, value] : settings) host.set("Plugin_Remote_" + key, value);
  std::vector<OptionRemark> remarks;
  Read result{read_options(host, remarks), {}};
  for (const OptionRemark& remark : remarks) {
    EXPECT_EQ(remark.level, Level::error);
    result.errors.push_back(remark.text);
  }
  return result;
}

TEST(RemoteOptions, AreOffWithoutAnyKey) {
  const Read read_nothing = read({});
  EXPECT_FALSE(read_nothing.options.is_active());
  EXPECT_TRUE(read_nothing.errors.empty());
}

TEST(RemoteOptions, KnowWhatSwitchesAModeOff) {
  for (const char* off : {"", "false", "False", "FALSE", "no", "No", "off", "OFF", "0"}) {
    EXPECT_FALSE(read({{"EnableServer", off}, {"EnableClient", off}}).options.is_active()) << off;
  }
  for (const char* on : {"true", "1", "yes", "on", "2", "falsely", " ", "00"}) {
    EXPECT_TRUE(read({{"EnableServer", on}}).options.server) << on;
    EXPECT_TRUE(read({{"EnableClient", on}}).options.client) << on;
    EXPECT_TRUE(read({{"AllLog", on}}).options.all_log) << on;
  }
  EXPECT_TRUE(read({{"ServerMode", "true"}}).options.server);
  EXPECT_TRUE(read({{"ClientMode", "true"}, {"EnableClient", "false"}}).options.client);
}

TEST(RemoteOptions, ChoosePorts) {
  EXPECT_EQ(read({{"EnableServer", "1"}}).options.listen_port, 60001);
  EXPECT_EQ(read({{"EnableServer", "1"}, {"Port", "7"}}).options.listen_port, 7);
  EXPECT_EQ(read({{"EnableServer", "1"}, {"Port", "7"}, {"ListenPort", "8"}}).options.listen_port,
            8);
  EXPECT_EQ(read({{"EnableServer", "1"}, {"ListenPort", "0"}}).options.listen_port, 0);
  EXPECT_EQ(read({{"EnableServer", "1"}, {"ListenPort", "x"}}).options.listen_port, 0);
  EXPECT_TRUE(read({{"EnableServer", "1"}, {"ListenPort", "x"}}).options.server);
  EXPECT_EQ(read({{"EnableServer", "1"}, {"ListenPort", " 65535x"}}).options.listen_port, 65535);
  EXPECT_EQ(read({{"EnableClient", "1"}}).options.client_port, 60001);
  EXPECT_EQ(read({{"EnableClient", "1"}, {"Port", "9"}}).options.client_port, 9);
  const auto both = read({{"EnableServer", "1"}, {"EnableClient", "1"}, {"Hostname", "192.0.2.1"}});
  EXPECT_EQ(both.options.listen_port, 60001);
  EXPECT_EQ(both.options.client_port, 60001);
  EXPECT_TRUE(both.options.server && both.options.client);
}

TEST(RemoteOptions, ReadTheNumberATextBeginsWith) {
  EXPECT_EQ(leading_integer(" \t-12x"), -12);
  EXPECT_EQ(leading_integer("+7"), 7);
  EXPECT_EQ(leading_integer(""), 0);
  EXPECT_EQ(leading_integer("- 1"), 0);
  EXPECT_EQ(leading_integer("18446744073709551617"), 2'000'000'000);
  EXPECT_EQ(leading_integer("-18446744073709551617"), -2'000'000'000);
}

TEST(RemoteOptions, RefusePortsOutOfRange) {
  for (const char* port : {"65536", "-1", "99999999999999999999"}) {
    const Read server = read({{"EnableServer", "1"}, {"ListenPort", port}});
    EXPECT_FALSE(server.options.server);
    EXPECT_EQ(server.errors,
              std::vector<std::string>{"Plugin_Remote_ListenPort=" + std::string(port) +
                                       ": expected 0..65535; server mode is off"});
  }
  for (const char* port : {"0", "x", "65536"}) {
    const Read client = read({{"EnableClient", "1"}, {"Port", port}});
    EXPECT_FALSE(client.options.client);
    EXPECT_EQ(client.errors, std::vector<std::string>{"Plugin_Remote_Port=" + std::string(port) +
                                                      ": expected 1..65535; client mode is off"});
  }
}

TEST(RemoteOptions, CheckTheListenAddress) {
  for (const char* address : {"", "*", "::", "0.0.0.0", "127.0.0.1", "::1", "192.0.2.7"}) {
    const Read good = read({{"EnableServer", "1"}, {"ListenAddress", address}});
    EXPECT_TRUE(good.options.server) << address;
    EXPECT_EQ(good.options.listen_address, address);
  }
  EXPECT_EQ(read({{"EnableServer", "1"}, {"ListenAddress", "localhost"}}).options.listen_address,
            "");
  const Read bad = read({{"EnableServer", "1"}, {"ListenAddress", "example.org"}});
  EXPECT_FALSE(bad.options.server);
  EXPECT_EQ(bad.errors, std::vector<std::string>{
                            "Plugin_Remote_ListenAddress=example.org: expected an IPv4 or IPv6 "
                            "address, 0.0.0.0, :: or *; server mode is off"});
}

TEST(RemoteOptions, CountRetries) {
  EXPECT_EQ(read({}).options.retry_count, 0);
  EXPECT_EQ(read({{"RetryCount", "60"}}).options.retry_count, 60);
  EXPECT_EQ(read({{"RetryCount", "-3"}}).options.retry_count, 0);
  EXPECT_EQ(read({{"RetryCount", "many"}}).options.retry_count, 0);
}

TEST(RemoteOptions, RefuseToConnectToThemselves) {
  for (const char* host : {"localhost", "127.0.0.1", "127.1.2.3", "::1", "0.0.0.0"}) {
    const Read both =
        read({{"EnableServer", "1"}, {"EnableClient", "1"}, {"Hostname", host}, {"Port", "60001"}});
    EXPECT_TRUE(both.options.server);
    EXPECT_FALSE(both.options.client) << host;
    EXPECT_EQ(both.errors,
              std::vector<std::string>{"loop connection: server and client mode both on " +
                                       std::string(host) + ":60001; client mode is off"});
  }
  EXPECT_TRUE(
      read({{"EnableServer", "1"}, {"EnableClient", "1"}, {"ListenPort", "60002"}}).options.client);
}

TEST(RemoteOptions, ReadWhomTheWebSocketGoesTo) {
  const RemoteOptions simple = read({{"Websocket_Host", "server"}}).options;
  EXPECT_TRUE(simple.is_active());
  ASSERT_TRUE(simple.websocket.has_value());
  EXPECT_EQ(simple.websocket->host, "server");
  EXPECT_EQ(simple.websocket->port, 80);
  EXPECT_EQ(simple.websocket->path, "/");
  EXPECT_FALSE(simple.websocket->tls);
  EXPECT_TRUE(simple.websocket->verify);
  const auto secure = read({{"Websocket_Host", "s"}, {"Websocket_Port", "443"}}).options.websocket;
  EXPECT_TRUE(secure->tls);
  const auto chosen = read({{"Websocket_Host", "s"},
                            {"Websocket_Port", "9001"},
                            {"Websocket_Directory", "/chat?room=1"},
                            {"Websocket_Tls", "true"},
                            {"Websocket_Verify", "false"}})
                          .options.websocket;
  EXPECT_EQ(chosen->path, "/chat?room=1");
  EXPECT_TRUE(chosen->tls);
  EXPECT_FALSE(chosen->verify);
  for (const char* path : {"chat", "", "/a b", "/a\rb", "/\xE5\xA4\xA9"}) {
    const Read wrong = read({{"Websocket_Host", "s"}, {"Websocket_Directory", path}});
    EXPECT_FALSE(wrong.options.is_active());
    ASSERT_EQ(wrong.errors.size(), 1U) << path;
    EXPECT_EQ(wrong.errors[0],
              std::string("Plugin_Remote_Websocket_Directory=") + path +
                  ": expected a path of visible ASCII characters that begins with /; WebSocket "
                  "mode is off");
  }
  EXPECT_FALSE(read({{"Websocket_Host", "s"}, {"Websocket_Port", "0"}}).options.is_active());
}

TEST(RemoteOptions, ReadWhoMayComeIn) {
  EXPECT_FALSE(read({{"EnableServer", "1"}}).options.entrance.has_lobby());
  const RemoteOptions options = read({{"WebsocketServer", "true"},
                                      {"Token", "secret"},
                                      {"AllowAddresses", " 127.0.0.1 ,, 10.0.0.0/8"},
                                      {"WebsocketOrigins", "https://a.example, *"},
                                      {"WebsocketHosts", "agent.example"}})
                                    .options;
  EXPECT_TRUE(options.server);
  EXPECT_TRUE(options.entrance.has_lobby());
  EXPECT_TRUE(options.entrance.websocket);
  EXPECT_EQ(options.entrance.token, "secret");
  EXPECT_EQ(options.entrance.addresses.size(), 2U);
  EXPECT_EQ(options.entrance.origins, (std::vector<std::string>{"https://a.example", "*"}));
  EXPECT_EQ(options.entrance.hosts, std::vector<std::string>{"agent.example"});
  EXPECT_FALSE(options.allow_execute);
}

TEST(RemoteOptions, ReadWhetherPeersHearThemselves) {
  EXPECT_TRUE(read({{"EnableServer", "1"}}).options.echo);
  EXPECT_TRUE(read({{"EnableServer", "1"}, {"Echo", "true"}}).options.echo);
  EXPECT_FALSE(read({{"EnableServer", "1"}, {"Echo", "false"}}).options.echo);
}

TEST(RemoteOptions, DoNotOpenTheServerWithAWrongEntrance) {
  EXPECT_TRUE(read({{"EnableServer", "1"}, {"Token", std::string(4'089, 'x')}}).options.server);
  const Read longer = read({{"EnableServer", "1"}, {"Token", std::string(4'090, 'x')}});
  EXPECT_FALSE(longer.options.server);
  EXPECT_EQ(longer.errors, std::vector<std::string>{"Plugin_Remote_Token: expected up to 4089 "
                                                    "bytes, got 4090; server mode is off"});
  const Read address = read({{"EnableServer", "1"}, {"AllowAddresses", "::1, 10.0.0.0/33"}});
  EXPECT_FALSE(address.options.server);
  EXPECT_EQ(address.errors, std::vector<std::string>{
                                "Plugin_Remote_AllowAddresses: 10.0.0.0/33: expected an address "
                                "or address/bits; server mode is off"});
}

TEST(RemoteOptions, SayThatWebSocketIsIgnored) {
  const Read both = read({{"Websocket_Host", "localhost"}, {"EnableServer", "true"}});
  EXPECT_TRUE(both.options.server);
  ASSERT_EQ(both.errors.size(), 1U);
  EXPECT_NE(both.errors[0].find("Plugin_Remote_Websocket_Host is set together with "
                                "Plugin_Remote_EnableServer"),
            std::string::npos);
  EXPECT_TRUE(read({{"Websocket_Host", ""}}).errors.empty());
}

}  // namespace
}  // namespace mmdagent::remote
