#include "runtime/content_watch.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "MMDAgent/Host.h"
#include "MMDFiles/paths.h"
#include "content/content_arguments.h"
#include "message/inbound_ring.h"
#include "scene/changed_files.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::uint16_t core_module = 0;

constexpr std::array<std::string_view, 17> watched_suffixes{
    ".mdf", ".fst",         ".pmd",           ".pmx", ".xpmd", ".csv",  ".shapemap", ".lip", ".vmd",
    ".vpd", ".loadmessage", ".deletemessage", ".png", ".jpg",  ".jpeg", ".bmp",      ".tga",
};

// The content's folder, and those of files that the arguments name beside it.
std::vector<fs::path> folders_of(const RunPlaces& places,
                                 const std::vector<std::string>& arguments) {
  std::vector<fs::path> folders;
  if (!places.content_file.empty()) folders.emplace_back(places.content_dir);
  for (const std::string& argument : arguments) {
    std::error_code error;
    if (is_web_address(argument) || !is_watched_name(argument) ||
        !fs::is_regular_file(argument, error)) {
      continue;
    }
    fs::path folder = fs::path(argument).parent_path();
    if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(std::move(folder));
  }
  return folders;
}

// As messages name it: relative to the content's folder where it lies below that.
std::string name_of(const fs::path& file, const std::string& content_dir) {
  const fs::path relative = file.lexically_relative(fs::path(content_dir).lexically_normal());
  return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

}  // namespace

bool is_watched_name(std::string_view name) {
  return std::ranges::any_of(
      watched_suffixes, [&](std::string_view suffix) { return mmd::has_suffix(name, suffix); });
}

class ContentWatch::Task final : public AgentTask {
 public:
  Task(ContentWatch& watch, std::vector<fs::path> files)
      : watch_(watch), files_(std::move(files)) {}
  void run() override { watch_.take(files_); }

 private:
  ContentWatch& watch_;
  std::vector<fs::path> files_;
};

ContentWatch::ContentWatch(const Parts& parts, const std::vector<std::string>& arguments)
    : parts_(parts), arguments_(arguments) {
  FolderWatcherSettings settings;
  settings.folders = folders_of(parts.places, arguments);
  settings.wanted = is_watched_name;
  // What is refused is so because the run stops.
  watcher_.emplace(std::move(settings),
                   FolderWatcher::Hooks{
                       [this](std::vector<fs::path> files, const std::stop_token& stop) {
                         (void)parts_.ring.push_or_stop(
                             std::make_unique<Task>(*this, std::move(files)), core_module, stop);
                       },
                       [this](Level level, const std::string& text, const std::stop_token& stop) {
                         (void)parts_.ring.push_or_stop(
                             Record{RecordKind::log, level, core_module, text, {}}, stop);
                       }});
}

// Where no content runs because its settings file is broken: that file.
bool ContentWatch::is_settings_file(const fs::path& file) const {
  const std::string& running = parts_.places.content_file;
  if (!running.empty()) return file == fs::path(running).lexically_normal();
  return mmd::has_suffix(file.string(), ".mdf") &&
         std::ranges::find(arguments_, file.string()) != arguments_.end();
}

void ContentWatch::take(const std::vector<fs::path>& files) {
  SceneServices& services = parts_.scene.services();
  for (const fs::path& file : files) {
    const std::string name = name_of(file, parts_.places.content_dir);
    services.post("FILE_EVENT_CHANGE", name);
    if (is_settings_file(file)) {
      services.log(Level::status, "changed: " + name + ", the content begins anew");
      parts_.reload_content();
    } else if (reload_changed_file(parts_.scene, file)) {
      services.log(Level::status, "changed: " + name + ", read anew");
    }
  }
}

}  // namespace mmdagent
