#include "content/web_address.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>

#include "content/web_index.h"

namespace mmdagent {
namespace {

struct FreeAddress {
  void operator()(CURLU* address) const { curl_url_cleanup(address); }
};

// Empty when the address has none.
std::string part_of(std::string_view address, CURLUPart part) {
  const std::unique_ptr<CURLU, FreeAddress> parsed(curl_url());
  const std::string text(address);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return {};
  char* value = nullptr;
  if (curl_url_get(parsed.get(), part, &value, 0) != CURLUE_OK) return {};
  std::string result(value);
  curl_free(value);
  return result;
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  const std::string host = part_of(address, CURLUPART_HOST);
  if (host == "localhost" || host == "[::1]") return true;
  // Only a dotted number, never a name that begins like one.
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

std::optional<std::string> address_problem(std::string_view address) {
  const std::string scheme = part_of(address, CURLUPART_SCHEME);
  if (scheme == "https") return std::nullopt;
  if (scheme == "http" && is_loopback_address(address)) return std::nullopt;
  return fmt::format("{}: expected https, or http on this machine", shown_address(address));
}

}  // namespace mmdagent
