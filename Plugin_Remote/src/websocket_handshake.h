// The HTTP exchange that turns a connection into a WebSocket (RFC 6455 §4): pure, without sockets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http_head.h"

namespace mmdagent::remote {

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

}  // namespace mmdagent::remote
