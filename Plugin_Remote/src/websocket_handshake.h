// The HTTP exchange that turns a connection into a WebSocket (RFC 6455 §4): pure, without sockets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http_head.h"

namespace mmdagent::remote {

struct EntranceRules;

// 16 random bytes in base64.
std::string make_websocket_key();
// What the server must answer to a key.
std::string websocket_accept(std::string_view key);

// --- Client. -------------------------------------------------------------------------------------

// `host` as it stands in the Host field; the port is left out where it is the scheme's own.
std::string websocket_request(const std::string& host, std::uint16_t port, bool tls,
                              const std::string& path, const std::string& key);

enum class Reply : std::uint8_t {
  accepted,
  busy,     // status 429: another path may be free
  refused,  // see the reason
};

// `reason` says what was wrong with a reply that refuses.
Reply judge_reply(const HttpHead& head, std::string_view key, std::string& reason);

// --- Server. -------------------------------------------------------------------------------------

struct Judgement {
  unsigned status = 101;   // of the answer
  std::string reason;      // why it is not 101, for the log
  bool has_token = false;  // the right one stood in the request
};

Judgement judge_request(const HttpHead& head, const EntranceRules& rules);
// The whole answer; of `head`, only the key matters.
std::string websocket_answer(const Judgement& judgement, const HttpHead& head);

}  // namespace mmdagent::remote
