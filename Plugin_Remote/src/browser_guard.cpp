#include "browser_guard.h"

#include <algorithm>

namespace mmdagent::remote {
namespace {

constexpr std::string_view methods[] = {"GET",     "HEAD",  "POST",  "PUT",    "DELETE",
                                        "OPTIONS", "PATCH", "TRACE", "CONNECT"};
constexpr std::string_view version_start = "HTTP/1.";
constexpr std::string_view host_header = "host:";
constexpr std::string_view tls_start = "\x16\x03";

bool is_terminator(char byte) noexcept { return byte == '\n' || byte == '\r'; }
bool is_space(char byte) noexcept { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }
char lower(char byte) noexcept {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

}  // namespace

BrowserSign BrowserGuard::inspect(std::string_view chunk) noexcept {
  while (!chunk.empty() && !satisfied()) {
    if (line_is_decided()) {
      const std::size_t end = std::min(chunk.find_first_of("\r\n"), chunk.size());
      chunk.remove_prefix(end);
      if (chunk.empty()) break;
    }
    const BrowserSign sign = take(chunk.front());
    if (sign != BrowserSign::none) return sign;
    chunk.remove_prefix(1);
  }
  return BrowserSign::none;
}

// True when the rest of the line cannot change anything.
bool BrowserGuard::line_is_decided() const noexcept {
  return column_ > 0 && !host_possible_ && !tls_possible_ &&
         (lines_ > 0 || request_ == Request::other);
}

BrowserSign BrowserGuard::take(char byte) noexcept {
  if (tls_possible_) {
    tls_possible_ = byte == tls_start[stream_bytes_++];
    if (tls_possible_ && stream_bytes_ == tls_start.size()) return BrowserSign::tls;
  }
  if (is_terminator(byte)) return end_line();
  ++column_;
  if (lines_ == 0) match_request(byte);
  match_host(byte);
  return host_bytes_ == host_header.size() ? BrowserSign::host_header : BrowserSign::none;
}

BrowserSign BrowserGuard::end_line() noexcept {
  if (column_ == 0) return BrowserSign::none;
  if (lines_ == 0 && request_ == Request::complete) return BrowserSign::request_line;
  ++lines_;
  column_ = 0;
  host_bytes_ = 0;
  host_possible_ = true;
  return BrowserSign::none;
}

void BrowserGuard::match_host(char byte) noexcept {
  if (!host_possible_) return;
  host_possible_ = lower(byte) == host_header[host_bytes_];
  host_bytes_ = host_possible_ ? host_bytes_ + 1 : 0;
}

void BrowserGuard::match_request(char byte) noexcept {
  switch (request_) {
    case Request::method:
      if (byte == ' ') {
        const std::string_view method(method_.data(), part_bytes_);
        const bool known = std::ranges::find(methods, method) != std::end(methods);
        request_ = known ? Request::target : Request::other;
        part_bytes_ = 0;
      } else if (part_bytes_ < method_.size()) {
        method_[part_bytes_++] = byte;
      } else {
        request_ = Request::other;
      }
      break;
    case Request::target:
      if (byte == ' ' && part_bytes_ > 0) {
        request_ = Request::version;
        part_bytes_ = 0;
      } else if (is_space(byte)) {
        request_ = Request::other;
      } else {
        ++part_bytes_;
      }
      break;
    case Request::version:
      if (part_bytes_ < version_start.size()) {
        request_ = byte == version_start[part_bytes_++] ? Request::version : Request::other;
      } else {
        request_ = byte == '0' || byte == '1' ? Request::complete : Request::other;
      }
      break;
    case Request::complete:
      request_ = Request::other;  // something follows the version
      break;
    case Request::other:
      break;
  }
}

}  // namespace mmdagent::remote
