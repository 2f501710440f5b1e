// Files that define a button: `BUTTON0.txt`, `BUTTON0-1.txt` (host.md section 7.4). Lines are those
// of settings files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/button_action.h"

namespace mmdagent {

enum class ButtonOrigin : std::uint8_t { left, right, top, bottom, parent };

// A button as it is while one variable has one value.
struct ButtonLook {
  std::string image;  // relative to the content folder
  ButtonAction action;
  std::string label;  // `@Key` stands for the value of a variable
  glm::vec4 label_color{1.0F};
  std::string condition_key;  // empty: no condition
  std::string condition_value;
};

// Units, of which the longer side of the window is ten long.
struct ButtonDefinition {
  glm::vec2 gap{0.0F};  // > 0: to the left and lower edge, else to the right and upper one
  float scale = 1.0F;   // its width, > 0
  ButtonOrigin origin = ButtonOrigin::left;  // where it slides in from
  glm::vec2 label_offset{0.0F};
  float label_scale = 1.0F;
  std::vector<ButtonLook> looks;  // the base, then the variants in the order of their numbers
};

struct ButtonFile {
  std::optional<ButtonDefinition> button;
  std::vector<std::string> errors;    // why there is none; whole lines
  std::vector<std::string> warnings;  // likewise, of what was left out
};

// `name` is what lines call the file. Never throws for what the text holds.
ButtonFile parse_button_file(std::string_view text, std::string_view name);

// A file that cannot be read, or is larger than limits::button_file_bytes, is an error.
ButtonFile read_button_file(const std::filesystem::path& path);

}  // namespace mmdagent
