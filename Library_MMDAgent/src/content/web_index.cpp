#include "content/web_index.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <set>

#include "content/content_arguments.h"
#include "content/package_names.h"
#include "content/web_address.h"
#include "host_limits.h"

namespace mmdagent {
namespace {

constexpr std::size_t sha256_digits = 64;

bool is_decimal(std::string_view text) {
  return !text.empty() && text.size() <= 20 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_lower_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// `size sha256 path`; a problem, or nothing with `file` filled.
std::optional<std::string> parse_entry(std::string_view line, WebFile& file) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return "expected \"size sha256 path\"";
  const std::string_view size = line.substr(0, first);
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), file.bytes);
  if (error != std::errc{} || end != size.data() + size.size()) {
    return fmt::format("size: expected a number, got \"{}\"", size);
  }
  file.sha256 = lower_case(line.substr(first + 1, second - first - 1));
  if (file.sha256.size() != sha256_digits || !is_lower_hex(file.sha256)) {
    return fmt::format("expected a SHA-256 of {} hexadecimal digits, got \"{}\"", sha256_digits,
                       file.sha256);
  }
  file.path = line.substr(second + 1);
  if (file.path.empty() || file.path.ends_with('/')) return "expected the name of a file";
  if (auto problem = entry_name_problem(file.path)) {
    return fmt::format("\"{}\": {}", file.path, *problem);
  }
  return std::nullopt;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::variant<WebIndex, std::string> parse_web_index(std::string_view text) {
  WebIndex index;
  std::set<std::string> paths;
  std::uint64_t total = 0;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.empty() || line.starts_with('#')) continue;
    if (index.modified.empty()) {
      if (!is_decimal(line)) {
        return fmt::format("line {}: expected the time of the last change, got \"{}\"", number,
                           line.substr(0, 64));
      }
      index.modified = line;
      continue;
    }
    WebFile file;
    if (auto problem = parse_entry(line, file)) return fmt::format("line {}: {}", number, *problem);
    if (!paths.insert(file.path).second) {
      return fmt::format("line {}: \"{}\" occurs twice", number, file.path);
    }
    if (file.bytes > limits::web_content_bytes - total) {
      return fmt::format("line {}: more than {} bytes in all", number, limits::web_content_bytes);
    }
    total += file.bytes;
    index.files.push_back(std::move(file));
    if (index.files.size() > limits::web_files) {
      return fmt::format("number of files exceeds limit ({})", limits::web_files);
    }
  }
  if (index.modified.empty()) return "expected the time of the last change, got an empty list";
  return index;
}

std::string web_cache_name(std::string_view address) {
  constexpr std::uint32_t offset = 2166136261U;
  constexpr std::uint32_t prime = 16777619U;
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  std::uint32_t hash = offset;
  // The reference's characters are signed.
  for (const char c : address) {
    hash = (hash * prime) ^ static_cast<std::uint32_t>(static_cast<signed char>(c));
  }
  return std::to_string(hash);
}

std::string web_base(std::string_view address) {
  constexpr std::string_view own_scheme = "mmdagent://";
  std::string base(address);
  if (address.starts_with(own_scheme)) {
    const std::string rest(address.substr(own_scheme.size()));
    base = "http://" + rest;
    if (!is_loopback_address(base)) base = "https://" + rest;
  }
  while (base.ends_with('/')) base.pop_back();
  return base;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string text;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

std::string shown_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return std::string(address);
  const std::size_t host = scheme + 3;
  const std::size_t end = std::min(address.find('/', host), address.size());
  const std::size_t user_end = address.substr(0, end).rfind('@');
  if (user_end == std::string_view::npos || user_end < host) return std::string(address);
  return std::string(address.substr(0, host)) + std::string(address.substr(user_end + 1));
}

bool is_banned(const std::filesystem::path& banlist, std::string_view address) {
  std::ifstream in(banlist);
  std::string line;
  RE2::Options quiet;
  quiet.set_log_errors(false);
  while (std::getline(in, line)) {
    while (!line.empty() && std::string_view(" \t\r\n").find(line.back()) != std::string_view::npos)
      line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const RE2 pattern(line, quiet);
    if (pattern.ok() && RE2::PartialMatch(address, pattern)) return true;
  }
  return false;
}

}  // namespace mmdagent
