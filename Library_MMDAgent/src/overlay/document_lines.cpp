#include "overlay/document_lines.h"

#include <algorithm>
#include <array>

namespace mmdagent {
namespace {

constexpr std::array<std::string_view, 3> schemes = {"http://", "https://", "mmdagent://"};

bool is_of_address(char character) {
  constexpr std::string_view marks = "-._~%!#$&'()*+,/:;=?@[]";
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
         (character >= '0' && character <= '9') || marks.find(character) != std::string_view::npos;
}

std::vector<DocumentLink> links_of(std::string_view line) {
  std::vector<DocumentLink> links;
  for (std::size_t at = 0; at < line.size();) {
    const auto* const scheme = std::ranges::find_if(
        schemes, [&](std::string_view each) { return line.substr(at).starts_with(each); });
    if (scheme == schemes.end()) {
      ++at;
      continue;
    }
    std::size_t end = at + scheme->size();
    const std::size_t named = end;
    while (end < line.size() && is_of_address(line[end])) ++end;
    if (end > named) links.push_back({at, end - at});
    at = end;
  }
  return links;
}

}  // namespace

std::vector<DocumentLine> document_lines(std::string_view text) {
  std::vector<DocumentLine> lines;
  while (true) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    lines.push_back({line, links_of(line)});
    if (end == text.size()) return lines;
    text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
}

}  // namespace mmdagent
