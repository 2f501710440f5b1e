#include "scene/changed_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "scene/assets.h"
#include "scene/camera.h"
#include "scene/models.h"
#include "scene/scene.h"
#include "scene/stage.h"

namespace mmdagent {
namespace {

bool reload_models(Scene& scene, const std::filesystem::path& file) {
  struct Use {
    std::uint64_t model;
    std::string name;
  };
  std::vector<Use> uses;
  std::string stage;
  scene.assets().models.for_each_read_from(
      file, [&](const std::string& name, const ModelFile& model) {
        for (const auto& shown : scene.models().slots()) {
          if (shown && &shown->file() == &model && !shown->disappears_in) {
            uses.push_back({shown->id, name});
          }
        }
        const ModelResource* const on_stage = scene.stage().resource();
        if (on_stage != nullptr && &on_stage->file() == &model) stage = name;
      });
  std::ranges::sort(uses, {}, &Use::model);
  for (const Use& use : uses) reload_model(scene, use.model, use.name);
  if (!stage.empty()) scene.services().post("STAGE", stage);
  return !uses.empty() || !stage.empty();
}

bool reload_motions(Scene& scene, const std::filesystem::path& file) {
  bool used = false;
  scene.assets().motions.for_each_read_from(
      file, [&](const std::string& name, const MotionFile& motion) {
        for (const auto& model : scene.models().slots()) {
          if (!model) continue;
          for (const auto& player : model->instance->motions().players()) {
            if (!player->running() || &player->motion() != motion.motion.get()) continue;
            scene.events().post("MOTION_CHANGE", {model->alias, player->alias(), name});
            used = true;
          }
        }
        if (scene.camera().motion() == motion.camera.get()) {
          scene.services().post("CAMERA", name);
          used = true;
        }
      });
  return used;
}

}  // namespace

bool reload_changed_file(Scene& scene, const std::filesystem::path& file) {
  const bool image = scene.assets().resources.reload_image(file);
  const bool model = reload_models(scene, file);
  const bool motion = reload_motions(scene, file);
  return image || model || motion;
}

}  // namespace mmdagent
