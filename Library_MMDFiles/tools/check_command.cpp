#include <fmt/ostream.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "tools/commands.h"
#include "tools/file_kind.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

// Problems in the order found: errors make content unusable or wrong, warnings may be meant.
class Report {
 public:
  explicit Report(std::ostream& out) : out_(out) {}
  void error(const std::string& line) {
    ++errors_;
    fmt::print(out_, "error: {}\n", line);
  }
  void warning(const std::string& line) {
    ++warnings_;
    fmt::print(out_, "warning: {}\n", line);
  }
  int errors() const { return errors_; }
  int warnings() const { return warnings_; }

 private:
  std::ostream& out_;
  int errors_ = 0;
  int warnings_ = 0;
};

template <typename Element>
void check_names(Report& report, const std::string& path, const char* what,
                 const std::vector<Element>& elements) {
  constexpr std::size_t motion_name_bytes = 15;
  std::set<std::string> seen;
  for (const Element& element : elements) {
    if (!seen.insert(element.name).second)
      report.warning(fmt::format("{}: {} {}: a second one of this name, no motion finds it", path,
                                 what, element.name));
    if (mmd::cp932_size(element.name) > motion_name_bytes)
      report.warning(fmt::format("{}: {} {}: longer than the 15 bytes that a motion keeps", path,
                                 what, element.name));
  }
}

void check_model(Report& report, const fs::path& file) {
  const mmd::ModelData model = mmd::read_model_file(file);
  const std::string path = file.string();
  for (const std::string& line : model.warnings) report.warning(line);
  for (const std::string& texture : model.textures)
    if (!fs::exists(file.parent_path() / texture))
      report.error(fmt::format("{}: texture {} does not exist", path, texture));
  check_names(report, path, "bone", model.bones);
  std::vector<mmd::MorphData> named;
  for (const mmd::MorphData& morph : model.morphs)
    if (!morph.pmd_base && !morph.pmd_face) named.push_back(morph);
  check_names(report, path, "morph", named);
}

void check_file(Report& report, const fs::path& file) {
  try {
    if (kind_of(file) == FileKind::model) {
      check_model(report, file);
    } else {
      for (const std::string& line : mmd::read_motion_file(file).warnings) report.warning(line);
    }
  } catch (const mmd::LoadError& error) {
    report.error(error.what());
  }
}

std::vector<fs::path> files_below(const fs::path& path) {
  std::vector<fs::path> files;
  if (!fs::is_directory(path)) return {path};
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied))
    if (entry.is_regular_file() && kind_of(entry.path()) != FileKind::other)
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

int run_check(const std::string& path, const Streams& streams) {
  try {
    if (!fs::exists(path)) {
      fmt::print(streams.err, "{}: no such file or folder\n", path);
      return 1;
    }
    if (!fs::is_directory(path) && kind_of(path) == FileKind::other) {
      fmt::print(streams.err, "{}: not a model or motion by its name, expected .pmd .pmx .vmd\n",
                 path);
      return 1;
    }
    Report report(streams.out);
    const std::vector<fs::path> files = files_below(path);
    for (const fs::path& file : files) check_file(report, file);
    fmt::print(streams.out, "{} files, {} errors, {} warnings\n", files.size(), report.errors(),
               report.warnings());
    return report.errors() == 0 ? 0 : 1;
  } catch (const fs::filesystem_error& error) {
    fmt::print(streams.err, "{}\n", error.what());
    return 1;
  }
}

}  // namespace mmdtool
