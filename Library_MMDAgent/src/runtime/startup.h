// From the command line to everything that is known before a thread starts: settings, variables,
// places, the messages to begin with.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "content/content_info.h"
#include "content/package.h"
#include "options/command_line.h"
#include "options/configuration.h"
#include "options/key_value_store.h"
#include "options/options.h"
#include "runtime/run_places.h"

namespace mmdagent {

struct DownloadHooks;

struct Startup {
  Options options;
  std::unique_ptr<KeyValueStore> values = std::make_unique<KeyValueStore>();
  RunPlaces places;
  ContentInfo info;
  std::shared_ptr<ExtractedPackage> package;  // whose content runs; null when none does
  std::vector<std::string> arguments;         // content arguments that led here, absolute
  std::vector<std::string> messages;          // `TYPE|args`, for the files among the arguments
  std::vector<ConfigurationNote> notes;       // for the log, in order
  // The arguments name a web content that is still to be fetched: this runs in its place meanwhile.
  bool waits_for_download = false;
  bool is_error_state = false;  // shows why the arguments' content does not run; an answer retries
};

// Why the content cannot start, one line each.
struct StartupFailure {
  std::vector<std::string> lines;
  std::string target{};  // as it was asked for; empty: the running content
  std::string prompt{};  // for the user, who may try again; empty: that would change nothing
};

// Reads the settings files; later ones override earlier ones, `--set` all of them. `arguments`:
// content arguments, absolute. May take long: packages are unpacked, web contents fetched (without
// `hooks` they are not: then what runs in their place is the result). Any thread.
std::variant<Startup, StartupFailure> prepare(const CommandLine& command_line,
                                              std::span<const std::string> arguments,
                                              const DownloadHooks* hooks);

// The program without content, which asks the user about the failure of `arguments`.
std::variant<Startup, StartupFailure> prepare_error_state(const CommandLine& command_line,
                                                          std::span<const std::string> arguments,
                                                          const StartupFailure& failure);

}  // namespace mmdagent
