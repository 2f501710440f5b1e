#include "scene/model_values.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "scene/models.h"

namespace mmdagent {
namespace {

bool is_index(int index, std::size_t count) {
  return index >= 0 && static_cast<std::size_t>(index) < count;
}

// Of a file as a message names it; ends with the separator.
std::string folder_of(std::string_view file) {
  const std::size_t separator = file.find_last_of("/\\");
  if (separator == std::string_view::npos) return "./";
  return std::string(file.substr(0, separator)) + '/';
}

}  // namespace

SceneModel* ModelValues::at(std::uint64_t model) const {
  const auto found = std::ranges::find_if(models_.slots(), [model](const auto& slot) {
    return slot != nullptr && slot->picture == model;
  });
  return found == models_.slots().end() ? nullptr : found->get();
}

SceneModel* ModelValues::with_bone(std::uint64_t model, int bone) const {
  SceneModel* found = at(model);
  return found != nullptr && is_index(bone, found->instance->pose().positions.size()) ? found
                                                                                      : nullptr;
}

SceneModel* ModelValues::with_morph(std::uint64_t model, int morph) const {
  SceneModel* found = at(model);
  return found != nullptr && is_index(morph, found->instance->pose().weights.size()) ? found
                                                                                     : nullptr;
}

std::uint64_t ModelValues::find(std::string_view alias) const {
  const SceneModel* model = models_.find(alias);
  return model == nullptr ? 0 : model->picture;
}

std::vector<std::string> ModelValues::free() const {
  std::vector<std::string> aliases;
  for (const auto& model : models_.slots()) {
    if (model != nullptr && !model->mount) aliases.push_back(model->alias);
  }
  return aliases;
}

int ModelValues::find_bone(std::uint64_t model, std::string_view name) const {
  const SceneModel* found = at(model);
  if (found == nullptr) return -1;
  const mmd::Model& data = found->instance->model();
  return name.empty() ? data.rig().center_bone : data.find_bone(name).value_or(-1);
}

int ModelValues::find_morph(std::uint64_t model, std::string_view name) const {
  const SceneModel* found = at(model);
  return found == nullptr ? -1 : found->instance->model().find_morph(name).value_or(-1);
}

bool ModelValues::motion_runs(std::uint64_t model, std::string_view motion) const {
  const SceneModel* found = at(model);
  return found != nullptr &&
         std::ranges::any_of(found->instance->motions().players(), [motion](const auto& player) {
           return player->running() && player->alias() == motion;
         });
}

ModelShapes ModelValues::shapes(std::uint64_t model) const {
  const SceneModel* found = at(model);
  if (found == nullptr || found->file().shape_map == nullptr) return {};
  const ModelFile& file = found->file();
  return {file.shape_map, file.shape_binding,
          file.has_shape_map ? folder_of(found->file_name) : file.shape_map_folder};
}

bool ModelValues::bone(std::uint64_t model, int bone, BoneValue& value) const {
  const SceneModel* found = with_bone(model, bone);
  if (found == nullptr) return false;
  const mmd::Pose& pose = found->instance->pose();
  const glm::vec3& position = pose.positions[static_cast<std::size_t>(bone)];
  const glm::quat& rotation = pose.rotations[static_cast<std::size_t>(bone)];
  value = {{position.x, position.y, position.z}, {rotation.x, rotation.y, rotation.z, rotation.w}};
  return true;
}

bool ModelValues::place(std::uint64_t model, int bone, BonePose& pose) const {
  const SceneModel* found = with_bone(model, bone);
  if (found == nullptr) return false;
  const auto& [position, rotation] = found->instance->pose().world(bone);
  pose = {{position.x, position.y, position.z}, {rotation.x, rotation.y, rotation.z, rotation.w}};
  return true;
}

bool ModelValues::morph(std::uint64_t model, int morph, float& weight) const {
  const SceneModel* found = with_morph(model, morph);
  if (found == nullptr) return false;
  weight = found->instance->pose().weights[static_cast<std::size_t>(morph)];
  return true;
}

bool ModelValues::set_bone(std::uint64_t model, int bone, const BoneValue& value) {
  SceneModel* found = with_bone(model, bone);
  if (found == nullptr) return false;
  const auto& [x, y, z] = value.position;
  const auto& [rx, ry, rz, rw] = value.rotation;
  const glm::quat rotation(rw, rx, ry, rz);
  const float length = glm::length(rotation);
  if (!std::isfinite(x + y + z) || !std::isfinite(length) || length == 0.0F) return false;
  found->instance->set_bone(bone, {x, y, z}, rotation / length);
  found->moved_late = true;
  return true;
}

bool ModelValues::set_morph(std::uint64_t model, int morph, float weight) {
  SceneModel* found = with_morph(model, morph);
  if (found == nullptr || !std::isfinite(weight)) return false;
  found->instance->set_morph(morph, weight);
  return true;
}

}  // namespace mmdagent
