#include "check_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "MMDFiles/file.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/paths.h"
#include "known_messages.h"
#include "options/mdf.h"
#include "options/option_table.h"
#include "options/options.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;
using mmdagent::MdfSetting;
using mmdagent::OptionRow;

constexpr std::string_view content_file_key = "ContentFile";
constexpr std::uint64_t largest_script = std::uint64_t{16} << 20;

// Keys of the host and of plugins that are no options; those of plugins of the reference too, so
// that content made for it is not complained about.
constexpr std::array<std::string_view, 32> other_keys = {
    content_file_key,
    "Plugin_AnyScript_AllLog",
    "Plugin_AnyScript_Command",
    "Plugin_Julius_conf",
    "Plugin_Julius_lang",
    "Plugin_Julius_logfile",
    "Plugin_Julius_wordspacing",
    "Plugin_RabbitMQ_ConfigFile",
    "Plugin_Remote_AllLog",
    "Plugin_Remote_ClientMode",
    "Plugin_Remote_EnableClient",
    "Plugin_Remote_EnableLocalLipsync",
    "Plugin_Remote_EnableLocalPassthrough",
    "Plugin_Remote_EnableServer",
    "Plugin_Remote_Hostname",
    "Plugin_Remote_ListenAddress",
    "Plugin_Remote_ListenPort",
    "Plugin_Remote_Port",
    "Plugin_Remote_Record_Wave_Dir",
    "Plugin_Remote_Record_Wave_Limit",
    "Plugin_Remote_RetryCount",
    "Plugin_Remote_ServerMode",
    "Plugin_Remote_Speak_16k",
    "Plugin_Remote_Websocket_Directory",
    "Plugin_Remote_Websocket_Host",
    "Plugin_Remote_Websocket_Port",
    "UserContext_FirstLaunchOfToday",
    "UserContext_InitialLaunch",
    "disablePlugin",
    "enablePlugin",
    "motion_capture_max_minutes",
    "show_caption",
};

// Values that end like these name files of the content.
constexpr std::array<std::string_view, 16> file_suffixes = {
    ".pmd", ".pmx", ".xpmd", ".vmd", ".vpd", ".fst", ".png", ".jpg",
    ".bmp", ".tga", ".wav",  ".mp3", ".ogg", ".ttf", ".otf", ".lip"};

// One settings file being checked.
struct Settings {
  Report& report;
  const Content& content;
  std::string file;

  void error(const MdfSetting& setting, std::string_view kind, std::string_view text) const {
    report.error(kind, file, fmt::format("line {}: {}", setting.line, text));
  }
  void warning(const MdfSetting& setting, std::string_view kind, std::string_view text) const {
    report.warning(kind, file, fmt::format("line {}: {}", setting.line, text));
  }
};

std::optional<double> number_of(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void check_numbers(const Settings& settings, const MdfSetting& setting, const OptionRow& row,
                   std::size_t count, bool whole) {
  const std::vector<std::string_view> parts = parts_of(setting.value);
  if (parts.size() < count) {
    settings.error(setting, "bad-value",
                   fmt::format("{}={}: expected {} separated by commas; the line does nothing",
                               setting.key, setting.value, fmt::format("{} numbers", count)));
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<double> number = number_of(parts[i]);
    if (!number || (whole && *number != std::floor(*number))) {
      settings.error(setting, "bad-value",
                     fmt::format("{}={}: \"{}\" is no {}", setting.key, setting.value, parts[i],
                                 whole ? "whole number" : "number"));
    } else if (*number < row.min || *number > row.max) {
      settings.warning(setting, "bad-value",
                       fmt::format("{}={}: {} is not within {}..{}, the nearer of these counts",
                                   setting.key, setting.value, parts[i], row.min, row.max));
    }
  }
}

void check_value(const Settings& settings, const MdfSetting& setting, const OptionRow& row) {
  const std::string type = mmdagent::option_type(row);
  if (type == "bool") {
    if (setting.value == "true" || setting.value == "false") return;
    settings.error(setting, "bad-value",
                   fmt::format("{}={}: expected true or false, anything else counts as false",
                               setting.key, setting.value));
  } else if (type.starts_with("int") || type.starts_with("float")) {
    const bool whole = type.starts_with("int");
    const bool single = type == "int" || type == "float";
    const std::size_t count = single ? 1 : static_cast<std::size_t>(type.back() - '0');
    check_numbers(settings, setting, row, count, whole);
  } else {
    mmdagent::Options options;
    const auto problem = mmdagent::set_option(options, setting.key, setting.value);
    if (problem) settings.error(setting, "bad-value", *problem);
  }
}

std::string folded(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == ' ' || c == '\t') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

// The known key that this one was perhaps meant to be.
std::optional<std::string_view> similar_key(std::string_view key) {
  constexpr std::size_t most_edits = 2;
  const std::string wanted = folded(key);
  std::optional<std::string_view> nearest;
  std::size_t fewest = most_edits + 1;
  const auto compare = [&](std::string_view known) {
    const std::size_t edits = edits_between(wanted, folded(known));
    if (edits >= fewest) return;
    fewest = edits;
    nearest = known;
  };
  for (const OptionRow& row : mmdagent::option_table()) compare(row.key);
  for (const std::string_view known : other_keys) compare(known);
  return nearest;
}

bool is_script(const fs::path& file) { return mmd::has_suffix(file.string(), ".fst"); }

bool is_read_by_scripts(const Content& content, std::string_view key) {
  return std::ranges::any_of(content.files, [&](const fs::path& file) {
    if (!is_script(file)) return false;
    try {
      const auto bytes = mmd::read_file(file, largest_script);
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return text.find(key) != std::string_view::npos;
    } catch (const mmd::LoadError&) {
      return false;  // told of when the script is checked
    }
  });
}

void check_unknown_key(const Settings& settings, const MdfSetting& setting) {
  const std::string& key = setting.key;
  if (std::ranges::find(other_keys, key) != other_keys.end() || key.starts_with("exclude_Plugin_"))
    return;
  if (const auto known = similar_key(key)) {
    settings.warning(setting, "misspelt-key",
                     fmt::format("\"{}\": no such key, is \"{}\" meant?", key, *known));
    return;
  }
  // Without any script nothing is known about variables.
  const bool has_scripts = std::ranges::any_of(settings.content.files, is_script);
  if (has_scripts && !key.starts_with("Plugin_") && !is_read_by_scripts(settings.content, key)) {
    settings.warning(
        setting, "unknown-key",
        fmt::format("\"{}\": no such key, and no script here reads it as a variable", key));
  }
}

void check_file_value(const Settings& settings, const MdfSetting& setting) {
  const bool names_file = std::ranges::any_of(file_suffixes, [&](std::string_view suffix) {
    return mmd::has_suffix(setting.value, suffix);
  });
  const bool names_script = setting.key == content_file_key;
  if (setting.value.empty() || !(names_file || names_script)) return;
  const fs::path path = settings.content.folder / setting.value;
  std::error_code error;
  if (fs::exists(path, error)) return;
  if (!names_script && mmd::find_content_path(settings.content.folder, setting.value)) return;
  const std::string text =
      fmt::format("{}={}: no such file, looked for {}", setting.key, setting.value, path.string());
  if (names_script) {
    settings.error(setting, "missing-file", text);
  } else {
    settings.warning(setting, "missing-file", text);
  }
}

void check_setting(const Settings& settings, const MdfSetting& setting) {
  const auto table = mmdagent::option_table();
  const auto row = std::ranges::find(table, std::string_view(setting.key), &OptionRow::key);
  if (row != table.end()) {
    check_value(settings, setting, *row);
  } else {
    check_unknown_key(settings, setting);
    check_file_value(settings, setting);
  }
}

}  // namespace

bool is_known_key(std::string_view key) {
  const auto options = mmdagent::option_table();
  return std::ranges::find(other_keys, key) != other_keys.end() ||
         std::ranges::any_of(options, [&](const OptionRow& row) { return row.key == key; });
}

void check_settings(Report& report, const Content& content, const fs::path& file) {
  const mmdagent::Mdf mdf = mmdagent::read_mdf(file);
  const Settings settings{report, content, file.string()};
  for (const std::string& reason : mdf.reasons) report.error("settings", settings.file, reason);
  for (const std::string& text : mdf.warnings) report.warning("settings", settings.file, text);
  std::map<std::string_view, int> lines;
  for (const MdfSetting& setting : mdf.settings) {
    if (setting.key.empty()) continue;
    const auto [first, is_first] = lines.try_emplace(setting.key, setting.line);
    if (!is_first) {
      settings.warning(setting, "duplicate-key",
                       fmt::format("{}: replaces the value of line {}", setting.key,
                                   std::exchange(first->second, setting.line)));
    }
    check_setting(settings, setting);
  }
}

}  // namespace mmdtool
