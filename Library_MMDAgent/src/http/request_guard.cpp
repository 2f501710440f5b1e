#include "http/request_guard.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace mmdagent::http {
namespace {

// An address in the form of IPv6, IPv4 mapped into it.
using AddressBytes = std::array<unsigned char, 16>;

std::optional<AddressBytes> parse_address(const std::string& literal) {
  AddressBytes bytes{};
  if (inet_pton(AF_INET6, literal.c_str(), bytes.data()) == 1) return bytes;
  bytes[10] = bytes[11] = 0xFF;
  if (inet_pton(AF_INET, literal.c_str(), &bytes[12]) == 1) return bytes;
  return std::nullopt;
}

bool is_loopback(const AddressBytes& bytes) {
  in6_addr address{};
  std::memcpy(&address, bytes.data(), bytes.size());
  if (IN6_IS_ADDR_V4MAPPED(&address)) return bytes[12] == 127;
  return IN6_IS_ADDR_LOOPBACK(&address);
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

// `name`, `name:port`, `[IPv6]` or `[IPv6]:port`; the name, empty when it is none of them.
std::string_view name_of(std::string_view host) {
  std::string_view name = host;
  std::string_view rest;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return {};
    name = host.substr(1, end - 1);
    rest = host.substr(end + 1);
    if (name.find(':') == std::string_view::npos) return {};
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    rest = host.substr(colon);
  }
  if (!rest.empty() &&
      (rest.front() != ':' || rest.find_first_not_of("0123456789", 1) != std::string_view::npos)) {
    return {};
  }
  return name;
}

}  // namespace

RequestGuard::RequestGuard(std::string address)
    : address_(std::move(address)),
      all_addresses_(address_ == "*" || address_ == "0.0.0.0" || address_ == "::") {}

// A name that an attacker's name server could point at this machine is none of them.
bool RequestGuard::is_own_name(std::string_view name) const {
  if (lower_case(name) == "localhost") return true;
  const auto bytes = parse_address(std::string(name));
  if (!bytes) return false;
  return is_loopback(*bytes) || all_addresses_ || bytes == parse_address(address_);
}

std::optional<std::string> RequestGuard::refusal(const RequestSource& source) const {
  if (source.hosts.size() != 1) return "expected one Host";
  const std::string_view host = source.hosts.front();
  if (!is_own_name(name_of(host))) return fmt::format("Host: \"{}\" is not this server", host);
  const std::string own = "http://" + lower_case(host);
  for (const std::string_view origin : source.origins) {
    if (lower_case(origin) != own) {
      return fmt::format("Origin: expected \"{}\", got \"{}\"", own, origin);
    }
  }
  for (const std::string_view site : source.fetch_sites) {
    if (site != "same-origin" && site != "none") {
      return fmt::format("Sec-Fetch-Site: expected same-origin or none, got \"{}\"", site);
    }
  }
  return std::nullopt;
}

}  // namespace mmdagent::http
