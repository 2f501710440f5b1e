#include "MMDFiles/side_files.h"

#include <system_error>

#include "MMDFiles/paths.h"

namespace mmd {

std::optional<std::filesystem::path> find_side_file(const std::filesystem::path& model,
                                                    std::string_view suffix) {
  const auto is_there = [](const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
  };
  std::filesystem::path path = model;
  path += suffix;
  if (is_there(path)) return path;
  if (!has_suffix(model.string(), ".pmx")) return std::nullopt;
  path = model;
  path.replace_extension(".pmd");
  path += suffix;
  if (is_there(path)) return path;
  return std::nullopt;
}

}  // namespace mmd
