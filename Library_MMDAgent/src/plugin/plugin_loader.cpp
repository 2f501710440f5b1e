#include "plugin/plugin_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "MMDAgent/Plugin.h"
#include "options/key_value_store.h"

namespace mmdagent {
namespace {

constexpr std::size_t prefix_length = std::string_view("Plugin_").size();
constexpr std::string_view suffix = ".so";

bool has_suffix(std::string_view file_name) {
  return file_name.size() > suffix.size() &&
         std::ranges::equal(file_name.substr(file_name.size() - suffix.size()), suffix, {},
                            [](unsigned char c) { return std::tolower(c); });
}

bool is_listed(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (list.substr(0, end) == name) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// Byte order, independent of the locale and of the order on disk.
std::optional<std::vector<std::string>> plugin_files(const std::filesystem::path& dir) {
  std::error_code error;
  std::filesystem::directory_iterator entries(dir, error);
  if (error) return std::nullopt;
  std::vector<std::string> names;
  for (const std::filesystem::directory_entry& entry : entries) {
    std::string name = entry.path().filename().string();
    if (has_suffix(name) && name.size() >= prefix_length && !entry.is_directory(error)) {
      names.push_back(std::move(name));
    }
  }
  std::ranges::sort(names);
  return names;
}

std::string_view text_or(const char* text, std::string_view fallback) {
  return text == nullptr ? fallback : text;
}

// Empty when the entry fits this host; else what was expected and what was found. Fields are looked
// at in an order in which each check makes the next one safe.
std::string entry_problem(const PluginEntry* entry, std::string_view name) {
  if (entry == nullptr) return "its entry function gives nothing";
  if (entry->abi_version != plugin_abi_version) {
    return fmt::format("interface version {}, expected {}", entry->abi_version, plugin_abi_version);
  }
  if (entry->struct_size != sizeof(PluginEntry)) {
    return fmt::format("entry of {} bytes, expected {}", entry->struct_size, sizeof(PluginEntry));
  }
  const std::string_view compiler_abi = text_or(entry->compiler_abi, "none");
  if (compiler_abi != plugin_compiler_abi) {
    return fmt::format("compiler ABI \"{}\", expected \"{}\"", compiler_abi, plugin_compiler_abi);
  }
  const std::string_view own_name = text_or(entry->name, "");
  if (own_name != name) {
    return fmt::format("calls itself \"{}\", expected \"{}\"", own_name, name);
  }
  if (entry->create == nullptr || entry->destroy == nullptr) {
    return "entry without create or destroy function";
  }
  return {};
}

// Why a shared object cannot be used, or its entry.
struct Opened {
  const PluginEntry* entry = nullptr;
  std::string problem;
};

std::string linker_error() { return std::string("Error: dlopen: ") + dlerror(); }

Opened open_plugin(const std::filesystem::path& file, std::string_view name) {
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return {nullptr, linker_error()};
  void* const symbol = dlsym(library, plugin_entry_symbol);
  if (symbol == nullptr) return {nullptr, linker_error()};
  const auto entry_function = reinterpret_cast<PluginEntryFunction>(symbol);
  const PluginEntry* const entry = entry_function();
  const std::string problem = entry_problem(entry, name);
  if (problem.empty()) return {entry, {}};
  return {nullptr, fmt::format("plugin \"{}\": {}", file.filename().string(), problem)};
}

}  // namespace

std::string plugin_name(std::string_view file_name) {
  if (has_suffix(file_name)) file_name.remove_suffix(suffix.size());
  return std::string(file_name.substr(std::min(prefix_length, file_name.size())));
}

bool plugin_is_allowed(std::string_view name, const KeyValueStore& values) {
  const std::string enabled = values.value("enablePlugin");
  if (enabled == "ALL" || is_listed(enabled, name)) return true;
  const std::string disabled = values.value("disablePlugin");
  if (disabled == "ALL" || is_listed(disabled, name)) return false;
  const std::string excluded = values.value(fmt::format("exclude_Plugin_{}", name));
  return excluded != "yes" && excluded != "true";
}

std::vector<LoadedPlugin> load_plugins(const std::filesystem::path& dir,
                                       const KeyValueStore& values, const HostLog& log) {
  log(Level::status, fmt::format("plugin dir = {}", dir.string()));
  for (const char* key : {"disablePlugin", "enablePlugin"}) {
    log(Level::status, fmt::format("{} = {}", key, values.value(key, "NONE")));
  }
  const auto files = plugin_files(dir);
  if (!files) {
    log(Level::error, "failed to open plugin dir");
    return {};
  }
  std::vector<LoadedPlugin> plugins;
  for (const std::string& file_name : *files) {
    const std::string name = plugin_name(file_name);
    if (!plugin_is_allowed(name, values)) {
      log(Level::status, fmt::format("plugin \"Plugin_{}\" -> not loaded", name));
      continue;
    }
    const Opened opened = open_plugin(dir / file_name, name);
    if (opened.entry == nullptr) {
      log(Level::error, opened.problem);
      log(Level::error, fmt::format("failed to load plugin \"{}\"", file_name));
      continue;
    }
    log(Level::status, fmt::format("plugin \"{}\"", file_name));
    plugins.push_back({name, file_name, opened.entry});
  }
  return plugins;
}

}  // namespace mmdagent
