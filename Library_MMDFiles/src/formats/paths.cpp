#include "MMDFiles/paths.h"

#include <algorithm>
#include <string>
#include <vector>

namespace mmd {
namespace {

namespace fs = std::filesystem;

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

// Components of the name; nothing when it must not be followed at all.
std::optional<std::vector<std::string>> split(std::string_view name) {
  if (name.find('\0') != std::string_view::npos) return std::nullopt;
  if (name.empty() || name[0] == '/' || name[0] == '\\') return std::nullopt;
  if (name.size() > 1 && name[1] == ':') return std::nullopt;  // drive letter
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= name.size()) {
    const std::size_t end = std::min(name.find_first_of("/\\", start), name.size());
    const std::string_view part = name.substr(start, end - start);
    if (!part.empty() && part != ".") parts.emplace_back(part);
    start = end + 1;
  }
  return parts;
}

std::optional<fs::path> find_entry(const fs::path& folder, const std::string& name) {
  std::error_code error;
  fs::path exact = folder / name;
  if (fs::exists(exact, error)) return exact;
  std::optional<std::string> best;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::string candidate = it->path().filename().string();
    if (equal_ignoring_case(candidate, name) && (!best || candidate < *best)) {
      best = std::move(candidate);
    }
  }
  if (!best) return std::nullopt;
  return folder / *best;
}

bool lies_within(const fs::path& root, const fs::path& path) {
  std::error_code error;
  const fs::path real_root = fs::weakly_canonical(root, error);
  if (error) return false;
  const fs::path real_path = fs::weakly_canonical(path, error);
  if (error) return false;
  const auto [root_end, ignored] =
      std::mismatch(real_root.begin(), real_root.end(), real_path.begin(), real_path.end());
  return root_end == real_root.end();
}

}  // namespace

bool has_suffix(std::string_view path, std::string_view suffix) {
  return path.size() >= suffix.size() &&
         equal_ignoring_case(path.substr(path.size() - suffix.size()), suffix);
}

std::optional<fs::path> find_content_path(const fs::path& content_root, const fs::path& base,
                                          std::string_view name) {
  const auto parts = split(name);
  if (!parts) return std::nullopt;
  const fs::path root = content_root.empty() ? fs::path(".") : content_root;
  fs::path found = base.empty() ? fs::path(".") : base;
  for (const std::string& part : *parts) {
    if (part == "..") {
      found /= part;
    } else if (const auto entry = find_entry(found, part)) {
      found = *entry;
    } else {
      return std::nullopt;
    }
    // A name may not even pass through a folder outside the content.
    if (!lies_within(root, found)) return std::nullopt;
  }
  return found;
}

std::optional<fs::path> find_content_path(const fs::path& content_root, std::string_view name) {
  return find_content_path(content_root, content_root, name);
}

}  // namespace mmd
