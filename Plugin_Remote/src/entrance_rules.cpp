#include "entrance_rules.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

constexpr std::size_t mapped_prefix_bytes = 12;

// The bytes of an address in network order; returns its family. IPv4 inside IPv6 counts as IPv4.
int network_bytes(const Address& address, std::array<unsigned char, 16>& bytes) noexcept {
  bytes = {};
  if (address.family() == AF_INET) {
    sockaddr_in four;
    std::memcpy(&four, &address.storage, sizeof(four));
    std::memcpy(bytes.data(), &four.sin_addr, sizeof(four.sin_addr));
    return AF_INET;
  }
  sockaddr_in6 six;
  std::memcpy(&six, &address.storage, sizeof(six));
  std::memcpy(bytes.data(), &six.sin6_addr, sizeof(six.sin6_addr));
  if (!IN6_IS_ADDR_V4MAPPED(&six.sin6_addr)) return AF_INET6;
  std::copy_n(bytes.begin() + mapped_prefix_bytes, 4, bytes.begin());
  std::fill(bytes.begin() + 4, bytes.end(), static_cast<unsigned char>(0));
  return AF_INET;
}

}  // namespace

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(std::string(text.substr(0, slash)), 0);
  if (!address) return std::nullopt;
  AddressRange range;
  range.family_ = network_bytes(*address, range.bytes_);
  const unsigned all_bits = range.family_ == AF_INET ? 32 : 128;
  range.bits_ = all_bits;
  if (slash != std::string_view::npos) {
    const std::string_view bits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), range.bits_);
    const bool is_number = error == std::errc() && end == bits.data() + bits.size();
    if (!is_number || range.bits_ > all_bits) return std::nullopt;
  }
  return range;
}

bool AddressRange::contains(const Address& address) const noexcept {
  std::array<unsigned char, 16> other;
  if (network_bytes(address, other) != family_) return false;
  const std::size_t whole = bits_ / 8;
  if (!std::equal(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(whole),
                  other.begin())) {
    return false;
  }
  const unsigned rest = bits_ % 8;
  return rest == 0 || ((bytes_[whole] ^ other[whole]) >> (8 - rest)) == 0;
}

bool EntranceRules::admits(const Address& address) const noexcept {
  return addresses.empty() || std::ranges::any_of(addresses, [&](const AddressRange& range) {
           return range.contains(address);
         });
}

bool is_token(std::string_view given, std::string_view token) noexcept {
  if (token.empty()) return false;
  std::size_t difference = given.size() ^ token.size();
  for (std::size_t at = 0; at < given.size(); ++at) {
    difference |= static_cast<unsigned char>(given[at] ^ token[at % token.size()]);
  }
  return difference == 0;
}

}  // namespace mmdagent::remote
