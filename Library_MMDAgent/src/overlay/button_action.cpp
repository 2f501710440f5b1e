#include "overlay/button_action.h"

#include <utility>

#include "message/message_text.h"
#include "options/key_value_store.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::pair<std::string_view, ButtonAction::Kind> prefixes[] = {
    {"open,", ButtonAction::Kind::open},
    {"play,", ButtonAction::Kind::play},
    {"message,", ButtonAction::Kind::message},
    {"setkeyvalue,", ButtonAction::Kind::set_variable},
};

bool is_usable(ButtonAction::Kind kind, std::string_view target) {
  switch (kind) {
    case ButtonAction::Kind::message:
      return check_line(target) == LineProblem::none && !split_line(target).empty();
    case ButtonAction::Kind::set_variable: {
      const std::size_t equals = target.find('=');
      return equals != 0 && equals != std::string_view::npos;
    }
    default:
      return !target.empty();
  }
}

void set_variable(Scene& scene, std::string_view key, std::string_view value) {
  const StoreResult result = scene.services().values().set(key, value);
  if (result != StoreResult::done) {
    scene.services().log(Level::error, "button: " + store_error(result, key));
  }
}

}  // namespace

std::optional<ButtonAction> parse_button_action(std::string_view text) {
  if (text.empty()) return ButtonAction{};
  for (const auto& [prefix, kind] : prefixes) {
    if (!text.starts_with(prefix)) continue;
    const std::string_view target = text.substr(prefix.size());
    if (!is_usable(kind, target)) return std::nullopt;
    return ButtonAction{kind, std::string(target)};
  }
  return std::nullopt;
}

void run_button_action(Scene& scene, const ButtonAction& action) {
  const std::string_view target = action.target;
  switch (action.kind) {
    case ButtonAction::Kind::none:
      return;
    case ButtonAction::Kind::open:
      set_variable(scene, "_RequestedURL", target);
      return;
    case ButtonAction::Kind::play:
      scene.services().open_content(target);
      return;
    case ButtonAction::Kind::message: {
      const MessageLine line = split_line(target);
      scene.services().post(line.type, line.args);
      return;
    }
    case ButtonAction::Kind::set_variable: {
      const std::size_t equals = target.find('=');
      set_variable(scene, target.substr(0, equals), target.substr(equals + 1));
      return;
    }
  }
}

}  // namespace mmdagent
