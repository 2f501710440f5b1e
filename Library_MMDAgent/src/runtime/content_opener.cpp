#include "runtime/content_opener.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "MMDFiles/paths.h"
#include "content/content_arguments.h"
#include "content/package.h"
#include "content/program_places.h"
#include "content/web_index.h"
#include "options/key_value_store.h"

namespace mmdagent {
namespace {

std::string problem_of(const std::string& target) {
  if (is_web_address(target)) {
    return is_banned(running_program_dir() / banlist_name, target) ? "is banned" : std::string();
  }
  std::error_code error;
  const auto status = std::filesystem::status(target, error);
  if (!std::filesystem::exists(status)) return "no such file";
  if (std::filesystem::is_directory(status)) return {};
  if (mmd::has_suffix(target, ".mdf") || mmd::has_suffix(target, ".mmda")) return {};
  return "expected a settings file (.mdf), a package (.mmda) or a folder";
}

}  // namespace

std::variant<Startup, StartupFailure> ContentOpener::open(std::string_view target,
                                                          const std::string& folder,
                                                          const DownloadHooks* hooks) const {
  std::vector<std::string> arguments = arguments_;
  if (!target.empty()) {
    const std::string path = absolute_argument(target, folder);
    if (const std::string problem = problem_of(path); !problem.empty()) {
      return StartupFailure{{shown_address(path) + ": " + problem}};
    }
    arguments = with_content(arguments, path);
  }
  std::variant<Startup, StartupFailure> opened = prepare(line_, arguments, hooks);
  if (auto* failure = std::get_if<StartupFailure>(&opened)) failure->target = target;
  if (const auto* startup = std::get_if<Startup>(&opened)) {
    const std::string& dir = startup->places.content_dir;
    if (access(dir.c_str(), X_OK) != 0) {
      return StartupFailure{{fmt::format("{}: {}", dir, std::strerror(errno))}};
    }
  }
  return opened;
}

}  // namespace mmdagent
