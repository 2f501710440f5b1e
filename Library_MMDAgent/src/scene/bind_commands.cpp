// MODEL_BINDBONE, MODEL_BINDFACE, MODEL_UNBINDBONE, MODEL_UNBINDFACE (messages-core.md section 10).
#include <string>

#include "MMDFiles/transform.h"
#include "host_limits.h"
#include "message/argument_reader.h"
#include "scene/bindings.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr double frames_per_second = 30.0;

// Messages with a variable begin with its name and range.
constexpr std::size_t variable_arguments = 3;

// The words in which errors speak of bones and morphs.
struct Words {
  std::string_view add;
  std::string_view remove;
  std::string_view kind;
};
constexpr Words bone_words{"addBoneControl", "removeBoneControl", "Bone"};
constexpr Words morph_words{"addMorphControl", "removeMorphControl", "Morph"};

std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

Result no_model(std::string_view function, std::string_view model) {
  return Result::warning(join({function, ": Model ", model, " not exist"}));
}

std::string no_target(std::string_view function, const Words& words, std::string_view target,
                      std::string_view model) {
  return join({function, ": ", words.kind, " ", target, " not exist in Model ", model});
}

Result no_slot(const Words& words, std::string_view source, std::string_view target,
               std::string_view model) {
  return Result::error(join({words.add, ": cannot bind ", source, " to ", target, " of ", model}));
}

std::optional<BindVariable> read_variable(const ArgumentReader& reader, bool given) {
  if (!given) return std::nullopt;
  return BindVariable{std::string(reader.text(0)), reader.number(1), reader.number(2)};
}

BoneBindValue read_bone_value(ArgumentReader& reader, std::size_t index) {
  const glm::vec3 position = reader.position(index);
  return {position, mmd::rotation_from_degrees(reader.rotation(index + 1))};
}

Result bind_bone(Scene& scene, const Arguments& arguments) {
  ArgumentReader reader(scene.command_type(), arguments);
  const std::size_t first = arguments.size() == 4 ? 0 : variable_arguments;
  BoneBind bind;
  bind.variable = read_variable(reader, first != 0);
  bind.from = read_bone_value(reader, first + 2);
  if (bind.variable) bind.to = read_bone_value(reader, first + 4);
  if (!reader.ok()) return Result::error(reader.error());
  if (scene.defers()) return Result::done();

  const std::string_view alias = arguments[first];
  const std::string_view bone = arguments[first + 1];
  SceneModel* model = scene.models().find(alias);
  if (model == nullptr) return no_model(bone_words.add, alias);
  if (!model->instance->model().find_bone(bone)) {
    return Result::error(no_target(bone_words.add, bone_words, bone, alias));
  }
  const std::string source = bind.variable ? bind.variable->key : "value";
  if (!model->bindings.bind_bone(model->instance->model(), bone, std::move(bind))) {
    return no_slot(bone_words, source, bone, alias);
  }
  scene.events().post("MODEL_EVENT_BINDBONE", {alias, bone});
  return Result::done();
}

Result bind_morph(Scene& scene, const Arguments& arguments) {
  const ArgumentReader reader(scene.command_type(), arguments);
  const std::size_t first = arguments.size() == 7 ? variable_arguments : 0;
  if (scene.defers()) return Result::done();

  const std::string_view alias = arguments[first];
  const std::string_view morph = arguments[first + 1];
  SceneModel* model = scene.models().find(alias);
  if (model == nullptr) return no_model(morph_words.add, alias);
  const std::optional<int> index = model->instance->model().find_morph(morph);
  if (!index) return Result::error(no_target(morph_words.add, morph_words, morph, alias));

  MorphBind bind;
  bind.variable = read_variable(reader, first != 0);
  if (bind.variable) {
    bind.from = reader.number(first + 2);
    bind.to = reader.number(first + 3);
  } else {
    bind.from = model->instance->pose().weights[static_cast<std::size_t>(*index)];
    bind.to = reader.number(2);
    bind.frames = reader.precise_number(3, 0.0) * frames_per_second;
  }
  const std::string source =
      bind.variable ? bind.variable->key : "value " + std::to_string(bind.to);
  if (!model->bindings.bind_morph(model->instance->model(), morph, std::move(bind))) {
    return no_slot(morph_words, source, morph, alias);
  }
  if (first == 0) {
    scene.events().post("MODEL_EVENT_BINDFACE", {alias, morph});
  } else {
    scene.events().post("MODEL_EVENT_BINDFACE", {arguments[0], alias, morph});
  }
  return Result::done();
}

Result unbind(Scene& scene, const Arguments& arguments, Bindings::Target kind) {
  if (scene.defers()) return Result::done();
  const bool bone = kind == Bindings::Target::bone;
  const Words& words = bone ? bone_words : morph_words;
  const std::string_view alias = arguments[0];
  const std::string_view target = arguments[1];
  SceneModel* model = scene.models().find(alias);
  if (model == nullptr) return no_model(words.remove, alias);
  const mmd::Model& data = model->instance->model();
  const bool known =
      bone ? data.find_bone(target).has_value() : data.find_morph(target).has_value();
  const bool bound = model->bindings.unbind(kind, target);
  // A bind that rests, because a model was exchanged, can be taken away like any other.
  if (!known && !bound) return Result::warning(no_target(words.remove, words, target, alias));
  scene.events().post(bone ? "MODEL_EVENT_UNBINDBONE" : "MODEL_EVENT_UNBINDFACE", {alias, target});
  if (bound) return Result::done();
  return Result::warning(join({words.remove, ": bind ", target, " of ", alias, " does not exist"}));
}

Result unbind_bone(Scene& scene, const Arguments& arguments) {
  return unbind(scene, arguments, Bindings::Target::bone);
}

Result unbind_morph(Scene& scene, const Arguments& arguments) {
  return unbind(scene, arguments, Bindings::Target::morph);
}

// A model named first, or after a variable and its range.
constexpr ModelArgument named_first(std::uint8_t least_arguments, std::uint8_t most_arguments) {
  return {0, Access::uses, least_arguments, most_arguments};
}
constexpr ModelArgument named_after_variable(std::uint8_t arguments) {
  return {variable_arguments, Access::uses, arguments, arguments};
}

constexpr CommandRow rows[] = {
    {.name = "MODEL_BINDBONE",
     .arguments = "model|bone|x,y,z|rx,ry,rz or "
                  "key|min|max|model|bone|x1,y1,z1|rx1,ry1,rz1|x2,y2,z2|rx2,ry2,rz2",
     .events = {"MODEL_EVENT_BINDBONE|model|bone"},
     .help =
         "Holds a bone, over all motions, at a place relative to its rest, or leads it from one "
         "place to another while a variable goes from min to max.",
     .counts = ArgumentCounts{4, 9},
     .models = {named_first(4, 4), named_after_variable(9)},
     .run = bind_bone},
    {.name = "MODEL_BINDFACE",
     .arguments = "model|morph|weight[|seconds] or key|min|max|model|morph|weight1|weight2",
     .defaults = "0",
     .events = {"MODEL_EVENT_BINDFACE|model|morph", "MODEL_EVENT_BINDFACE|key|model|morph"},
     .help = "Leads a morph, over all motions, to a weight and holds it, or ties it to a variable "
             "that goes from min to max.",
     .counts = ArgumentCounts{3, 4, 7},
     .models = {named_first(3, 4), named_after_variable(7)},
     .run = bind_morph},
    {.name = "MODEL_UNBINDBONE",
     .arguments = "model|bone",
     .events = {"MODEL_EVENT_UNBINDBONE|model|bone"},
     .help = "Lets go of a bone; it stays where it is until something else moves it.",
     .counts = {2},
     .models = {named_first(2, 2)},
     .run = unbind_bone},
    {.name = "MODEL_UNBINDFACE",
     .arguments = "model|morph",
     .events = {"MODEL_EVENT_UNBINDFACE|model|morph"},
     .help = "Lets go of a morph; its weight stays until something else changes it.",
     .counts = {2},
     .models = {named_first(2, 2)},
     .run = unbind_morph},
};

}  // namespace

std::span<const CommandRow> bind_commands() { return rows; }

}  // namespace mmdagent
