#include "runtime/content_desk.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "MMDFiles/paths.h"
#include "content/running_content.h"
#include "options/key_value_store.h"
#include "runtime/desktop_opener.h"
#include "scene/services.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view script_variable = "ContentFile";
constexpr const char* script_suffix = ".fst";

// Empty: there is none.
fs::path script_of(SceneServices& services) {
  const RunningContent& content = services.content();
  const std::string named = services.values().value(script_variable);
  if (!named.empty()) return (fs::path(content.dir) / named).lexically_normal();
  return content.file.empty() ? fs::path()
                              : fs::path(content.file).replace_extension(script_suffix);
}

void open(SceneServices& services, DesktopOpener& desktop, const std::string& path) {
  services.log(Level::status, "opening " + path);
  desktop.open(path);
}

}  // namespace

void open_script(SceneServices& services, DesktopOpener& desktop) {
  const fs::path script = script_of(services);
  if (script.empty()) {
    services.log(Level::error, "no script to open: what runs has no settings file");
    return;
  }
  // A message can set the variable and press the key: what would be executed must not be reached
  // so.
  if (!mmd::has_suffix(script.string(), script_suffix)) {
    services.log(Level::error, fmt::format("{}: expected a file whose name ends in {}, got \"{}\"",
                                           script_variable, script_suffix, script.string()));
    return;
  }
  open(services, desktop, script.string());
}

void open_folder(SceneServices& services, DesktopOpener& desktop) {
  open(services, desktop, services.content().dir);
}

}  // namespace mmdagent
