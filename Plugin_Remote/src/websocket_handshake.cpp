#include "websocket_handshake.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <stdexcept>

#include "entrance_rules.h"
#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view key_suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455 §1.3

std::string base64(std::span<const unsigned char> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// `name`, `name:port` or `[address]:port` without the port and the brackets.
std::string_view without_port(std::string_view place) noexcept {
  if (place.starts_with('[')) {
    const std::size_t end = place.find(']');
    return end == std::string_view::npos ? place : place.substr(1, end - 1);
  }
  return place.substr(0, place.find(':'));
}

// A page from elsewhere reaches us under a name of its own that it has made to mean this machine;
// an address cannot be made to.
bool is_own_host(std::string_view host, const EntranceRules& rules) {
  const std::string_view name = without_port(host);
  return equal_ignoring_case(name, "localhost") || parse_address(std::string(name), 0) ||
         std::ranges::any_of(
             rules.hosts, [&](const std::string& own) { return equal_ignoring_case(own, name); });
}

bool is_origin_of_this_machine(std::string_view origin) {
  constexpr std::string_view schemes[] = {"http://", "https://"};
  for (const std::string_view scheme : schemes) {
    if (!origin.starts_with(scheme)) continue;
    const std::string_view name = without_port(origin.substr(scheme.size()));
    const auto address = parse_address(std::string(name), 0);
    return equal_ignoring_case(name, "localhost") || (address && address->reaches_this_machine());
  }
  return false;
}

bool is_welcome_origin(std::string_view origin, const EntranceRules& rules) {
  return origin == "null" || is_origin_of_this_machine(origin) ||
         std::ranges::any_of(rules.origins, [&](const std::string& each) {
           return each == "*" || equal_ignoring_case(each, origin);
         });
}

bool is_key(std::string_view key) noexcept {
  constexpr std::size_t key_bytes = 24;  // 16 in base64
  return key.size() == key_bytes && key.ends_with("==") &&
         std::ranges::all_of(key.substr(0, key_bytes - 2), [](char byte) {
           return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                  (byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
         });
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned char byte = 0;
    const std::string_view digits = text.substr(at + 1 < text.size() ? at + 1 : at, 2);
    if (text[at] == '%' && digits.size() == 2 &&
        std::from_chars(digits.data(), digits.data() + 2, byte, 16).ptr == digits.data() + 2) {
      decoded.push_back(static_cast<char>(byte));
      at += 2;
    } else {
      decoded.push_back(text[at]);
    }
  }
  return decoded;
}

// The value of `token=` in the query of a request's target.
std::optional<std::string> token_of(std::string_view target) {
  constexpr std::string_view name = "token=";
  const std::size_t question = target.find('?');
  if (question == std::string_view::npos) return std::nullopt;
  for (std::string_view rest = target.substr(question + 1); !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    if (rest.starts_with(name)) return percent_decoded(rest.substr(0, end).substr(name.size()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

// For the log: one line, not too long, whatever a stranger wrote.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string plain(text.substr(0, longest));
  std::ranges::replace_if(
      plain, [](char byte) { return byte < ' ' || byte > '~'; }, '?');
  return '"' + plain + '"';
}

std::string_view status_text(unsigned status) noexcept {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 426:
      return "Upgrade Required";
    default:
      return "Request Header Fields Too Large";
  }
}

}  // namespace

std::string make_websocket_key() {
  std::array<unsigned char, 16> bytes;
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("getrandom gave no random bytes");
  }
  return base64(bytes);
}

std::string websocket_accept(std::string_view key) {
  const std::string text = std::string(key).append(key_suffix);
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  ::SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return base64(digest);
}

std::string websocket_request(const std::string& host, std::uint16_t port, bool tls,
                              const std::string& path, const std::string& key) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  std::string place = is_ipv6 ? fmt::format("[{}]", host) : host;
  if (port != (tls ? 443 : 80)) place += fmt::format(":{}", port);
  return fmt::format(
      "GET {} HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
      "13\r\n"
      "Sec-WebSocket-Key: {}\r\nX-App-Type: MMDAgent\r\nHost: {}\r\n\r\n",
      path, key, place);
}

Reply judge_reply(const HttpHead& head, std::string_view key, std::string& reason) {
  if (head.status == 429) {
    reason = "HTTP status 429";
    return Reply::busy;
  }
  if (head.status != 101) {
    reason = fmt::format("HTTP status {}, expected 101", head.status);
  } else if (!head.field_has_word("Upgrade", "websocket") ||
             !head.field_has_word("Connection", "Upgrade")) {
    reason = "the reply upgrades to something else";
  } else if (head.field("Sec-WebSocket-Accept") != websocket_accept(key)) {
    reason = "the reply has a wrong Sec-WebSocket-Accept";
  } else if (head.has_field("Sec-WebSocket-Extensions") ||
             head.has_field("Sec-WebSocket-Protocol")) {
    reason = "the reply names an extension or a protocol that was not asked for";
  } else {
    return Reply::accepted;
  }
  return Reply::refused;
}

Judgement judge_request(const HttpHead& head, const EntranceRules& rules) {
  const std::string_view host = head.field("Host");
  if (!head.is_http_1_1 || host.empty()) return {400, "a request that is not HTTP/1.1", false};
  if (!head.field_has_word("Upgrade", "websocket") ||
      !head.field_has_word("Connection", "Upgrade")) {
    return {426, "a web browser by a request that is no WebSocket handshake", false};
  }
  if (!is_own_host(host, rules)) {
    return {403, "Host " + quoted(host) + " is not in Plugin_Remote_WebsocketHosts", false};
  }
  const std::string_view origin = head.field("Origin");
  if (head.has_field("Origin") && !is_welcome_origin(origin, rules)) {
    return {403, "Origin " + quoted(origin) + " is not in Plugin_Remote_WebsocketOrigins", false};
  }
  if (head.field("Sec-WebSocket-Version") != "13") {
    return {426, "WebSocket version " + quoted(head.field("Sec-WebSocket-Version")), false};
  }
  if (!is_key(head.field("Sec-WebSocket-Key"))) {
    return {400, "a Sec-WebSocket-Key that is none", false};
  }
  const auto token = token_of(head.target);
  if (rules.token.empty() || !token) return {};
  if (!is_token(*token, rules.token)) return {401, "a wrong token", false};
  return {101, {}, true};
}

std::string websocket_answer(const Judgement& judgement, const HttpHead& head) {
  if (judgement.status == 101) {
    return fmt::format(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: {}\r\n\r\n",
        websocket_accept(head.field("Sec-WebSocket-Key")));
  }
  return fmt::format(
      "HTTP/1.1 {} {}\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n"
      "Connection: close, Upgrade\r\nContent-Length: 0\r\n\r\n",
      judgement.status, status_text(judgement.status));
}

}  // namespace mmdagent::remote
