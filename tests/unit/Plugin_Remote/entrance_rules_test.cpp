#include "entrance_rules.h"

#include <gtest/gtest.h>

#include "guarded_messages.h"
#include "socket_tools.h"
#include "websocket_handshake.h"

namespace mmdagent::remote {
namespace {

bool contains(std::string_view range, const std::string& address) {
  return AddressRange::parse(range)->contains(*parse_address(address, 1));
}

TEST(AddressRange, HoldsTheAddressesThatBeginAlike) {
  EXPECT_TRUE(contains("127.0.0.1", "127.0.0.1"));
  EXPECT_FALSE(contains("127.0.0.1", "127.0.0.2"));
  EXPECT_TRUE(contains("10.0.0.0/8", "10.255.0.3"));
  EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(contains("192.168.1.128/25", "192.168.1.200"));
  EXPECT_FALSE(contains("192.168.1.128/25", "192.168.1.127"));
  EXPECT_TRUE(contains("0.0.0.0/0", "8.8.8.8"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
  EXPECT_TRUE(contains("fe80::/10", "febf::1"));
  EXPECT_FALSE(contains("fe80::/10", "fec0::1"));
  EXPECT_TRUE(contains("10.0.0.0/8", "::ffff:10.1.2.3"));
  EXPECT_TRUE(contains("::1", "::1"));
}

TEST(AddressRange, RefusesWhatIsNone) {
  for (const char* text : {"", "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8x",
                           "10.0.0.0/-1", "10.0.0/8"}) {
    EXPECT_FALSE(AddressRange::parse(text).has_value()) << text;
  }
}

TEST(EntranceRules, ATokenIsTheWholeToken) {
  EXPECT_TRUE(is_token("secret", "secret"));
  for (const char* wrong : {"", "secre", "secrets", "Secret", "secretsecret"}) {
    EXPECT_FALSE(is_token(wrong, "secret")) << wrong;
  }
  EXPECT_FALSE(is_token("", ""));
}

// --- Requests.

HttpHead request(std::vector<std::pair<std::string, std::string>> changed,
                 const std::string& target = "/") {
  HttpHead head;
  head.method = "GET";
  head.target = target;
  head.is_http_1_1 = true;
  head.fields = {{"Host", "localhost:60001"},
                 {"Upgrade", "websocket"},
                 {"Connection", "keep-alive, Upgrade"},
                 {"Sec-WebSocket-Version", "13"},
                 {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  for (auto& [name, value] : changed) {
    std::erase_if(head.fields, [&](const auto& field) { return field.first == name; });
    if (value != "-") head.fields.emplace_back(name, value);
  }
  return head;
}

std::string judge(const HttpHead& head, const EntranceRules& rules = {}) {
  const Judgement judgement = judge_request(head, rules);
  return std::to_string(judgement.status) + " " + judgement.reason +
         (judgement.has_token ? "token" : "");
}

TEST(EntranceRules, TakeAHandshake) {
  EXPECT_EQ(judge(request({})), "101 ");
  const std::string answer = websocket_answer({}, request({}));
  EXPECT_EQ(answer,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

TEST(EntranceRules, RefuseWhatIsNoHandshake) {
  EXPECT_EQ(judge(request({{"Upgrade", "-"}})),
            "426 a web browser by a request that is no WebSocket handshake");
  EXPECT_EQ(judge(request({{"Connection", "close"}})),
            "426 a web browser by a request that is no WebSocket handshake");
  EXPECT_EQ(judge(request({{"Host", "-"}})), "400 a request that is not HTTP/1.1");
  EXPECT_EQ(judge(request({{"Sec-WebSocket-Version", "8"}})), "426 WebSocket version \"8\"");
  for (const char* key : {"-", "short==", "dGhlIHNhbXBsZSBub25jZQ=!", "dGhlIHNhbXBsZSBub25j=Q=="}) {
    EXPECT_EQ(judge(request({{"Sec-WebSocket-Key", key}})), "400 a Sec-WebSocket-Key that is none")
        << key;
  }
  EXPECT_TRUE(websocket_answer({426, "", false}, {})
                  .starts_with("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\n"));
}

TEST(EntranceRules, TakeOnlyTheirOwnHost) {
  EntranceRules rules;
  rules.hosts = {"agent.example"};
  for (const char* host : {"localhost", "LOCALHOST:1", "127.0.0.1:60001", "[::1]:60001",
                           "192.168.1.2", "Agent.Example:60001"}) {
    EXPECT_EQ(judge(request({{"Host", host}}), rules), "101 ") << host;
  }
  for (const char* host :
       {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "x"}) {
    EXPECT_EQ(judge(request({{"Host", host}}), rules),
              std::string("403 Host \"") + host + "\" is not in Plugin_Remote_WebsocketHosts");
  }
}

TEST(EntranceRules, TakeOnlyWelcomeOrigins) {
  EntranceRules rules;
  rules.origins = {"https://good.example"};
  for (const char* origin : {"null", "http://localhost", "http://localhost:8000",
                             "https://127.0.0.1:1", "http://[::1]:8000", "https://good.example"}) {
    EXPECT_EQ(judge(request({{"Origin", origin}}), rules), "101 ") << origin;
  }
  for (const char* origin :
       {"", "http://good.example", "https://good.example:81", "https://localhost.x",
        "http://127.0.0.1.x", "http://192.168.1.2", "ftp://localhost", "https://bad.example"}) {
    EXPECT_EQ(
        judge(request({{"Origin", origin}}), rules),
        std::string("403 Origin \"") + origin + "\" is not in Plugin_Remote_WebsocketOrigins");
  }
  EXPECT_EQ(judge(request({{"Origin", "a\nb"}}), rules),
            "403 Origin \"a?b\" is not in Plugin_Remote_WebsocketOrigins");
  rules.origins = {"*"};
  EXPECT_EQ(judge(request({{"Origin", "https://bad.example"}}), rules), "101 ");
}

TEST(EntranceRules, FindTheTokenInTheQuery) {
  EntranceRules rules;
  rules.token = "a b%&";
  EXPECT_EQ(judge(request({}, "/chat?token=a%20b%25%26"), rules), "101 token");
  EXPECT_EQ(judge(request({}, "/chat?x=1&token=a%20b%25%26&y"), rules), "101 token");
  EXPECT_EQ(judge(request({}, "/chat"), rules), "101 ");
  EXPECT_EQ(judge(request({}, "/chat?xtoken=a%20b%25%26"), rules), "101 ");
  for (const char* wrong : {"", "a", "a%20b%25%2", "a%20b%25%", "%"}) {
    EXPECT_EQ(judge(request({}, std::string("/?token=") + wrong), rules), "401 a wrong token");
  }
}

TEST(GuardedMessages, AreThoseThatReachBeyondTheProgram) {
  EXPECT_TRUE(needs_leave("EXECUTE", "xterm"));
  EXPECT_TRUE(needs_leave("KEY_POST", "Window|A|OFF|OFF|OFF"));
  EXPECT_TRUE(needs_leave("KEYVALUE_SET", "_RequestedURL|http://x/"));
  EXPECT_TRUE(needs_leave("KEYVALUE_SET", "||_RequestedURL|http://x/"));
  EXPECT_FALSE(needs_leave("KEYVALUE_SET", "_RequestedURLs|http://x/"));
  EXPECT_FALSE(needs_leave("KEYVALUE_SET", "|"));
  EXPECT_FALSE(needs_leave("MODEL_ADD", "EXECUTE"));
}

}  // namespace
}  // namespace mmdagent::remote
