#include "overlay/content_pages.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "content/content_info.h"
#include "content/package.h"
#include "content/running_content.h"
#include "content/saved_info.h"
#include "content/user_contents.h"
#include "overlay/content_actions.h"
#include "overlay/file_work.h"
#include "overlay/menu.h"
#include "overlay/overlay.h"
#include "scene/assets.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view newer_hint = "a newer version is there";

// A content of the list, and what is shown of it.
struct Listed {
  Bookmark content;
  std::string time{};
  std::string name{};
  std::string image{};  // empty: none
  std::string readme{};
  std::string newer{};  // address of a version that is newer; empty: none is known
};

using List = std::vector<Listed>;

// A content without a name has a picture instead; without either it is called as its folder.
void describe(Listed& listed) {
  std::error_code error;
  const fs::path file(listed.content.file);
  const ContentInfo info = read_content_info(file);
  if (fs::is_regular_file(info.image, error)) listed.image = info.image;
  listed.readme = info.readme;
  if (is_outdated(info)) listed.newer = info.source_url;
  listed.name = info.name;
  if (!listed.name.empty()) return;
  listed.name = listed.image.empty() ? file.parent_path().filename().string() : " ";
}

List read_list(const fs::path& root, bool of_history) {
  List list;
  if (root.empty()) return list;
  if (of_history) {
    for (HistoryEntry& entry : read_history(root)) {
      list.push_back({{std::move(entry.dir), std::move(entry.file), {}}, std::move(entry.time)});
    }
  } else {
    for (Bookmark& bookmark : read_bookmarks(root)) list.push_back({std::move(bookmark)});
  }
  for (Listed& listed : list) describe(listed);
  return list;
}

// Puts their pictures on the items, in the order of the page, as they come.
void load_images(Scene& scene, std::uint64_t page, const List& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].image.empty()) continue;
    scene.assets().load_image(list[i].image, [&scene, page, i](const Loaded<ImageFile>& loaded) {
      MenuPage* waiting = scene.overlay().menu().find(page);
      if (loaded.status != LoadStatus::done || waiting == nullptr) return;
      waiting->items[i].image = scene.assets().resources.image(loaded.asset);
    });
  }
}

MenuItem item_of(Scene& scene, const Listed& listed) {
  MenuItem item;
  item.label = listed.name;
  item.hint = listed.time;
  item.closes = true;
  std::string target = listed.content.file;
  if (!listed.newer.empty()) {
    if (!item.hint.empty()) item.hint += ", ";
    item.hint += newer_hint;
    target = listed.newer;
  }
  item.run = [&scene, target] { scene.services().open_content(target); };
  return item;
}

std::vector<MenuChoice> bookmark_choices(Scene& scene, const Listed& listed) {
  std::vector<MenuChoice> choices;
  choices.push_back({"View", [&scene, file = listed.readme, title = listed.name] {
                       show_readme(scene, file, title);
                     }});
  if (const std::string& source = listed.content.source; !source.empty()) {
    choices.push_back({"SetHome", [&scene, source] {
                         write_user_contents(
                             scene, "home",
                             [source](const fs::path& root) { return write_home(root, source); },
                             [&scene] { notify(scene, "Saved this content as home"); });
                       }});
  }
  choices.push_back(
      {"Delete", [&scene, bookmark = listed.content] {
         write_user_contents(
             scene, "bookmark",
             [bookmark](const fs::path& root) { return remove_bookmark(root, bookmark); },
             [&scene] { show_bookmarks(scene); });
       }});
  return choices;
}

void add_current(Scene& scene) {
  const RunningContent& content = scene.services().content();
  if (content.file.empty()) {
    notify(scene, "what runs has no settings file");
    return;
  }
  write_user_contents(
      scene, "bookmark",
      [bookmark = Bookmark{content.dir, content.file, content.info.source_url}](
          const fs::path& root) { return add_bookmark(root, bookmark); },
      [&scene] { show_bookmarks(scene); });
}

void show_page(Scene& scene, MenuPage page, const List& list) {
  load_images(scene, scene.overlay().menu().show(std::move(page)), list);
}

void show_history_of(Scene& scene, const List& list) {
  MenuPage page;
  page.name = history_page;
  page.group = MenuGroup::temporary;
  for (std::size_t i = 0; i < list.size(); ++i) page.items[i] = item_of(scene, list[i]);
  show_page(scene, std::move(page), list);
}

void show_bookmarks_of(Scene& scene, const List& list) {
  MenuPage page;
  page.name = bookmark_page;
  page.group = MenuGroup::system;
  page.items.resize(std::max(page.items.size(), list.size() + 1));
  for (std::size_t i = 0; i < list.size(); ++i) {
    page.items[i] = item_of(scene, list[i]);
    page.items[i].choices = bookmark_choices(scene, list[i]);
  }
  MenuItem& last = page.items[list.size()];
  last.label = "[+ add current]";
  last.run = [&scene] { add_current(scene); };
  last.choices = {{"Add bookmark", last.run}};
  show_page(scene, std::move(page), list);
}

void read_and_show(Scene& scene, bool of_history) {
  work_on_files<List>(
      scene.services(),
      [of_history] { return read_list(existing_user_content_folder(), of_history); },
      [&scene, of_history](List& list) {
        (of_history ? show_history_of : show_bookmarks_of)(scene, list);
      });
}

}  // namespace

void show_bookmarks(Scene& scene) { read_and_show(scene, false); }

void show_history(Scene& scene) { read_and_show(scene, true); }

}  // namespace mmdagent
