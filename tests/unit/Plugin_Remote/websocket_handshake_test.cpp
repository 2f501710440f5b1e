#include "websocket_handshake.h"

#include <gtest/gtest.h>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view sample_key = "dGhlIHNhbXBsZSBub25jZQ==";  // RFC 6455 §1.3

std::string verdict(const std::string& reply) {
  HttpHead head;
  if (!parse_reply(reply.substr(0, head_size(reply)), head)) return "not HTTP";
  std::string reason;
  switch (judge_reply(head, sample_key, reason)) {
    case Reply::accepted:
      return "accepted" + reason;
    case Reply::busy:
      return "busy: " + reason;
    case Reply::refused:
      break;
  }
  return reason;
}

TEST(WebsocketHandshake, AnswersTheKeyOfTheSpecification) {
  EXPECT_EQ(websocket_accept(sample_key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebsocketHandshake, MakesADifferentKeyEachTime) {
  EXPECT_EQ(make_websocket_key().size(), 24U);
  EXPECT_NE(make_websocket_key(), make_websocket_key());
}

TEST(WebsocketHandshake, LeavesOutThePortOfTheScheme) {
  const auto host = [](const std::string& name, std::uint16_t port, bool tls) {
    const std::string request = websocket_request(name, port, tls, "/", "k");
    return request.substr(request.find("Host: ") + 6);
  };
  EXPECT_EQ(host("localhost", 9001, false), "localhost:9001\r\n\r\n");
  EXPECT_EQ(host("localhost", 80, false), "localhost\r\n\r\n");
  EXPECT_EQ(host("localhost", 443, true), "localhost\r\n\r\n");
  EXPECT_EQ(host("localhost", 80, true), "localhost:80\r\n\r\n");
  EXPECT_EQ(host("::1", 9001, false), "[::1]:9001\r\n\r\n");
}

TEST(WebsocketHandshake, JudgesReplies) {
  const std::string switching = "HTTP/1.1 101 Switching Protocols\r\n";
  const std::string upgrade = "upgrade: WebSocket\r\nconnection: keep-alive, upgrade\r\n";
  const std::string accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
  EXPECT_EQ(verdict(switching + upgrade + accept + "\r\n"), "accepted");
  EXPECT_EQ(verdict(switching + upgrade + accept + "\r\n\x81\x02more"), "accepted");
  EXPECT_EQ(verdict("HTTP/1.1 429 Too Many Requests\r\n\r\n"), "busy: HTTP status 429");
  EXPECT_EQ(verdict("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
            "HTTP status 200, expected 101");
  EXPECT_EQ(verdict(switching + accept + "\r\n"), "the reply upgrades to something else");
  EXPECT_EQ(verdict(switching + "Upgrade: websocket\r\n" + accept + "\r\n"),
            "the reply upgrades to something else");
  EXPECT_EQ(verdict(switching + upgrade + "\r\n"), "the reply has a wrong Sec-WebSocket-Accept");
  EXPECT_EQ(verdict(switching + upgrade + accept + "Sec-WebSocket-Extensions: x\r\n\r\n"),
            "the reply names an extension or a protocol that was not asked for");
  EXPECT_EQ(verdict("SSH-2.0\r\n\r\n"), "not HTTP");
  EXPECT_EQ(verdict("HTTP/1.1 101 OK\r\nno colon\r\n\r\n"), "not HTTP");
}

TEST(HttpHead, FindsItsEnd) {
  EXPECT_EQ(head_size("HTTP/1.1 101 OK\r\n\r"), 0U);
  EXPECT_EQ(head_size("HTTP/1.1 101 OK\r\n\r\nrest"), 19U);
}

TEST(HttpHead, TakesARequestUpToItsLimit) {
  const std::string start = "GET /a?b HTTP/1.1\r\nX: ";
  HttpHead head;
  EXPECT_TRUE(parse_request(
      start + std::string(max_head_bytes - start.size() - 4, 'x') + "\r\n\r\n", head));
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.target, "/a?b");
  EXPECT_TRUE(head.is_http_1_1);
  EXPECT_FALSE(parse_request(
      start + std::string(max_head_bytes - start.size() - 3, 'x') + "\r\n\r\n", head));
}

}  // namespace
}  // namespace mmdagent::remote
