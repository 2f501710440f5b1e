// What the user does to the window, as the window hands it to the scene; no window system in here.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>

namespace mmdagent {

// Keys that type no character and mean something to the scene.
enum class Key : std::uint8_t {
  other,
  escape,
  enter,
  up,
  down,
  left,
  right,
  backspace,
  remove,  // Delete
  page_up,
  page_down,
  insert,
  shift,
  control,  // also Command
};

struct Modifiers {
  bool shift = false;
  bool control = false;

  bool operator==(const Modifiers&) const = default;
};

struct InputEvent {
  enum class Kind : std::uint8_t { key, character, button };
  Kind kind = Kind::key;
  Key key = Key::other;
  int code = 0;          // character: Unicode; button: 0 left, 1 right, 2 middle
  bool pressed = false;  // repeats count as pressed; characters always
  bool repeated = false;
  Modifiers modifiers{};    // before this event
  glm::vec2 pointer{0.0F};  // window units from the top left
  double seconds = 0.0;     // of the steady clock
};

}  // namespace mmdagent
