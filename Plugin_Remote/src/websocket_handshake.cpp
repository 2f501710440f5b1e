#include "websocket_handshake.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/random.h>

#include <array>
#include <span>
#include <stdexcept>

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

}  // namespace mmdagent::remote
