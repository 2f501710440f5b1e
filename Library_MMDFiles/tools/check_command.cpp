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

struct Found {
  std::vector<fs::path> checked;  // of a known kind
  std::vector<fs::path> others;
};

Found files_below(const fs::path& path) {
  Found found;
  if (!fs::is_directory(path)) return {{path}, {}};
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied)) {
    if (!entry.is_regular_file()) continue;
    const bool known = kind_of(entry.path()) != FileKind::other;
    (known ? found.checked : found.others).push_back(entry.path());
  }
  std::ranges::sort(found.checked);
  std::ranges::sort(found.others);
  return found;
}

void check_files(Report& report, const fs::path& path, const Found& found) {
  const bool is_folder = fs::is_directory(path);
  // A single file may name images anywhere; how far its content reaches is not known.
  const fs::path root = is_folder ? path : fs::absolute(path).root_path();
  std::vector<CheckedModel> models;
  for (const fs::path& file : found.checked) {
    if (kind_of(file) != FileKind::model) continue;
    if (auto model = check_model(report, root, file)) models.push_back({file, std::move(model)});
  }
  for (const fs::path& file : found.checked) {
    const FileKind kind = kind_of(file);
    if (kind == FileKind::motion) check_motion(report, file, models);
    if (kind == FileKind::shape_map) check_shape_map(report, file, models);
    if (kind == FileKind::lip_table) check_lip_table(report, file, models);
    if (is_folder) check_orphan(report, file);
  }
  if (is_folder) {
    for (const fs::path& file : found.others) check_orphan(report, file);
  }
}

}  // namespace

int run_check(const CheckArguments& arguments, const Streams& streams) {
  const fs::path path = arguments.path;
  try {
    if (!fs::exists(path)) {
      fmt::print(streams.err, "{}: no such file or folder\n", arguments.path);
      return 1;
    }
    if (!fs::is_directory(path) && kind_of(path) == FileKind::other) {
      fmt::print(streams.err, "{}: nothing to check by its name, expected {}\n", arguments.path,
                 known_kinds);
      return 1;
    }
    Report report;
    const Found found = files_below(path);
    check_files(report, path, found);
    if (arguments.json) {
      report.print_json(streams.out, found.checked.size());
    } else {
      report.print_text(streams.out, found.checked.size());
    }
    return report.errors() == 0 ? 0 : 1;
  } catch (const fs::filesystem_error& error) {
    fmt::print(streams.err, "{}\n", error.what());
    return 1;
  }
}

}  // namespace mmdtool
