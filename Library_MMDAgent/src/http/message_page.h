// The page itself: what a request means, without sockets.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "http/request_guard.h"

namespace mmdagent::http {

struct PageRequest {
  std::string_view method;  // `GET`
  std::string_view target;  // `/req?com=…`
  std::string_view body;
  RequestSource source;
};

struct PageAnswer {
  unsigned status = 200;  // of HTTP
  std::string body;       // HTML when the status is 200, else one line of plain text
  std::string message;    // to be sent, `TYPE|args`; empty: none
};

// One thread.
class MessagePage {
 public:
  // `address`: see RequestGuard.
  explicit MessagePage(std::string address) : guard_(std::move(address)) {}

  PageAnswer answer(const PageRequest& request);

 private:
  PageAnswer take(const std::optional<std::string>& command);
  void remember(const std::string& message);
  std::string html(std::string_view filled_in) const;

  RequestGuard guard_;
  std::deque<std::string> history_;  // newest first
};

}  // namespace mmdagent::http
