// mmdtool check: walks files and folders and gathers what the checks find.
#include <fmt/ostream.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "tools/checks.h"
#include "tools/commands.h"
#include "tools/file_kind.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

using Checks = std::span<const ContentCheck>;

const ContentCheck* check_of(Checks checks, const fs::path& path) {
  const auto found = std::ranges::find_if(checks, [&](const ContentCheck& check) {
    return mmd::has_suffix(path.filename().string(), check.suffix);
  });
  return found == checks.end() ? nullptr : &*found;
}

bool is_checked(Checks checks, const fs::path& path) {
  return kind_of(path) != FileKind::other || check_of(checks, path) != nullptr;
}

std::vector<fs::path> files_below(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

bool holds_settings(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (mmd::has_suffix(entry.path().string(), ".mdf")) return true;
  }
  return false;
}

// `checked`: the folder or file that is checked.
fs::path content_folder(const fs::path& checked, const fs::path& file) {
  const fs::path here = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_directory(checked)) return here;
  for (fs::path folder = here; folder != checked; folder = folder.parent_path()) {
    if (holds_settings(folder)) return folder;
    if (!folder.has_relative_path()) break;
  }
  return checked;
}

void check_models(Report& report, const fs::path& path, std::span<const fs::path> files,
                  std::vector<CheckedModel>& models) {
  // A single file may name images anywhere; how far its content reaches is not known.
  const fs::path root = fs::is_directory(path) ? path : fs::absolute(path).root_path();
  for (const fs::path& file : files) {
    if (kind_of(file) != FileKind::model) continue;
    if (auto model = check_model(report, root, file)) models.push_back({file, std::move(model)});
  }
}

void check_files(Report& report, const fs::path& path, std::span<const fs::path> files,
                 Checks more) {
  std::vector<CheckedModel> models;
  check_models(report, path, files, models);
  for (const fs::path& file : files) {
    const FileKind kind = kind_of(file);
    if (kind == FileKind::motion) check_motion(report, file, models);
    if (kind == FileKind::shape_map) check_shape_map(report, file, models);
    if (kind == FileKind::lip_table) check_lip_table(report, file, models);
    if (const ContentCheck* check = check_of(more, file))
      check->check(report, {content_folder(path, file), files}, file);
    if (fs::is_directory(path)) check_orphan(report, file);
  }
}

}  // namespace

int run_check(const CheckArguments& arguments, Checks more, const Streams& streams) {
  fs::path path = arguments.path;
  if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();  // ends in '/'
  try {
    if (!fs::exists(path)) {
      fmt::print(streams.err, "{}: no such file or folder\n", arguments.path);
      return 1;
    }
    if (!fs::is_directory(path) && !is_checked(more, path)) {
      std::string kinds = known_kinds;
      for (const ContentCheck& check : more) kinds.append(" ").append(check.suffix);
      fmt::print(streams.err, "{}: nothing to check by its name, expected {}\n", arguments.path,
                 kinds);
      return 1;
    }
    Report report;
    const std::vector<fs::path> files = files_below(path);
    check_files(report, path, files, more);
    const auto checked = static_cast<std::size_t>(
        std::ranges::count_if(files, [&](const fs::path& file) { return is_checked(more, file); }));
    if (arguments.json) {
      report.print_json(streams.out, checked);
    } else {
      report.print_text(streams.out, checked);
    }
    return report.errors() == 0 ? 0 : 1;
  } catch (const fs::filesystem_error& error) {
    fmt::print(streams.err, "{}\n", error.what());
    return 1;
  }
}

}  // namespace mmdtool
