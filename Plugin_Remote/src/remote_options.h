// The settings of the remote connection, read once at start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"
#include "entrance_rules.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// Whom the WebSocket client goes to.
struct WebsocketTarget {
  std::string host;
  std::uint16_t port = 80;
  std::string path = "/";
  bool tls = false;
  bool verify = true;  // the server's certificate
};

struct RemoteOptions {
  bool server = false;
  std::uint16_t listen_port = 0;  // 0: the system chooses
  // Empty: 127.0.0.1 and ::1. "0.0.0.0": all IPv4. "::" or "*": all. Else one literal.
  std::string listen_address;
  EntranceRules entrance;

  bool client = false;
  std::string client_host;
  std::uint16_t client_port = 0;
  int retry_count = 0;  // attempts after the first
  // Client mode speaks WebSocket with it, at the same host and port.
  std::optional<WebsocketTarget> websocket;

  // Peers may send messages that start programs or open addresses.
  bool allow_execute = false;
  bool echo = true;      // a peer's messages go out to itself too
  bool all_log = false;  // log lines go out instead of messages

  bool is_active() const noexcept { return server || client; }
};

// What to log about the settings.
struct OptionRemark {
  Level level = Level::none;
  std::string text;
};

// A mode whose settings are wrong is off, with a remark.
RemoteOptions read_options(const Host& host, std::vector<OptionRemark>& remarks);

// False for an empty text and for `false`, `no`, `off` and `0` in any case; else true.
bool is_on(std::string_view value) noexcept;

// The decimal number the text begins with (blanks and a sign before it allowed), 0 without one.
// Beyond ±2,000,000,000 it stays there.
long leading_integer(std::string_view text) noexcept;

}  // namespace mmdagent::remote
