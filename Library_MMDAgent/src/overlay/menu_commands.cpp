// MENU (messages-core.md section 19).
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "options/key_value_store.h"
#include "overlay/menu.h"
#include "overlay/overlay.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::size_t fields_of_an_item = 5;  // what follows belongs to its message, as it is

std::string line(std::string_view sub, std::string_view problem, std::string_view alias = {},
                 std::string_view rest = {}) {
  std::string text("MENU|");
  text.append(sub).append(": ").append(problem).append(alias).append(rest);
  return text;
}

Result error(std::string_view sub, std::string_view problem, std::string_view alias = {},
             std::string_view rest = {}) {
  return Result::error("Error: " + line(sub, problem, alias, rest));
}

// What stands behind so many fields and one separator more.
std::string_view behind_fields(std::string_view args, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    args.remove_prefix(std::min(args.find_first_not_of('|'), args.size()));
    args.remove_prefix(std::min(args.find('|'), args.size()));
  }
  return args.substr(args.empty() ? 0 : 1);
}

// Posts `TYPE|rest`; `@key=value` sets a variable.
std::function<void()> action_of(Scene& scene, std::string_view type, std::string_view rest) {
  const std::size_t equals = type.find('=');
  if (!type.starts_with('@') || equals == std::string_view::npos) {
    return [&scene, message = std::string(type), args = std::string(rest)] {
      scene.services().post(message, args);
    };
  }
  std::string value(type.substr(equals + 1));
  if (!rest.empty()) value.append(1, '|').append(rest);
  return [&scene, key = std::string(type.substr(1, equals - 1)), value = std::move(value)] {
    const StoreResult result = scene.services().values().set(key, value);
    if (result != StoreResult::done) {
      scene.services().log(Level::error, "MENU: " + store_error(result, key));
    }
  };
}

Result add_page(Scene& scene, const Arguments& arguments) {
  if (arguments.size() < 2) return error("ADD", "too few arguments");
  if (arguments.size() > 3) return error("ADD", "too many arguments");
  const std::string_view alias = arguments[1];
  Menu& menu = scene.overlay().menu();
  if (menu.has(alias)) {
    return Result::warning("Warning: " + line("ADD", "alias ", alias, " already exists"));
  }
  const MenuPage* page = menu.add(alias);
  if (page == nullptr) return error("ADD", "failed to add alias ", alias);
  scene.events().post("MENU_EVENT", {"ADD", alias});
  if (arguments.size() < 3) return Result::done();
  scene.assets().load_image(arguments[2], [&scene, id = page->id](const Loaded<ImageFile>& image) {
    MenuPage* waiting = scene.overlay().menu().find(id);
    if (image.status != LoadStatus::done || waiting == nullptr) return;
    waiting->background = scene.assets().resources.image(image.asset);
  });
  return Result::done();
}

Result delete_page(Scene& scene, const Arguments& arguments) {
  if (arguments.size() != 2) return error("DELETE", "too few arguments");
  if (!scene.overlay().menu().remove(arguments[1])) {
    return Result::warning("Warning: " + line("DELETE", "alias ", arguments[1], " not found"));
  }
  scene.events().post("MENU_EVENT", {"DELETE", arguments[1]});
  return Result::done();
}

// The item that a number names; null: there is none.
MenuItem* item_of(MenuPage& page, std::string_view number) {
  const int index = read_integer(number);
  const bool exists = index >= 0 && static_cast<std::size_t>(index) < page.items.size();
  return exists ? &page.items[static_cast<std::size_t>(index)] : nullptr;
}

Result set_item(Scene& scene, const Arguments& arguments) {
  if (arguments.size() < fields_of_an_item) return error("SETITEM", "too few arguments");
  MenuPage* page = scene.overlay().menu().find(arguments[1]);
  if (page == nullptr) return error("SETITEM", "alias ", arguments[1], " not found");
  MenuItem* item = item_of(*page, arguments[2]);
  if (item == nullptr) return error("SETITEM", "failed to add item to alias ", arguments[1]);
  MenuItem given;
  given.label = arguments[3];
  given.run =
      action_of(scene, arguments[4], behind_fields(scene.command_args(), fields_of_an_item));
  *item = std::move(given);
  scene.events().post("MENU_EVENT", {"SETITEM", arguments[1], arguments[2]});
  return Result::done();
}

Result delete_item(Scene& scene, const Arguments& arguments) {
  if (arguments.size() != 3) return error("DELETEITEM", "too few arguments");
  MenuPage* page = scene.overlay().menu().find(arguments[1]);
  if (page == nullptr) return error("DELETEITEM", "alias ", arguments[1], " not found");
  MenuItem* item = item_of(*page, arguments[2]);
  if (item == nullptr) {
    return error("DELETEITEM", "failed to remove item from alias ", arguments[1]);
  }
  *item = {};
  scene.events().post("MENU_EVENT", {"DELETEITEM", arguments[1], arguments[2]});
  return Result::done();
}

Result run_menu(Scene& scene, const Arguments& arguments) {
  const std::string_view sub = arguments[0];
  if (sub == "ADD") return add_page(scene, arguments);
  if (sub == "DELETE") return delete_page(scene, arguments);
  if (sub == "SETITEM") return set_item(scene, arguments);
  if (sub == "DELETEITEM") return delete_item(scene, arguments);
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "MENU",
     .arguments = "ADD|page[|image] or DELETE|page or SETITEM|page|0-29|label|TYPE[|args] or "
                  "DELETEITEM|page|0-29",
     .defaults = "no image, no arguments",
     .events = {"MENU_EVENT|ADD or DELETE|page", "MENU_EVENT|SETITEM or DELETEITEM|page|number"},
     .help = "Adds or removes a page of the menu, or an item of it; choosing the item posts "
             "TYPE|args, or sets a variable where TYPE is @key=value.",
     .counts = ArgumentCounts::range(1, 10),
     .count_error = "Error: MENU: no arguments",
     .run = run_menu},
};

}  // namespace

std::span<const CommandRow> menu_commands() { return rows; }

}  // namespace mmdagent
