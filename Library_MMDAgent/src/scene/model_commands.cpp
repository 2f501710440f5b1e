// MODEL_ADD, MODEL_CHANGE, MODEL_CHANGE_ASYNC, MODEL_DELETE (messages-core.md section 7),
// CONFIG_PARALLELSKINNING_THREADS (section 12.2).
#include <algorithm>
#include <string>
#include <utility>

#include "MMDFiles/transform.h"
#include "message/argument_reader.h"
#include "scene/assets.h"
#include "scene/camera.h"
#include "scene/changed_files.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

struct ModelRequest {
  std::string alias;
  std::string file;
  ModelPlacement placement;
  std::string parent;  // alias, empty without
};

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

// Where an accessory hangs; the bone is checked by name.
Result find_mount(Scene& scene, ModelRequest& request, std::string_view bone) {
  const SceneModel* parent = scene.models().find(request.parent);
  if (parent == nullptr) return Result::error("addModel: " + request.parent + " is not found.");
  const mmd::Model& data = parent->instance->model();
  Mount mount{parent->id, std::string(bone), data.data().center_bone};
  if (!bone.empty()) {
    const std::optional<int> index = data.find_bone(bone);
    if (!index) {
      return Result::error("addModel: " + mount.bone + " does not exist on " + request.parent +
                           ".");
    }
    mount.bone_index = *index;
  } else if (mount.bone_index < 0) {
    return Result::error("addModel: " + request.parent + " don't have center bone.");
  }
  request.placement.mount = std::move(mount);
  return Result::done();
}

void warn_of_model(Scene& scene, const std::string& function, const std::string& name,
                   const ModelFile& file) {
  for (const std::string& warning : file.warnings) scene.services().log(Level::warning, warning);
  if (!file.has_shape_map) {
    scene.services().log(Level::warning,
                         function + ": " + in_quotes(name) +
                             ": no model-specific shapemap exist, use system default shapemap");
  }
}

Result load_failure(const std::string& function, const std::string& name, LoadStatus status,
                    const std::string& problem) {
  if (status == LoadStatus::missing) return Result::error(function + ": not found: " + name);
  return Result::error(function + ": " + name + " cannot be loaded. (" + problem + ")");
}

Result finish_add(Scene& scene, const ModelRequest& request, const Loaded<ModelFile>& loaded) {
  Models& models = scene.models();
  if (loaded.status != LoadStatus::done) {
    models.release(request.alias);
    return load_failure("addModel", request.file, loaded.status, loaded.problem);
  }
  // The parent may have faded out meanwhile.
  if (request.placement.mount && models.find(request.placement.mount->parent) == nullptr) {
    models.release(request.alias);
    return Result::error("addModel: " + request.parent + " is not found.");
  }
  warn_of_model(scene, "addModel", request.file, *loaded.asset);
  models.add(request.alias, request.file, scene.assets().resources.model(loaded.asset),
             request.placement);
  return Result::done();
}

Result add_model(Scene& scene, const Arguments& arguments) {
  ArgumentReader reader(scene.command_type(), arguments);
  ModelRequest request;
  request.alias = reader.text(0);
  request.file = reader.text(1);
  request.placement.position = reader.position(2);
  request.placement.rotation = mmd::rotation_from_degrees(reader.rotation(3));
  request.placement.toon = reader.on_off(4, true);
  request.parent = reader.text(5);
  if (!reader.ok()) return Result::error(reader.error());

  Models& models = scene.models();
  if (scene.defers()) {
    models.reserve(request.alias);  // a model to come counts against the limit
    return Result::done();
  }
  if (reader.has(5)) {
    Result result = find_mount(scene, request, reader.text(6));
    if (result.level != Level::none) {
      models.release(request.alias);
      return result;
    }
  }
  const bool used = models.find(request.alias) != nullptr;
  if (used ? !models.has_free_slot() : !models.reserve(request.alias)) {
    return Result::error("addModel: number of models exceed the limit.");
  }
  if (used) {
    return Result::warning("addModel: model alias " + in_quotes(request.alias) +
                           " is already used.");
  }
  const CommandOrder::Ticket ticket = scene.hold();
  const std::string file = request.file;
  scene.assets().load_model(
      file, [&scene, ticket, request = std::move(request)](const Loaded<ModelFile>& loaded) {
        scene.done(ticket, finish_add(scene, request, loaded));
      });
  return Result::done();
}

Result finish_change(Scene& scene, const std::string& alias, const std::string& file,
                     const Loaded<ModelFile>& loaded,
                     Models::Accessories accessories = Models::Accessories::removed) {
  if (loaded.status != LoadStatus::done) {
    return load_failure("changeModel", file, loaded.status, loaded.problem);
  }
  SceneModel* model = scene.models().find(alias);
  if (model == nullptr) return Result::warning("changeModel: " + alias + " is not found.");
  warn_of_model(scene, "changeModel", file, *loaded.asset);
  scene.models().change(*model, file, scene.assets().resources.model(loaded.asset), accessories);
  scene.camera().model_changed(*model);
  return Result::done();
}

Result change_model(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const std::string alias(arguments[0]);
  const std::string file(arguments[1]);
  if (scene.models().find(alias) == nullptr) {
    return Result::warning("changeModel: " + alias + " is not found.");
  }
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_model(file, [&scene, ticket, alias, file](const Loaded<ModelFile>& loaded) {
    scene.done(ticket, finish_change(scene, alias, file, loaded));
  });
  return Result::done();
}

// The old model goes on, and obeys, until the new one is there.
Result change_model_later(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return Result::done();
  scene.assets().load_model(
      arguments[1],
      [&scene, id = model->id, file = std::string(arguments[1])](const Loaded<ModelFile>& loaded) {
        const SceneModel* changed = scene.models().find(id);
        if (changed != nullptr) scene.report(finish_change(scene, changed->alias, file, loaded));
      });
  return Result::done();
}

Result set_skinning_threads(Scene& scene, const Arguments& arguments) {
  const int threads = std::clamp(ArgumentReader(scene.command_type(), arguments).integer(0), 1, 4);
  if (std::exchange(scene.skinning_threads(), threads) == threads) return Result::done();
  return {Level::status, "numthreads for skinning = " + std::to_string(threads)};
}

Result delete_model(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) {
    return Result::warning("deleteModel: " + std::string(arguments[0]) + " is not found.");
  }
  scene.models().start_removal(*model);
  return Result::done();
}

constexpr ModelArgument replaced_model{0, Access::replaces};

constexpr CommandRow rows[] = {
    {.name = "CONFIG_PARALLELSKINNING_THREADS",
     .arguments = "number",
     .help = "Accepted without effect: the program chooses for itself how it poses vertices.",
     .counts = {1},
     .run = set_skinning_threads},
    {.name = "MODEL_ADD",
     .arguments = "alias|file[|x,y,z[|rx,ry,rz[|ON or OFF (toon)[|parentAlias[|parentBone]]]]]",
     .defaults = "0,0,0|0,0,0|ON|none|the parent's centre bone",
     .events = {"MODEL_EVENT_ADD|alias"},
     .help = "Adds a model, free-standing or as an accessory on a bone of another model.",
     .counts = ArgumentCounts::range(2, 7),
     .models = {replaced_model, {5, Access::parent}},
     .run = add_model},
    {.name = "MODEL_CHANGE",
     .arguments = "alias|file",
     .events = {"MODEL_EVENT_DELETE|accessory", "MODEL_EVENT_CHANGE|alias"},
     .help = "Exchanges the file of a model; place and motions stay, its accessories go.",
     .counts = {2},
     .models = {replaced_model},
     .run = change_model},
    {.name = "MODEL_CHANGE_ASYNC",
     .arguments = "alias|file",
     .events = {"MODEL_EVENT_DELETE|accessory", "MODEL_EVENT_CHANGE|alias"},
     .help = "As MODEL_CHANGE, but commands do not wait for the file: they act on the old model "
             "until the new one is there.",
     .counts = {2},
     .models = {ModelArgument{0, Access::uses}},
     .run = change_model_later},
    {.name = "MODEL_DELETE",
     .arguments = "alias",
     .events = {"MOTION_EVENT_DELETE|alias|motion", "MODEL_EVENT_DELETE|alias"},
     .help = "Fades a model and its accessories out in half a second and removes them.",
     .counts = {1},
     .models = {replaced_model},
     .run = delete_model},
};

}  // namespace

std::span<const CommandRow> model_commands() { return rows; }

void reload_model(Scene& scene, std::uint64_t id, const std::string& file) {
  scene.assets().load_model(file, [&scene, id, file](const Loaded<ModelFile>& loaded) {
    const SceneModel* const model = scene.models().find(id);
    if (model == nullptr || model->disappears_in) return;
    scene.report(finish_change(scene, model->alias, file, loaded, Models::Accessories::kept));
  });
}

}  // namespace mmdagent
