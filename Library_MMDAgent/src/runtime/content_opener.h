// Reads the next content while the running one goes on.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "options/command_line.h"
#include "runtime/startup.h"

namespace mmdagent {

// Immutable; any thread.
class ContentOpener {
 public:
  // `arguments`: the content arguments of the running content, absolute.
  ContentOpener(const CommandLine& line, std::vector<std::string> arguments)
      : line_(line), arguments_(std::move(arguments)) {}

  // `target` as SceneServices::open_content() takes it; `folder` is that of the running content.
  // Reads files, fetches web contents unless `hooks` is null, and may take long.
  std::variant<Startup, StartupFailure> open(std::string_view target, const std::string& folder,
                                             const DownloadHooks* hooks) const;

 private:
  const CommandLine& line_;
  std::vector<std::string> arguments_;
};

}  // namespace mmdagent
