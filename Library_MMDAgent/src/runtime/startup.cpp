#include "runtime/startup.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "MMDFiles/paths.h"
#include "content/content.h"
#include "content/content_arguments.h"
#include "content/package.h"
#include "content/program_places.h"
#include "content/user_contents.h"
#include "content/web_content.h"
#include "content/web_index.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* system_settings_name = "mmdagent.mdf";

void add_note(Startup& startup, Level level, std::string text) {
  startup.notes.push_back({level, std::move(text)});
}

void add_notes(Startup& startup, const ConfigurationResult& result) {
  startup.notes.insert(startup.notes.end(), result.notes.begin(), result.notes.end());
}

// Settings beside the program, for all content. The file may be missing.
void read_system_settings(Startup& startup) {
  const fs::path file = fs::path(startup.places.system_dir) / system_settings_name;
  std::error_code error;
  if (!fs::exists(file, error)) return;
  const ConfigurationResult result = load_settings(file, startup.options, *startup.values);
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
                                                 const std::vector<fs::path>& files) {
  std::string reason;
  for (const fs::path& file : files) {
    startup.notes.push_back({Level::status, "loading user mdf file = " + file.string()});
    const ConfigurationResult result = load_settings(file, startup.options, *startup.values);
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

std::optional<std::string> apply_command_line(Startup& startup, const CommandLine& line) {
  for (const std::string& setting : line.settings) {
    const ConfigurationResult result = apply_setting(setting, startup.options, *startup.values);
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

// What of the arguments is fetched from the web, and the rest.
struct Choice {
  std::string address;
  std::vector<std::string> files;
};

// Only the first package or web address counts, and it goes before settings files.
Choice choose(Startup& startup, std::span<const std::string> arguments) {
  Choice choice;
  const fs::path banlist = fs::path(startup.places.system_dir) / banlist_name;
  bool chosen = false;
  for (const std::string& argument : arguments) {
    const bool is_address = is_web_address(argument);
    const bool is_package = !is_address && mmd::has_suffix(argument, ".mmda");
    if (!is_address && !(is_package && !choice.address.empty())) {
      choice.files.push_back(argument);
      chosen = chosen || is_package;
    } else if (chosen) {
      add_note(
          startup, Level::warning,
          shown_address(argument) + ": only the first package or web address is used, ignored");
    } else if (is_banned(banlist, argument)) {
      add_note(startup, Level::warning,
               "URL matches ban patten, skipped: " + shown_address(argument));
      chosen = true;
    } else {
      choice.address = argument;
      chosen = true;
    }
  }
  return choice;
}

// Where nothing is asked for, what the user set as home is the content.
void select_home(Startup& startup, Choice& choice) {
  add_note(startup, Level::status, "no content specified at spawn...");
  const fs::path root = existing_user_content_folder();
  const std::string home = root.empty() ? std::string() : read_home(root);
  if (home.empty()) return;
  std::error_code error;
  if (is_web_address(home)) {
    choice.address = home;
  } else if (fs::is_regular_file(home, error)) {
    choice.files.push_back(home);
  } else {
    add_note(startup, Level::warning, "home is set but not exist: " + home);
    return;
  }
  add_note(startup, Level::status, "starting with home content: " + shown_address(home));
}

// `\n` are the two characters that a prompt breaks lines at.
StartupFailure unreadable(const std::string& reason, const std::vector<fs::path>& files) {
  const std::string file = files.empty() ? std::string() : files.back().string();
  return {.lines = {reason}, .prompt = "Failed to load mdf:\\n" + file};
}

StartupFailure unfetched(const std::string& reason) {
  return {.lines = {reason},
          .prompt = "Failed to fetch content\\nPlease retry with internet connection"};
}

// The program without content, until the download is done.
std::variant<Startup, StartupFailure> waiting(Startup startup, const CommandLine& command_line) {
  if (auto reason = apply_command_line(startup, command_line)) return StartupFailure{{*reason}};
  startup.places.content_dir = startup.places.system_dir;
  startup.waits_for_download = true;
  return startup;
}

void find_program(Startup& startup) {
  const ProgramPlaces program = program_places(running_program_dir());
  startup.places.system_dir = program.system_dir.string();
  startup.places.plugin_dir = program.plugin_dir.string();
  startup.places.app_data_dir = program.app_data_dir.string();
  add_note(startup, Level::status, "system dir = " + startup.places.system_dir);
  add_note(startup, Level::status, "AppData dir = " + startup.places.app_data_dir);
}

}  // namespace

std::variant<Startup, StartupFailure> prepare(const CommandLine& command_line,
                                              std::span<const std::string> arguments,
                                              const DownloadHooks* hooks) {
  Startup startup;
  startup.arguments.assign(arguments.begin(), arguments.end());
  find_program(startup);
  read_system_settings(startup);
  Choice choice = choose(startup, arguments);
  if (arguments.empty()) select_home(startup, choice);
  const ContentSelection selection = select_content(choice.files);
  if (!selection.errors.empty()) {
    return StartupFailure{.lines = selection.errors,
                          .prompt = "Failed to load mdf:\\n" + choice.files.back()};
  }
  for (const std::string& warning : selection.warnings) {
    add_note(startup, Level::warning, warning);
  }
  std::vector<fs::path> settings_files = selection.settings_files;
  if (!choice.address.empty() && hooks == nullptr) {
    return waiting(std::move(startup), command_line);
  }
  if (!choice.address.empty()) {
    auto fetched = fetch_web_content(choice.address, user_content_folder(), *hooks);
    if (auto* reason = std::get_if<std::string>(&fetched)) return unfetched(*reason);
    settings_files.push_back(std::get<fs::path>(fetched));
    if (auto refusal = refusal_of(settings_files.back())) return StartupFailure{{*refusal}};
  }
  if (!selection.package.empty()) {
    if (auto reason = unpack(startup, selection.package)) return StartupFailure{{*reason}};
    settings_files.push_back(startup.package->settings_file());
  }
  if (auto reason = read_content_settings(startup, settings_files)) {
    return unreadable(*reason, settings_files);
  }
  if (auto reason = apply_command_line(startup, command_line)) return StartupFailure{{*reason}};
  startup.places.content_dir = startup.places.system_dir;
  if (!startup.places.content_file.empty()) {
    const fs::path file = startup.places.content_file;
    startup.places.content_dir = file.parent_path().string();
    startup.info = read_content_info(file);
  }
  add_file_messages(startup, selection.files);
  return startup;
}

std::variant<Startup, StartupFailure> prepare_error_state(const CommandLine& command_line,
                                                          std::span<const std::string> arguments,
                                                          const StartupFailure& failure) {
  Startup startup;
  startup.arguments.assign(arguments.begin(), arguments.end());
  startup.is_error_state = true;
  find_program(startup);
  read_system_settings(startup);
  if (auto reason = apply_command_line(startup, command_line)) return StartupFailure{{*reason}};
  startup.places.content_dir = startup.places.system_dir;
  for (const std::string& line : failure.lines) add_note(startup, Level::error, line);
  startup.messages.push_back("PROMPT_SHOW|" + failure.prompt + "|Reload");
  return startup;
}

}  // namespace mmdagent
