// The heads of an HTTP request and its reply, as far as a WebSocket handshake needs them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mmdagent::remote {

struct HttpHead {
  std::string method;  // of a request
  std::string target;
  unsigned status = 0;  // of a reply
  bool is_http_1_1 = false;
  std::vector<std::pair<std::string, std::string>> fields;  // in their order

  // The first field of this name, in any case; empty when there is none.
  std::string_view field(std::string_view name) const noexcept;
  bool has_field(std::string_view name) const noexcept;
  // True when a field of this name has the word among its words between commas, in any case.
  bool field_has_word(std::string_view name, std::string_view word) const noexcept;
};

// The bytes of the head at the beginning of `received`, its empty line included; 0 when its end is
// not there yet.
std::size_t head_size(std::string_view received) noexcept;

// False when the bytes are no such head. `bytes` is what head_size() says.
bool parse_request(std::string_view bytes, HttpHead& head);
bool parse_reply(std::string_view bytes, HttpHead& head);

}  // namespace mmdagent::remote
