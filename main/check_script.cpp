#include "check_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "MMDAgent/Arguments.h"
#include "MMDFiles/paths.h"
#include "lint_script.h"
#include "script_surroundings.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view wrong_format = "wrong format at line ";

// A line of the script reader.
struct Complaint {
  bool is_error = false;
  std::string file;  // empty where the reader names none
  std::string text;
};

// Gathers what the reader complains about; runs nothing.
class ReadOnlyHost final : public vimanager::ScriptHost {
 public:
  void post(std::string_view, std::string_view) override {}
  std::optional<std::string> global(std::string_view) const override { return std::nullopt; }
  void set_global(std::string_view, std::string_view) override {}

  void log(mmdagent::Level level, std::string_view text) override {
    const bool is_error = level == mmdagent::Level::error;
    if (!is_error && level != mmdagent::Level::warning) return;
    Complaint complaint{is_error, {}, std::string(text)};
    const std::size_t end = text.find(": ");
    if (end != std::string_view::npos && !text.starts_with("cannot ")) {
      complaint.file = text.substr(0, end);
      complaint.text = text.substr(end + 2);
    }
    add(std::move(complaint));
  }

  const std::vector<Complaint>& complaints() const { return complaints_; }

 private:
  // "wrong format" closes most complaints with the number of the line, which some have already and
  // others lack.
  void add(Complaint complaint) {
    if (!complaint.text.starts_with(wrong_format)) {
      complaints_.push_back(std::move(complaint));
      return;
    }
    const std::string line = "line " + complaint.text.substr(wrong_format.size()) + ": ";
    if (!complaints_.empty()) {
      Complaint& last = complaints_.back();
      if (last.file == complaint.file && last.text.starts_with(line)) return;
      if (last.file.empty()) {
        last.file = complaint.file;
        last.text = line + last.text;
        return;
      }
    }
    complaint.text = line +
                     "wrong format, expected `state next_state condition command [variables]` or, "
                     "in a block, `condition command [variables]`";
    complaints_.push_back(std::move(complaint));
  }

  std::vector<Complaint> complaints_;
};

// Where commands name files.
struct FileArgument {
  std::string_view command;
  std::size_t argument;
  bool any_case = true;  // found in any case of its letters
};
constexpr std::array file_arguments = {
    FileArgument{"MODEL_ADD", 1},
    FileArgument{"MODEL_CHANGE", 1},
    FileArgument{"MODEL_CHANGE_ASYNC", 1},
    FileArgument{"MOTION_ADD", 2},
    FileArgument{"MOTION_CHANGE", 2},
    FileArgument{"STAGE", 0},
    FileArgument{"CAMERA", 0},
    FileArgument{"SOUND_START", 1, false},
    FileArgument{"FST_LOAD", 0, false},
    FileArgument{"SUBFST_START", 1, false},
};

std::vector<std::string> without_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> named_files(const FileArgument& where, std::string_view args) {
  const std::vector<std::string> arguments = mmdagent::split_arguments(args);
  if (where.argument >= arguments.size()) return {};
  const std::string& name = arguments[where.argument];
  if (where.command == "CAMERA" && arguments.size() >= 4) return {};  // numbers
  if (where.command == "STAGE") return without_commas(name);
  return {name};
}

bool is_there(const fs::path& content, const std::string& name, bool any_case) {
  std::error_code error;
  if (fs::is_regular_file(content / name, error)) return true;
  if (!any_case) return false;
  const auto found = mmd::find_content_path(content, name);
  return found && fs::is_regular_file(*found, error);
}

void check_command(Report& report, const Content& content, const std::string& file,
                   const vimanager::Arc& arc) {
  const auto where = std::ranges::find(file_arguments, arc.output.type, &FileArgument::command);
  if (where == file_arguments.end()) return;
  for (const std::string& name : named_files(*where, arc.output.args)) {
    const bool has_variables = name.find_first_of("$%") != std::string::npos;
    if (name.empty() || has_variables || is_there(content.folder, name, where->any_case)) continue;
    report.error("missing-file", file,
                 fmt::format("line {}: {}: {} is missing, looked for {}{}", arc.line,
                             arc.output.type, name, (content.folder / name).string(),
                             where->any_case ? " in any case of its letters" : ""));
  }
}

}  // namespace

void check_script(Report& report, const Content& content, const fs::path& file) {
  ReadOnlyHost host;
  const std::string name = file.string();
  const std::shared_ptr<const vimanager::Script> script = read_script(host, content, file);
  const auto file_of = [&](const std::string& shown) {
    return shown.empty() || shown == name ? name : (content.folder / shown).string();
  };
  for (const Complaint& complaint : host.complaints()) {
    if (complaint.is_error) {
      report.error("script", file_of(complaint.file), complaint.text);
    } else {
      report.warning("script", file_of(complaint.file), complaint.text);
    }
  }
  if (!script) return;
  for (const vimanager::Arc& arc : script->arcs)
    check_command(report, content, file_of(arc.where), arc);
  lint_script(report, file_of, *script, surroundings_of(content, file));
}

}  // namespace mmdtool
