// Brings settings files and single settings into options and global variables.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

class KeyValueStore;
struct Options;

struct ConfigurationNote {
  Level level = Level::warning;
  std::string text;
};

// `reasons` say why a file counts as failed (it could not be opened, or lines of it not be read;
// all other lines were taken). `notes` are lines for the log that change nothing else.
struct ConfigurationResult {
  std::vector<std::string> reasons;
  std::vector<ConfigurationNote> notes;

  bool failed() const { return !reasons.empty(); }
  std::string reason() const;  // all of them, one a line
};

// Every line becomes a global variable, known keys become options too; later files override
// earlier ones key by key.
ConfigurationResult load_settings(const std::filesystem::path& file, Options& options,
                                  KeyValueStore& values);

// One line of that kind, as `--set` gives it.
ConfigurationResult apply_setting(std::string_view line, Options& options, KeyValueStore& values);

}  // namespace mmdagent
