// TEXTURE_SETANIMATIONRATE (messages-core.md section 12.1).
#include <string>

#include "MMDFiles/model.h"
#include "message/argument_reader.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

// As the model file writes it, or without its folder.
bool names(std::string_view written, std::string_view name) {
  return written == name || written.substr(written.rfind('/') + 1) == name;
}

Result set_rate(Scene& scene, const Arguments& arguments) {
  ArgumentReader reader(scene.command_type(), arguments);
  const double rate = reader.precise_number(2);
  if (!reader.ok()) return Result::error(reader.error());
  if (scene.defers()) return Result::done();
  const std::string alias(arguments[0]);
  const std::string name(arguments[1]);
  SceneModel* const model = scene.models().find(alias);
  if (model == nullptr) {
    return Result::warning("setTexureAnimationSpeedRate: model alias \"" + alias + "\" not found.");
  }
  const auto& textures = model->file().model->data().textures;
  bool found = false;
  for (std::uint32_t i = 0; i < textures.size(); ++i) {
    if (!names(textures[i], name) || !model->resource->shows(i)) continue;
    model->set_animation_rate(i, rate);
    found = true;
  }
  if (found) return Result::done();
  return Result::warning("setTexureAnimationSpeedRate: texture \"" + name +
                         "\" not exist in loaded texture list of model alias \"" + alias + "\"");
}

constexpr CommandRow rows[] = {
    {.name = "TEXTURE_SETANIMATIONRATE",
     .arguments = "model|texture|rate",
     .help = "Lets an animated texture (PNG) of a model move: 1 is its own speed, 0 stops it. The "
             "texture is named as in the model file. Models begin with standing textures.",
     .counts = {3},
     .models = {ModelArgument{.index = 0}},
     .run = set_rate},
};

}  // namespace

std::span<const CommandRow> texture_commands() { return rows; }

}  // namespace mmdagent
