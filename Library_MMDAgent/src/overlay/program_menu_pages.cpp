#include <cctype>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "overlay/content_actions.h"
#include "overlay/log_panels.h"
#include "overlay/menu_page.h"
#include "overlay/overlay.h"
#include "render/snapshot.h"
#include "scene/scene.h"
#include "scene/scene_keys.h"
#include "scene/user_input.h"

namespace mmdagent {
namespace {

struct ProgramItem {
  std::size_t index = 0;
  std::string_view label;
  char key = 0;                           // that does the same; 0: there is none
  bool (*is_on)(Scene& scene) = nullptr;  // null: no switch, or not known here
  bool closes = false;
  void (*run)(Scene& scene) = nullptr;  // what it does where no key does
};

constexpr ProgramItem action_items[] = {
    {0, "Toggle camera move", 'c', [](Scene& scene) { return scene.input().mouse_moves_camera(); },
     true},
    {1, "Reset camera", 'C', nullptr, true},
    {2, "Browse content", 'O', nullptr, true},
    {4, "⇨ Set current as Home", 0, nullptr, true, set_home},
    {5, "⇨ Clear Home", 0, nullptr, true, clear_home},
    {6, "⇨ Reload", 'R'},
};

constexpr ProgramItem view_items[] = {
    {0, "Debug log", 'd', [](Scene& scene) { return scene.overlay().log_panels().shown(); }},
    {1, "⇆ Top indicator", 's'},
    {2, "Shadow", 'S', [](Scene& scene) { return scene.look().shadow; }},
    {3, "ShadowMapping", 'x', [](Scene& scene) { return scene.look().shadow_mapping; }},
    {4, "Bone", 'b', [](Scene& scene) { return scene.look().bones; }},
    {5, "Wire", 'w', [](Scene& scene) { return scene.look().wire; }},
    {6, "RigidBody", 'W', [](Scene& scene) { return scene.look().bodies; }},
    {7, "⇆ AutoLuminous", 'L'},
};

constexpr ProgramItem window_items[] = {
    {0, "⇆ Fullscreen", 'f'},
    {4, "Open FST Editor...", 'e', nullptr, true},
    {5, "Open Explorer...", 'E', nullptr, true},
};

constexpr ProgramItem system_items[] = {
    {0, "VSync", 'V', [](Scene& scene) { return scene.look().vsync; }},
    {2, "Check for updates", '!', nullptr, true},
    {3, "⚠ Delete bookmark", 0, nullptr, false, delete_bookmarks_and_home},
    {4, "⚠ Delete content cache", 0, nullptr, false, delete_content_cache},
    {5, "⚠ Clear system and content", 0, nullptr, false, clear_user_contents},
};

std::string hint_of(char key) {
  const auto letter = static_cast<unsigned char>(key);
  const std::string name(1, static_cast<char>(std::toupper(letter)));
  return std::isupper(letter) != 0 ? "<Shift+" + name + ">" : "<" + name + ">";
}

MenuPage page(Scene& scene, std::string_view name, MenuGroup group,
              std::span<const ProgramItem> items) {
  MenuPage page;
  page.name = name;
  page.group = group;
  for (const ProgramItem& given : items) {
    MenuItem& item = page.items[given.index];
    item.label = given.label;
    item.closes = given.closes;
    if (given.key != 0) {
      item.hint = hint_of(given.key);
      item.run = [&scene, key = given.key] { run_scene_key(scene, static_cast<char32_t>(key)); };
    } else {
      item.run = [&scene, run = given.run] { run(scene); };
    }
    if (given.is_on != nullptr) {
      item.is_on = [&scene, is_on = given.is_on] { return is_on(scene); };
    }
  }
  return page;
}

}  // namespace

std::vector<MenuPage> program_menu_pages(Scene& scene) {
  std::vector<MenuPage> pages;
  pages.push_back(page(scene, "[Action]", MenuGroup::system, action_items));
  pages.push_back(page(scene, "[View]", MenuGroup::system, view_items));
  pages.push_back(page(scene, "[Window]", MenuGroup::system, window_items));
  pages.push_back(page(scene, "[System]", MenuGroup::develop, system_items));
  return pages;
}

}  // namespace mmdagent
