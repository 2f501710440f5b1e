// REMOTEKEY_CHAR, REMOTEKEY_DOWN, REMOTEKEY_UP (messages-core.md section 20).
#include <algorithm>
#include <optional>
#include <string_view>

#include "MMDFiles/text.h"
#include "message/message_text.h"
#include "scene/command_families.h"
#include "scene/input_event.h"
#include "scene/scene.h"
#include "scene/user_input.h"

namespace mmdagent {
namespace {

struct RemoteKey {
  std::string_view name;
  Key key = Key::other;
  char character = 0;  // typed instead of pressed
};

constexpr RemoteKey remote_keys[] = {
    {"ShiftKey", Key::shift}, {"ControlKey", Key::control}, {"Up", Key::up},
    {"Down", Key::down},      {"Left", Key::left},          {"Right", Key::right},
    {"Escape", Key::escape},  {"Return", Key::enter},       {"Back", Key::backspace},
    {"PageUp", Key::page_up}, {"Next", Key::page_down},     {"Insert", Key::insert},
    {"Oemplus", {}, '+'},     {"OemMinus", {}, '-'},        {"D1", {}, '!'},
    {"OemQuestion", {}, '/'},
};

const RemoteKey* find_key(std::string_view name) {
  const auto* found = std::ranges::find(remote_keys, name, &RemoteKey::name);
  return found != std::end(remote_keys) ? found : nullptr;
}

// Whether shift or control is held down from now on; false for another key.
bool set_modifier(UserInput& input, Key key, bool down) {
  Modifiers modifiers = input.modifiers();
  if (key == Key::shift) {
    modifiers.shift = down;
  } else if (key == Key::control) {
    modifiers.control = down;
  } else {
    return false;
  }
  input.set_modifiers(modifiers);
  return true;
}

Result type_character(Scene& scene, const Arguments& arguments) {
  scene.input().type(mmd::first_character(arguments[0]).value);
  return Result::done();
}

Result press_key(Scene& scene, const Arguments& arguments) {
  const RemoteKey* key = find_key(arguments[0]);
  if (key == nullptr) return Result::done();
  UserInput& input = scene.input();
  if (key->character != 0) {
    input.type(static_cast<char32_t>(key->character));
  } else if (!set_modifier(input, key->key, true)) {
    input.press(key->key, input.modifiers(), false);
  }
  return Result::done();
}

Result release_key(Scene& scene, const Arguments& arguments) {
  const RemoteKey* key = find_key(arguments[0]);
  if (key == nullptr) return Result::done();
  if (key->character != 0) {
    scene.input().post_key(static_cast<char32_t>(key->character));
  } else {
    set_modifier(scene.input(), key->key, false);
  }
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "REMOTEKEY_CHAR",
     .arguments = "character",
     .events = {"KEY|character"},
     .help = "Types a character: posts KEY and does what the key does in the window.",
     .counts = {1},
     .run = type_character},
    {.name = "REMOTEKEY_DOWN",
     .arguments = "key",
     .events = {"KEY|character"},
     .help = "Presses ShiftKey, ControlKey, Up, Down, Left, Right, Escape, Return, Back, PageUp, "
             "Next or Insert; Oemplus, OemMinus, D1 and OemQuestion type + - ! /. Escape does not "
             "quit; other names are ignored.",
     .counts = {1},
     .run = press_key},
    {.name = "REMOTEKEY_UP",
     .arguments = "key",
     .events = {"KEY|character"},
     .help = "Releases a key; for those that type a character KEY is posted again.",
     .counts = {1},
     .run = release_key},
};

}  // namespace

std::span<const CommandRow> input_commands() { return rows; }

}  // namespace mmdagent
