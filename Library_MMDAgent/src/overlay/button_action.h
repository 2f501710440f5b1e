// What a tap on a button does (messages-core.md section 18.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mmdagent {

class Scene;

struct ButtonAction {
  enum class Kind : std::uint8_t {
    none,
    open,          // an address, told in the variable `_RequestedURL`
    play,          // other content
    message,       // `TYPE|args`
    set_variable,  // `key=value`
  };
  Kind kind = Kind::none;
  std::string target;  // what follows `open,` and so on
};

// Of `open,URL`, `play,content`, `message,TYPE|args` and `setkeyvalue,key=value`; the empty text is
// no action. Nothing for any other text, and where there is no type or no key.
std::optional<ButtonAction> parse_button_action(std::string_view text);

// Agent thread only.
void run_button_action(Scene& scene, const ButtonAction& action);

}  // namespace mmdagent
