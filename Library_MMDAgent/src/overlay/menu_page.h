// What the menu consists of: pages of items (host.md section 7.1). Plain data.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host_limits.h"

namespace mmdagent {

class ResourceHandle;
class Scene;

// Pages stand in the order of their groups.
enum class MenuGroup : std::uint8_t { content, system, develop, temporary };

// One of the things that can be done with an item, besides choosing it.
struct MenuChoice {
  std::string label;
  std::function<void()> run;
};

struct MenuItem {
  std::string label;            // empty: there is no item
  std::string hint;             // of its key
  std::function<bool()> is_on;  // of a switch; empty: it is none
  std::function<void()> run;
  bool closes = false;  // the menu
  std::vector<MenuChoice> choices{};
  std::shared_ptr<const ResourceHandle> image{};  // behind the label
};

struct MenuPage {
  std::string name;
  MenuGroup group = MenuGroup::content;
  std::vector<MenuItem> items = std::vector<MenuItem>(limits::menu_items);
  std::shared_ptr<const ResourceHandle> background{};
  std::uint64_t id = 0;  // of the page, whatever takes its name later
};

// The program's own pages, in their order. Their items do what keys do.
std::vector<MenuPage> program_menu_pages(Scene& scene);

}  // namespace mmdagent
