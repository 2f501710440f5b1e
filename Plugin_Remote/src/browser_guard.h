// Recognises a web browser that connected to the message port, before anything it sent is executed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mmdagent::remote {

enum class BrowserSign : std::uint8_t {
  none,
  request_line,  // the first line is `METHOD target HTTP/1.x`
  host_header,   // one of the first lines begins with `Host:`
  tls,           // the stream begins like a TLS handshake
};

// A web page can make a browser send nearly anything to a local port, but never as the first bytes
// of a connection. Feed every chunk to inspect() before it is parsed: a chunk is judged as a whole,
// so nothing of a chunk with a sign in it may be executed. Empty lines do not count as lines.
class BrowserGuard {
 public:
  BrowserSign inspect(std::string_view chunk) noexcept;
  // True when enough lines were seen: the peer is no browser.
  bool satisfied() const noexcept { return lines_ >= max_lines_; }

  explicit BrowserGuard(std::size_t max_lines) noexcept : max_lines_(max_lines) {}

 private:
  enum class Request : std::uint8_t { method, target, version, complete, other };

  BrowserSign take(char byte) noexcept;
  BrowserSign end_line() noexcept;
  void match_request(char byte) noexcept;
  void match_host(char byte) noexcept;
  bool line_is_decided() const noexcept;

  std::size_t max_lines_;
  std::size_t lines_ = 0;
  std::size_t stream_bytes_ = 0;  // counted up to 2
  std::size_t column_ = 0;
  Request request_ = Request::method;
  std::array<char, 8> method_{};
  std::size_t part_bytes_ = 0;  // bytes of the current part of the request line
  std::size_t host_bytes_ = 0;  // matched bytes of `host:`
  bool host_possible_ = true;
  bool tls_possible_ = true;
};

}  // namespace mmdagent::remote
