// LIGHTCOLOR, LIGHTDIRECTION (messages-core.md section 14.1).
#include <glm/common.hpp>
#include <string>

#include "message/message_text.h"
#include "message/numbers.h"
#include "render/snapshot.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result not_a_value(Scene& scene, std::string_view argument, std::string_view kind) {
  return Result::error(std::string(scene.command_type()) + ": \"" + std::string(argument) +
                       "\" is not " + std::string(kind) + " value.");
}

Result set_color(Scene& scene, const Arguments& arguments) {
  glm::vec3 color(0.0F);
  if (!read_vector(arguments[0], {&color.x, 3})) return not_a_value(scene, arguments[0], "RGB");
  scene.light().color = glm::clamp(color, 0.0F, 1.0F);
  return Result::done();
}

Result set_direction(Scene& scene, const Arguments& arguments) {
  glm::vec3 direction(0.0F);
  // Light from nowhere cannot be drawn.
  if (!read_vector(arguments[0], {&direction.x, 3}) || direction == glm::vec3(0.0F)) {
    return not_a_value(scene, arguments[0], "XYZ");
  }
  scene.light().direction = direction;
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "LIGHTCOLOR",
     .arguments = "r,g,b",
     .help = "Sets the colour of the light; each part is 0 to 1.",
     .counts = {1},
     .run = set_color},
    {.name = "LIGHTDIRECTION",
     .arguments = "x,y,z",
     .help = "Sets the direction towards the light.",
     .counts = {1},
     .run = set_direction},
};

}  // namespace

std::span<const CommandRow> light_commands() { return rows; }

}  // namespace mmdagent
