#include "content/content.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>
#include <utility>

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::array file_kinds = {
    std::pair{".pmd", ContentFileKind::model},  std::pair{".pmx", ContentFileKind::model},
    std::pair{".vmd", ContentFileKind::motion}, std::pair{".xpmd", ContentFileKind::stage},
    std::pair{".bmp", ContentFileKind::image},  std::pair{".tga", ContentFileKind::image},
    std::pair{".png", ContentFileKind::image},  std::pair{".jpg", ContentFileKind::image},
    std::pair{".jpeg", ContentFileKind::image}};

constexpr const char* settings_suffix = ".mdf";
constexpr const char* package_suffix = ".mmda";

std::string lower_case_suffix(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::ranges::transform(suffix, suffix.begin(), [](unsigned char c) { return std::tolower(c); });
  return suffix;
}

std::vector<fs::path> settings_files_in(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (lower_case_suffix(entry->path()) == settings_suffix && entry->is_regular_file(ignored)) {
      files.push_back(entry->path());
    }
  }
  std::ranges::sort(files);
  return files;
}

void select_folder(const fs::path& folder, ContentSelection& selection) {
  std::error_code error;
  std::vector<fs::path> found = settings_files_in(folder, error);
  if (error) {
    selection.errors.push_back(fmt::format("{}: {}", folder.string(), error.message()));
  } else if (found.empty()) {
    selection.errors.push_back(
        fmt::format("{}: expected one .mdf file in the folder, found none", folder.string()));
  } else if (found.size() > 1) {
    std::vector<std::string> names;
    for (const fs::path& file : found) names.push_back(file.filename().string());
    selection.errors.push_back(fmt::format("{}: expected one .mdf file in the folder, found {}: {}",
                                           folder.string(), names.size(), fmt::join(names, ", ")));
  } else {
    selection.settings_files.push_back(std::move(found.front()));
  }
}

void select_file(const fs::path& file, ContentSelection& selection) {
  const std::string suffix = lower_case_suffix(file);
  if (suffix == settings_suffix) {
    selection.settings_files.push_back(file);
    return;
  }
  if (suffix == package_suffix) {
    if (selection.package.empty()) {
      selection.package = file;
    } else {
      selection.warnings.push_back(
          fmt::format("{}: only the first package is used, ignored", file.string()));
    }
    return;
  }
  const auto kind = std::ranges::find(file_kinds, suffix, [](const auto& k) { return k.first; });
  if (kind != file_kinds.end()) {
    selection.files.push_back({kind->second, file});
  } else {
    selection.warnings.push_back(fmt::format("{}: unknown kind of file, ignored", file.string()));
  }
}

}  // namespace

ContentSelection select_content(std::span<const std::string> arguments) {
  ContentSelection selection;
  for (const std::string& argument : arguments) {
    std::error_code error;
    const fs::path path = fs::canonical(argument, error);
    if (error) {
      selection.errors.push_back(fmt::format("{}: {}", argument, error.message()));
    } else if (fs::is_directory(path, error)) {
      select_folder(path, selection);
    } else {
      select_file(path, selection);
    }
  }
  for (const fs::path& file : selection.settings_files) {
    if (auto refusal = refusal_of(file)) selection.errors.push_back(std::move(*refusal));
  }
  return selection;
}

std::optional<std::string> refusal_of(const fs::path& settings_file) {
  std::error_code ignored;
  const fs::path key = settings_file.parent_path() / "key.bin";
  if (!fs::exists(key, ignored)) return std::nullopt;
  return fmt::format("{}: encrypted content not supported", key.string());
}

fs::path side_file(const fs::path& settings_file, std::string_view suffix) {
  fs::path file = settings_file;
  return file.replace_extension(suffix);
}

}  // namespace mmdagent
