// Paths as content names them: UTF-8, either separator, written on systems that ignore case.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace mmd {

// Suffix test without regard to the case of ASCII letters; `suffix` includes the dot.
bool has_suffix(std::string_view path, std::string_view suffix);

// Finds the file or folder `name` (relative to `base`) in a content folder tree. Each component is
// tried as spelled, then without regard to ASCII case; of several candidates the first in byte
// order is taken. Nothing for a missing file, an absolute name, a name with a zero byte or one that
// leaves `content_root`. `base` must lie in `content_root`.
std::optional<std::filesystem::path> find_content_path(const std::filesystem::path& content_root,
                                                       const std::filesystem::path& base,
                                                       std::string_view name);

// As above where the base is itself the content root.
std::optional<std::filesystem::path> find_content_path(const std::filesystem::path& content_root,
                                                       std::string_view name);

}  // namespace mmd
