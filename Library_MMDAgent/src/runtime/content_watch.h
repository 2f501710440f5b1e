// The option --watch: what was changed in the content's folders takes effect while it runs.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/folder_watcher.h"
#include "runtime/run_places.h"

namespace mmdagent {

class InboundRing;
class Scene;

class ContentWatch {
 public:
  struct Parts {
    InboundRing& ring;
    Scene& scene;
    const RunPlaces& places;
    // The settings file was changed: the content shall begin anew.
    std::function<void()> reload_content;
  };

  // `arguments`: of the content, absolute; the folders of files among them are watched like that of
  // the content. All parts outlive this object, which the agent thread makes and destroys; changes
  // come to that thread through the ring.
  ContentWatch(const Parts& parts, const std::vector<std::string>& arguments);

 private:
  class Task;

  bool is_settings_file(const std::filesystem::path& file) const;
  void take(const std::vector<std::filesystem::path>& files);

  Parts parts_;
  std::vector<std::string> arguments_;
  std::optional<FolderWatcher> watcher_;
};

// Whether it acts on a file of this name: settings, scripts, models and what belongs to them,
// motions, images.
bool is_watched_name(std::string_view name);

}  // namespace mmdagent
