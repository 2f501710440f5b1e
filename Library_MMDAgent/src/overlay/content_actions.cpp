#include "overlay/content_actions.h"

#include <utility>

#include "content/package.h"
#include "content/running_content.h"
#include "content/web_cache.h"
#include "overlay/file_work.h"
#include "overlay/info_text.h"
#include "overlay/overlay.h"
#include "scene/assets.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::string_view no_folder =
    "no folder for it, as neither MMDAgentContentDir nor HOME names one";

}  // namespace

void notify(Scene& scene, std::string_view text) { scene.services().post("NOTIFY_SHOW", text); }

void write_user_contents(Scene& scene, std::string_view name,
                         std::function<WriteProblem(const std::filesystem::path& root)> write,
                         std::function<void()> then) {
  work_on_files<WriteProblem>(
      scene.services(),
      [write = std::move(write)]() -> WriteProblem {
        const std::filesystem::path root = user_content_folder();
        return root.empty() ? std::string(no_folder) : write(root);
      },
      [&scene, name = std::string(name), then = std::move(then)](WriteProblem& problem) {
        if (problem) {
          scene.services().log(Level::error, name + ": " + *problem);
        } else if (then) {
          then();
        }
      });
}

void open_home(Scene& scene) {
  work_on_files<std::string>(
      scene.services(),
      [] {
        const std::filesystem::path root = existing_user_content_folder();
        return root.empty() ? std::string() : read_home(root);
      },
      [&scene](std::string& home) {
        if (home.empty()) {
          notify(scene, "no home");
        } else {
          scene.services().open_content(home);
        }
      });
}

void set_home(Scene& scene) {
  const std::string& file = scene.services().content().file;
  if (file.empty()) {
    notify(scene, "what runs has no settings file");
    return;
  }
  write_user_contents(
      scene, "home", [file](const std::filesystem::path& root) { return write_home(root, file); },
      [&scene] { notify(scene, "Saved this content as home"); });
}

void clear_home(Scene& scene) {
  write_user_contents(
      scene, "home", [](const std::filesystem::path& root) { return clear_home(root); },
      [&scene] { notify(scene, "Cleared home"); });
}

void show_readme(Scene& scene, std::string_view file, std::string_view title) {
  if (file.empty()) {
    notify(scene, "no readme specified");
    return;
  }
  scene.assets().load_document(file, [&scene, file = std::string(file), title = std::string(title)](
                                         const Loaded<DocumentFile>& loaded) {
    if (loaded.status != LoadStatus::done || loaded.asset->too_long) {
      const bool missing = loaded.status == LoadStatus::missing;
      scene.services().log(Level::error, std::string("showReadme: ") +
                                             (missing ? "not found: " : "cannot load ") + file);
      return;
    }
    InfoDocument document;
    document.text = loaded.asset->text;
    document.title = title;
    document.buttons = {"OK"};
    scene.overlay().info_text().show(std::move(document));
  });
}

void show_readme(Scene& scene) {
  const RunningContent& content = scene.services().content();
  show_readme(scene, content.info.readme, content.info.name);
}

void delete_bookmarks_and_home(Scene& scene) {
  write_user_contents(
      scene, "bookmarks",
      [](const std::filesystem::path& root) {
        const WriteProblem problem = remove_bookmarks(root);
        return problem ? problem : clear_home(root);
      },
      [&scene] { notify(scene, "Deleted bookmarks and home"); });
}

void delete_content_cache(Scene& scene) {
  write_user_contents(scene, "content cache", remove_web_copies,
                      [&scene] { notify(scene, "Deleted the content cache"); });
}

void clear_user_contents(Scene& scene) {
  write_user_contents(
      scene, "contents",
      [](const std::filesystem::path& root) {
        const WriteProblem problem = remove_web_copies(root);
        return problem ? problem : remove_records(root);
      },
      [&scene] { scene.services().open_content({}); });
}

}  // namespace mmdagent
