// Finds the shared objects of a folder and looks at what they export. Runs none of their code but
// the entry function and static initialisers.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

class KeyValueStore;
struct PluginEntry;

// Takes a line for the log under the host's own name. Called from any thread.
using HostLog = std::function<void(Level level, std::string_view text)>;

// A checked plugin. Its shared object stays loaded until the process ends, so that nothing of it
// can be missing while a thread of it is still running.
struct LoadedPlugin {
  std::string name;       // `Audio` for Plugin_Audio.so
  std::string file_name;  // without folder
  const PluginEntry* entry = nullptr;
};

// The name that a plugin file stands for: without its first 7 characters and its suffix. Empty when
// nothing is left.
std::string plugin_name(std::string_view file_name);

// Decides by the variables enablePlugin, disablePlugin and exclude_Plugin_<name>; the first that
// applies wins: enabled by ALL or in a list, disabled by ALL or in a list, excluded, else allowed.
bool plugin_is_allowed(std::string_view name, const KeyValueStore& values);

// Loads every allowed `*.so` of `dir` in byte order of the file names and logs what became of each.
// A missing folder is an Error line and gives nothing.
std::vector<LoadedPlugin> load_plugins(const std::filesystem::path& dir,
                                       const KeyValueStore& values, const HostLog& log);

}  // namespace mmdagent
