#include "script_surroundings.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "MMDFiles/paths.h"
#include "options/mdf.h"
#include "script_reader.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

class SilentHost final : public vimanager::ScriptHost {
 public:
  void post(std::string_view, std::string_view) override {}
  void log(mmdagent::Level, std::string_view) override {}
  std::optional<std::string> global(std::string_view) const override { return std::nullopt; }
  void set_global(std::string_view, std::string_view) override {}
};

// Included files are named relative to the content, which is the working directory of a run.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingFolder() {
    std::error_code gone;
    fs::current_path(before_, gone);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  fs::path before_;
};

bool has_variables(std::string_view text) { return text.find('$') != std::string_view::npos; }

class Gatherer {
 public:
  Gatherer(const Content& content, const fs::path& file)
      : folder_(fs::absolute(content.folder)), file_(fs::absolute(file).lexically_normal()) {}

  void add_script(const vimanager::Script& script, const fs::path& path) {
    for (const std::string& name : script.includes) {
      if (is_meant(name)) found.is_included = true;
    }
    // Beside `main.fst`, `main.fst.*.fst` is started with it.
    const std::string main = fs::absolute(path).lexically_normal().string();
    if (file_.string() != main && file_.string().starts_with(main)) found.is_companion = true;
    for (const vimanager::VariableLine& line : script.variable_lines) {
      add_globals(line.assignments);
    }
    for (const vimanager::Arc& arc : script.arcs) {
      add_globals(arc.assignments);
      if (arc.condition.kind == vimanager::ConditionKind::pattern) {
        found.awaited.insert(arc.condition.type);
      }
      found.posted.insert(arc.output.type);
      add_command(arc.output);
    }
  }

  void add_settings(const fs::path& path) {
    for (const mmdagent::MdfSetting& setting : mmdagent::read_mdf(path).settings) {
      found.globals.insert(setting.raw_key);
    }
  }

  ScriptSurroundings found;

 private:
  bool is_meant(const std::string& name) const {
    return (folder_ / name).lexically_normal() == file_;
  }

  void add_globals(std::string_view assignments) {
    for (const std::string& name : vimanager::list_assignments(assignments).assigned) {
      if (name.starts_with('%')) found.globals.insert(name.substr(1));
    }
  }

  void add_command(const vimanager::Output& output) {
    const std::vector<std::string> arguments = mmdagent::split_arguments(output.args);
    if (arguments.empty()) return;
    if (output.type == "KEYVALUE_SET") {
      found.globals.insert(arguments[0]);
    } else if (output.type == "FST_LOAD" && arguments.size() > 1 && is_meant(arguments[0])) {
      found.start_states.insert(arguments[1]);
    } else if (output.type.starts_with("SUBFST_START") && arguments.size() > 1 &&
               (has_variables(arguments[1]) || is_meant(arguments[1]))) {
      found.is_companion = true;
    }
  }

  fs::path folder_;
  fs::path file_;
};

// All that is checked; around a single file, all of its content.
std::vector<fs::path> files_of(const Content& content) {
  std::vector<fs::path> files(content.files.begin(), content.files.end());
  if (files.size() > 1) return files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(content.folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path());
  }
  return files;
}

}  // namespace

std::shared_ptr<const vimanager::Script> read_script(vimanager::ScriptHost& host,
                                                     const Content& content, const fs::path& file) {
  const std::string path = fs::absolute(file).string();
  vimanager::Variables variables("check", host);
  const WorkingFolder folder(content.folder);
  return vimanager::ScriptReader(host, variables).read(path, file.string());
}

ScriptSurroundings surroundings_of(const Content& content, const fs::path& file) {
  Gatherer gatherer(content, file);
  SilentHost host;
  for (const fs::path& path : files_of(content)) {
    if (mmd::has_suffix(path.string(), ".mdf")) {
      gatherer.add_settings(path);
    } else if (mmd::has_suffix(path.string(), ".fst")) {
      const auto script = read_script(host, content, path);
      if (script) gatherer.add_script(*script, path);
    }
  }
  return gatherer.found;
}

}  // namespace mmdtool
