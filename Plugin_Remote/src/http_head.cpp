// The one place that knows Boost.Beast.
#include "http_head.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

namespace http = boost::beast::http;

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view without_blanks(std::string_view text) noexcept {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

template <class Parser>
bool parse(Parser& parser, std::string_view bytes, HttpHead& head) {
  boost::beast::error_code error;
  if (bytes.size() > max_head_bytes) return false;
  parser.header_limit(max_head_bytes);
  parser.skip(true);  // a body, if one is announced, is not for us
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error.failed() || !parser.is_header_done()) return false;
  const auto& message = parser.get();
  head.is_http_1_1 = message.version() == 11;
  for (const auto& field : message) {
    head.fields.emplace_back(field.name_string(), field.value());
  }
  return true;
}

}  // namespace

std::string_view HttpHead::field(std::string_view name) const noexcept {
  const auto at = std::ranges::find_if(
      fields, [&](const auto& each) { return equal_ignoring_case(each.first, name); });
  return at == fields.end() ? std::string_view() : std::string_view(at->second);
}

bool HttpHead::has_field(std::string_view name) const noexcept {
  return std::ranges::any_of(
      fields, [&](const auto& each) { return equal_ignoring_case(each.first, name); });
}

bool HttpHead::field_has_word(std::string_view name, std::string_view word) const noexcept {
  for (const auto& [each_name, value] : fields) {
    if (!equal_ignoring_case(each_name, name)) continue;
    for (std::string_view rest = value; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      if (equal_ignoring_case(without_blanks(rest.substr(0, comma)), word)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

std::size_t head_size(std::string_view received) noexcept {
  const std::size_t end = received.find("\r\n\r\n");
  return end == std::string_view::npos ? 0 : end + 4;
}

bool parse_request(std::string_view bytes, HttpHead& head) {
  http::request_parser<http::empty_body> parser;
  if (!parse(parser, bytes, head)) return false;
  head.method = std::string(parser.get().method_string());
  head.target = std::string(parser.get().target());
  return true;
}

bool parse_reply(std::string_view bytes, HttpHead& head) {
  http::response_parser<http::empty_body> parser;
  if (!parse(parser, bytes, head)) return false;
  head.status = parser.get().result_int();
  return true;
}

}  // namespace mmdagent::remote
