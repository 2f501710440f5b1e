// A web page can make a browser send requests to this machine. Browsers say where a request comes
// from; this decides whether it may be executed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent::http {

// Every value of the header fields that count, in the order sent.
struct RequestSource {
  std::vector<std::string_view> hosts;
  std::vector<std::string_view> origins;
  std::vector<std::string_view> fetch_sites;
};

class RequestGuard {
 public:
  // `address` is what the server listens on: empty, `*`, or an IPv4 or IPv6 literal.
  explicit RequestGuard(std::string address);

  // Why the request is refused, one line; empty when it may be executed.
  std::optional<std::string> refusal(const RequestSource& source) const;

 private:
  bool is_own_name(std::string_view name) const;

  std::string address_;
  bool all_addresses_;
};

}  // namespace mmdagent::http
