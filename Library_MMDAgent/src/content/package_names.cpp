#include "content/package_names.h"

#include <MMDFiles/text.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <span>

#include "host_limits.h"

namespace mmdagent {

std::string decoded_entry_name(std::string_view raw) {
  const auto bytes = std::as_bytes(std::span(raw));
  mmd::DecodedText utf8 = mmd::decode_utf8(bytes);
  if (!utf8.damaged) return std::move(utf8.text);
  return mmd::decode_cp932(bytes).text;
}

std::optional<std::string> entry_name_problem(std::string_view name) {
  if (name.empty()) return "has no name";
  if (name.size() > limits::package_path_bytes) {
    return fmt::format("name of {} bytes, at most {} expected", name.size(),
                       limits::package_path_bytes);
  }
  if (name.front() == '/') return "absolute path";
  if (name.find('\\') != std::string_view::npos) return "backslash in its path";
  if (name.find(':') != std::string_view::npos) return "colon in its path";
  const bool has_control = std::ranges::any_of(name, [](unsigned char c) { return c < 0x20; });
  if (has_control) return "control character in its path";
  std::size_t depth = 0;
  std::string_view rest = name;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part == "..") return "path leaves the package";
    if (part.empty() || part == ".") return "empty part in its path";
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++depth;
  }
  if (depth > limits::package_depth) {
    return fmt::format("{} levels deep, at most {} expected", depth, limits::package_depth);
  }
  return std::nullopt;
}

std::string entry_name_key(std::string_view name) {
  std::string key(name);
  if (key.ends_with('/')) key.pop_back();
  std::ranges::transform(key, key.begin(), [](unsigned char c) { return std::tolower(c); });
  return key;
}

}  // namespace mmdagent
