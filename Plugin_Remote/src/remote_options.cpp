#include "remote_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "MMDAgent/Host.h"
#include "remote_limits.h"
#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

constexpr std::uint16_t default_port = 60'001;
constexpr long number_limit = 2'000'000'000;

constexpr std::string_view listen_port_key = "Plugin_Remote_ListenPort";
constexpr std::string_view listen_address_key = "Plugin_Remote_ListenAddress";
constexpr std::string_view port_key = "Plugin_Remote_Port";
constexpr std::string_view allow_addresses_key = "Plugin_Remote_AllowAddresses";
constexpr std::string_view websocket_server_key = "Plugin_Remote_WebsocketServer";
constexpr std::string_view websocket_key = "Plugin_Remote_Websocket_Host";
constexpr std::string_view websocket_path_key = "Plugin_Remote_Websocket_Directory";
constexpr std::string_view websocket_tls_key = "Plugin_Remote_Websocket_Tls";

bool equals_ignoring_case(std::string_view text, std::string_view lower) noexcept {
  return std::ranges::equal(text, lower, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool either_is_on(const Host& host, std::string_view key, std::string_view old_key) {
  return is_on(host.value(key, "")) || is_on(host.value(old_key, ""));
}

// The port a key gives, `fallback` when it is absent, nothing (and an Error) when out of range.
std::optional<std::uint16_t> read_port(const Host& host, std::string_view key, long smallest,
                                       std::uint16_t fallback, std::string_view mode,
                                       std::vector<OptionRemark>& remarks) {
  if (!host.has_value(key)) return fallback;
  const std::string text = host.value(key, "");
  const long port = leading_integer(text);
  if (port >= smallest && port <= 65'535) return static_cast<std::uint16_t>(port);
  remarks.push_back({Level::error, fmt::format("{}={}: expected {}..65535; {} mode is off", key,
                                               text, smallest, mode)});
  return std::nullopt;
}

// The parts of a text between commas, blanks around them left out.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (part.starts_with(' ') || part.starts_with('\t')) part.remove_prefix(1);
    while (part.ends_with(' ') || part.ends_with('\t')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
  }
  return parts;
}

// False, with an Error, when the server must not be opened with these settings.
bool read_entrance(const Host& host, EntranceRules& rules, std::vector<OptionRemark>& remarks) {
  rules.websocket = is_on(host.value(websocket_server_key, ""));
  rules.token = host.value("Plugin_Remote_Token", "");
  rules.origins = parts_of(host.value("Plugin_Remote_WebsocketOrigins", ""));
  rules.hosts = parts_of(host.value("Plugin_Remote_WebsocketHosts", ""));
  for (const std::string& part : parts_of(host.value(allow_addresses_key, ""))) {
    const auto range = AddressRange::parse(part);
    if (!range) {
      remarks.push_back(
          {Level::error, fmt::format("{}: {}: expected an address or address/bits; server mode is "
                                     "off",
                                     allow_addresses_key, part)});
      return false;
    }
    rules.addresses.push_back(*range);
  }
  if (rules.token.size() + token_start.size() <= max_token_line_bytes) return true;
  remarks.push_back(
      {Level::error, fmt::format("Plugin_Remote_Token: expected up to {} bytes, got "
                                 "{}; server mode is off",
                                 max_token_line_bytes - token_start.size(), rules.token.size())});
  return false;
}

void read_server(const Host& host, RemoteOptions& options, std::vector<OptionRemark>& remarks) {
  const std::string_view key = host.has_value(listen_port_key) ? listen_port_key : port_key;
  const auto port = read_port(host, key, 0, default_port, "server", remarks);
  options.listen_address = host.value(listen_address_key, "");
  if (options.listen_address == "localhost") options.listen_address.clear();
  const bool address_is_good = options.listen_address.empty() || options.listen_address == "*" ||
                               parse_address(options.listen_address, 0).has_value();
  if (!address_is_good) {
    remarks.push_back(
        {Level::error, fmt::format("{}={}: expected an IPv4 or IPv6 address, 0.0.0.0, :: or *; "
                                   "server mode is off",
                                   listen_address_key, options.listen_address)});
  }
  const bool entrance_is_good = read_entrance(host, options.entrance, remarks);
  options.server = port.has_value() && address_is_good && entrance_is_good;
  options.listen_port = port.value_or(0);
}

void read_client(const Host& host, RemoteOptions& options, std::vector<OptionRemark>& remarks) {
  options.client_host = host.value("Plugin_Remote_Hostname", "localhost");
  const auto port = read_port(host, port_key, 1, default_port, "client", remarks);
  options.client = port.has_value();
  options.client_port = port.value_or(0);
}

void read_websocket(const Host& host, RemoteOptions& options, std::vector<OptionRemark>& remarks) {
  WebsocketTarget target;
  target.host = host.value(websocket_key, "");
  if (target.host.empty()) return;
  if (options.is_active()) {
    remarks.push_back(
        {Level::error, fmt::format("{} is set together with Plugin_Remote_EnableServer or "
                                   "Plugin_Remote_EnableClient: only TCP/IP is used",
                                   websocket_key)});
    return;
  }
  const auto port = read_port(host, "Plugin_Remote_Websocket_Port", 1, 80, "WebSocket", remarks);
  target.path = host.value(websocket_path_key, "/");
  const bool path_is_good =
      target.path.starts_with('/') &&
      std::ranges::all_of(target.path, [](char byte) { return byte > ' ' && byte < '\x7F'; });
  if (!path_is_good) {
    remarks.push_back(
        {Level::error, fmt::format("{}={}: expected a path of visible ASCII characters that begins "
                                   "with /; WebSocket mode is off",
                                   websocket_path_key, target.path)});
  }
  if (!port || !path_is_good) return;
  target.port = *port;
  target.tls = host.has_value(websocket_tls_key) ? is_on(host.value(websocket_tls_key, ""))
                                                 : target.port == 443;
  target.verify = is_on(host.value("Plugin_Remote_Websocket_Verify", "true"));
  options.client = true;
  options.client_host = target.host;
  options.client_port = target.port;
  options.websocket = std::move(target);
}

// Both modes on one port of this machine would connect to themselves. Names other than literals are
// checked when they are resolved.
void check_loop(RemoteOptions& options, std::vector<OptionRemark>& remarks) {
  if (!options.server || !options.client || options.listen_port != options.client_port) return;
  const auto literal = parse_address(options.client_host, options.client_port);
  if (options.client_host != "localhost" && !(literal && literal->reaches_this_machine())) return;
  options.client = false;
  remarks.push_back(
      {Level::error, fmt::format("loop connection: server and client mode both on {}:{}; "
                                 "client mode is off",
                                 options.client_host, options.client_port)});
}

}  // namespace

bool is_on(std::string_view value) noexcept {
  constexpr std::string_view off_words[] = {"", "false", "no", "off", "0"};
  return std::ranges::none_of(
      off_words, [&](std::string_view word) { return equals_ignoring_case(value, word); });
}

long leading_integer(std::string_view text) noexcept {
  std::size_t at = std::min(text.find_first_not_of(" \t"), text.size());
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  long number = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    number = std::min(number * 10 + (text[at] - '0'), number_limit);
  }
  return negative ? -number : number;
}

RemoteOptions read_options(const Host& host, std::vector<OptionRemark>& remarks) {
  RemoteOptions options;
  if (either_is_on(host, "Plugin_Remote_EnableServer", "Plugin_Remote_ServerMode") ||
      is_on(host.value(websocket_server_key, ""))) {
    read_server(host, options, remarks);
  }
  if (either_is_on(host, "Plugin_Remote_EnableClient", "Plugin_Remote_ClientMode")) {
    read_client(host, options, remarks);
  }
  read_websocket(host, options, remarks);
  check_loop(options, remarks);
  const long retries = leading_integer(host.value("Plugin_Remote_RetryCount", "0"));
  options.retry_count = static_cast<int>(std::max(retries, 0L));
  options.allow_execute = is_on(host.value("allow_execute", ""));
  options.echo = is_on(host.value("Plugin_Remote_Echo", "true"));
  options.all_log = is_on(host.value("Plugin_Remote_AllLog", ""));
  return options;
}

}  // namespace mmdagent::remote
