#include "runtime/startup.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "content/content.h"
#include "content/package.h"
#include "content/program_places.h"
#include "options/key_value_store.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* system_settings_name = "mmdagent.mdf";

void add_notes(Startup& startup, const ConfigurationResult& result) {
  startup.notes.insert(startup.notes.end(), result.notes.begin(), result.notes.end());
}

// Settings beside the program, for all content. The file may be missing.
void read_system_settings(Startup& startup, KeyValueStore& values) {
  const fs::path file = fs::path(startup.places.system_dir) / system_settings_name;
  std::error_code error;
  if (!fs::exists(file, error)) return;
  const ConfigurationResult result = load_settings(file, startup.options, values);
  add_notes(startup, result);
  if (result.failed()) {
    startup.notes.push_back({Level::warning, fmt::format("{}\nerror in reading file, skipped ({})",
                                                         result.reason(), file.string())});
  } else {
    startup.notes.push_back({Level::status, "system mdf file = " + file.string()});
  }
}

std::optional<std::string> unpack(Startup& startup, const fs::path& archive) {
  const fs::path folder = package_folder();
  if (folder.empty()) return "failed to prepare content cache directory";
  startup.notes.push_back({Level::status, fmt::format("extracting {} to cache dir {}",
                                                      archive.string(), folder.string())});
  auto result = extract_package(archive, folder);
  if (auto* reason = std::get_if<std::string>(&result)) return std::move(*reason);
  startup.package = std::move(std::get<std::unique_ptr<ExtractedPackage>>(result));
  return std::nullopt;
}

// The last file that can be read is the content.
std::optional<std::string> read_content_settings(Startup& startup,
                                                 const std::vector<fs::path>& files,
                                                 KeyValueStore& values) {
  std::string reason;
  for (const fs::path& file : files) {
    startup.notes.push_back({Level::status, "loading user mdf file = " + file.string()});
    const ConfigurationResult result = load_settings(file, startup.options, values);
    add_notes(startup, result);
    if (result.failed()) {
      reason = fmt::format("{} ({})", result.reason(), file.string());
      startup.notes.push_back({Level::warning, fmt::format("{}\nfailed to load mdf, skipped ({})",
                                                           result.reason(), file.string())});
    } else {
      startup.places.content_file = file.string();
      startup.notes.push_back({Level::status, "user mdf file = " + file.string()});
    }
  }
  if (!files.empty() && startup.places.content_file.empty()) return reason;
  return std::nullopt;
}

std::optional<std::string> apply_command_line(Startup& startup, const CommandLine& line,
                                              KeyValueStore& values) {
  for (const std::string& setting : line.settings) {
    const ConfigurationResult result = apply_setting(setting, startup.options, values);
    add_notes(startup, result);
    if (result.failed()) return fmt::format("--set {}: {}", setting, result.reason());
  }
  if (line.size) startup.options.window_size = *line.size;
  return std::nullopt;
}

// Models get the aliases 0, 1, …; a motion starts on the model named last before it.
void add_file_messages(Startup& startup, const std::vector<ContentFile>& files) {
  int models = 0;
  for (const ContentFile& file : files) {
    const std::string path = file.path.string();
    switch (file.kind) {
      case ContentFileKind::model:
        startup.messages.push_back(fmt::format("MODEL_ADD|{}|{}", models++, path));
        break;
      case ContentFileKind::motion:
        if (models == 0) {
          startup.notes.push_back(
              {Level::warning, fmt::format("{}: no model is named before this motion", path)});
        } else {
          startup.messages.push_back(
              fmt::format("MOTION_ADD|{}|base|{}|FULL|LOOP|ON|ON", models - 1, path));
        }
        break;
      case ContentFileKind::stage:
        startup.messages.push_back("STAGE|" + path);
        break;
      case ContentFileKind::image:
        // Floor and background are separate: without a floor image only the background changes.
        startup.messages.push_back(fmt::format("STAGE|{0},{0}", path));
        break;
    }
  }
}

}  // namespace

std::variant<Startup, StartupFailure> prepare(const CommandLine& command_line,
                                              KeyValueStore& values) {
  Startup startup;
  const ProgramPlaces program = program_places(running_program_dir());
  startup.places.system_dir = program.system_dir.string();
  startup.places.plugin_dir = program.plugin_dir.string();
  startup.places.app_data_dir = program.app_data_dir.string();
  startup.notes.push_back({Level::status, "system dir = " + startup.places.system_dir});
  startup.notes.push_back({Level::status, "AppData dir = " + startup.places.app_data_dir});

  const ContentSelection selection = select_content(command_line.content);
  if (!selection.errors.empty()) return StartupFailure{selection.errors};
  for (const std::string& warning : selection.warnings) {
    startup.notes.push_back({Level::warning, warning});
  }
  std::vector<fs::path> settings_files = selection.settings_files;
  if (!selection.package.empty()) {
    if (auto reason = unpack(startup, selection.package)) return StartupFailure{{*reason}};
    settings_files.push_back(startup.package->settings_file());
  }
  read_system_settings(startup, values);
  if (auto reason = read_content_settings(startup, settings_files, values)) {
    return StartupFailure{{*reason}};
  }
  if (auto reason = apply_command_line(startup, command_line, values)) {
    return StartupFailure{{*reason}};
  }
  startup.places.content_dir = startup.places.content_file.empty()
                                   ? startup.places.system_dir
                                   : fs::path(startup.places.content_file).parent_path().string();
  add_file_messages(startup, selection.files);
  startup.messages.insert(startup.messages.end(), command_line.messages.begin(),
                          command_line.messages.end());
  return startup;
}

}  // namespace mmdagent
