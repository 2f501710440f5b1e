#include "options/configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "host_limits.h"
#include "options/key_value_store.h"
#include "options/mdf.h"
#include "options/option_table.h"

namespace mmdagent {
namespace {

// Past the limit one more line says that others are left out.
void add_note(ConfigurationResult& result, Level level, std::string text) {
  if (result.notes.size() > limits::settings_warnings) return;
  if (result.notes.size() == limits::settings_warnings) text = "more lines of that kind follow";
  result.notes.push_back({level, std::move(text)});
}

void apply(const MdfSetting& setting, const std::string& place, Options& options,
           KeyValueStore& values, ConfigurationResult& result) {
  if (!setting.raw_key.empty()) {
    const StoreResult stored = values.set(setting.raw_key, setting.raw_value);
    if (stored != StoreResult::done) {
      add_note(result, Level::error, place + store_error(stored, setting.raw_key));
    }
  }
  if (setting.key.empty()) return;
  if (auto warning = set_option(options, setting.key, setting.value)) {
    add_note(result, Level::warning, place + *warning);
  }
}

}  // namespace

std::string ConfigurationResult::reason() const {
  return fmt::format("{}", fmt::join(reasons, "\n"));
}

ConfigurationResult load_settings(const std::filesystem::path& file, Options& options,
                                  KeyValueStore& values) {
  ConfigurationResult result;
  Mdf mdf = read_mdf(file);
  result.reasons = std::move(mdf.reasons);
  for (const std::string& warning : mdf.warnings) {
    add_note(result, Level::warning, fmt::format("{}: {}", file.string(), warning));
  }
  for (const MdfSetting& setting : mdf.settings) {
    apply(setting, fmt::format("{}: line {}: ", file.string(), setting.line), options, values,
          result);
  }
  return result;
}

ConfigurationResult apply_setting(std::string_view line, Options& options, KeyValueStore& values) {
  ConfigurationResult result;
  std::vector<std::string> reasons;
  if (const auto setting = parse_mdf_line(line, 1, reasons)) {
    apply(*setting, "--set: ", options, values, result);
  }
  if (!reasons.empty()) result.reasons.push_back(fmt::format("--set {}: parse error", line));
  return result;
}

}  // namespace mmdagent
