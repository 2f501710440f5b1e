// Who may come in, and how: what is known before anything that a peer sends is executed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent::remote {

struct Address;

// All addresses that begin with the same bits; IPv4 ones are also met inside IPv6.
class AddressRange {
 public:
  // `10.0.0.0/8`, `fe80::/10` or one address.
  static std::optional<AddressRange> parse(std::string_view text);
  bool contains(const Address& address) const noexcept;

 private:
  int family_ = 0;
  std::array<unsigned char, 16> bytes_{};
  unsigned bits_ = 0;
};

struct EntranceRules {
  bool websocket = false;               // connections that begin with `GET ` are upgraded
  std::string token;                    // empty: none is asked for
  std::vector<AddressRange> addresses;  // empty: all
  // Of web pages beside those of this machine, as `https://example.org`; `*` for all.
  std::vector<std::string> origins;
  // Names of this machine in the Host field, beside `localhost` and addresses.
  std::vector<std::string> hosts;

  // Is there anything to wait for before a connection is a peer?
  bool has_lobby() const noexcept { return websocket || !token.empty(); }
  bool admits(const Address& address) const noexcept;
};

// How the line with a token begins.
inline constexpr std::string_view token_start = "__AUTH,";

// Takes as long for a wrong token as for the right one.
bool is_token(std::string_view given, std::string_view token) noexcept;

}  // namespace mmdagent::remote
