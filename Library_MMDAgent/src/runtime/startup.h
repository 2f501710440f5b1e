// From the command line to everything that is known before a thread starts: settings, variables,
// places, the messages to begin with.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "options/command_line.h"
#include "options/configuration.h"
#include "options/options.h"
#include "runtime/run_places.h"

namespace mmdagent {

class ExtractedPackage;
class KeyValueStore;

struct Startup {
  Options options;
  RunPlaces places;
  std::shared_ptr<ExtractedPackage> package;  // whose content runs; null when none does
  std::vector<std::string> messages;  // `TYPE|args`, for the files and messages of the command line
  std::vector<ConfigurationNote> notes;  // for the log, in order
};

// Why the run cannot start, one line each.
struct StartupFailure {
  std::vector<std::string> lines;
};

// Reads the settings files; later ones override earlier ones, `--set` all of them. Changes nothing
// but `values`.
std::variant<Startup, StartupFailure> prepare(const CommandLine& command_line,
                                              KeyValueStore& values);

}  // namespace mmdagent
