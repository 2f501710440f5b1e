// How the scene becomes the data of one picture.
#include <algorithm>
#include <cstring>
#include <vector>

#include "MMDFiles/body_places.h"
#include "overlay/overlay.h"
#include "render/snapshot.h"
#include "scene/camera.h"
#include "scene/captions.h"
#include "scene/debug_lines.h"
#include "scene/models.h"
#include "scene/scene.h"
#include "scene/stage.h"
#include "scene/user_input.h"
#include "scene/window_images.h"

namespace mmdagent {
namespace {

MaterialState material_state(const mmd::MaterialState& material) {
  MaterialState state;
  state.diffuse = material.diffuse;
  state.specular = material.specular;
  state.shininess = material.shininess;
  state.ambient = material.ambient;
  state.edge_size = material.edge_size;
  state.edge_color = material.edge_color;
  state.texture_multiply = material.texture.mul;
  state.texture_add = material.texture.add;
  state.sphere_multiply = material.sphere.mul;
  state.sphere_add = material.sphere.add;
  state.toon_multiply = material.toon.mul;
  state.toon_add = material.toon.add;
  return state;
}

template <class Item>
Range range_of(const std::vector<Item>& all, std::size_t first) {
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(all.size() - first)};
}

void add_pose(Snapshot& snapshot, DrawnModel& drawn, const mmd::ModelInstance& instance,
              bool morphs_materials) {
  const mmd::Rig& rig = instance.model().rig();
  std::size_t first = snapshot.bones.size();
  snapshot.bones.resize(first + rig.size());
  mmd::fill_skin_transforms(rig, instance.pose(), std::span(snapshot.bones).subspan(first));
  drawn.bones = range_of(snapshot.bones, first);

  first = snapshot.morph_weights.size();
  const std::span<const float> weights = instance.morph_state().effective_weights();
  snapshot.morph_weights.insert(snapshot.morph_weights.end(), weights.begin(), weights.end());
  drawn.morphs = range_of(snapshot.morph_weights, first);

  if (!morphs_materials) return;
  first = snapshot.materials.size();
  for (const mmd::MaterialState& material : instance.morph_state().materials()) {
    snapshot.materials.push_back(material_state(material));
  }
  drawn.materials = range_of(snapshot.materials, first);
}

void add_frames(Snapshot& snapshot, DrawnModel& drawn, const SceneModel& model) {
  const std::size_t first = snapshot.texture_frames.size();
  for (const MovingTexture& moving : model.moving_textures) {
    const Animation* const animation = model.resource->animation(moving.texture);
    if (animation == nullptr) continue;
    snapshot.texture_frames.push_back(
        {moving.texture, animation->frame_at(moving.clock.position())});
  }
  drawn.frames = range_of(snapshot.texture_frames, first);
}

void add_bodies(Snapshot& snapshot, mmd::ModelInstance& instance,
                std::vector<mmd::Transform>& places) {
  const auto& bodies = instance.model().data().rigid_bodies;
  mmd::body_places(instance, places);
  for (std::size_t i = 0; i < std::min(places.size(), bodies.size()); ++i) {
    add_body_lines(bodies[i], places[i], snapshot.debug_points);
  }
}

// Bodies stand in the scene; bones lie within the models and would be hidden by them.
void add_debug_display(Snapshot& snapshot, const Models& models) {
  if (snapshot.options.bodies) {
    std::vector<mmd::Transform> places;
    for (const auto& model : models.slots()) {
      if (model) add_bodies(snapshot, *model->instance, places);
    }
  }
  snapshot.debug_hidden = static_cast<std::uint32_t>(snapshot.debug_points.size());
  if (!snapshot.options.bones) return;
  for (const auto& model : models.slots()) {
    if (!model) continue;
    add_bone_lines(model->instance->model().rig(), model->instance->pose().world_positions,
                   snapshot.debug_points);
  }
}

void hash_bytes(std::uint64_t& hash, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3U;  // FNV-1a
}

}  // namespace

void Scene::fill(Snapshot& snapshot) const {
  snapshot.camera = camera_->pose();
  snapshot.light = *light_;
  snapshot.options = *look_;
  snapshot.stage = stage_->images();
  window_images_->fill(snapshot);
  captions_->fill(snapshot);
  overlay_->paint(snapshot);
  if (stage_->model() != nullptr) {
    DrawnModel& drawn = snapshot.models.emplace_back();
    drawn.instance = stage_->picture();
    drawn.model = stage_->resource()->id();
    drawn.role = DrawRole::stage;
    drawn.toon = stage_->toon();
    add_pose(snapshot, drawn, *stage_->model(), false);
  }
  for (const auto& model : models_->slots()) {
    if (!model || !model->instance->pose().visible) continue;
    DrawnModel& drawn = snapshot.models.emplace_back();
    drawn.instance = model->picture;
    drawn.model = model->resource->id();
    drawn.role = model->mount ? DrawRole::accessory : DrawRole::free;
    drawn.toon = model->toon;
    drawn.opacity = model->opacity();
    drawn.selected = input_->highlights(*model);
    add_pose(snapshot, drawn, *model->instance, model->file().morphs_materials);
    add_frames(snapshot, drawn, *model);
  }
  add_debug_display(snapshot, *models_);
}

std::uint64_t Scene::pose_hash() const {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const auto& model : models_->slots()) {
    if (!model) continue;
    const mmd::Pose& pose = model->instance->pose();
    hash_bytes(hash, pose.world_positions.data(), pose.world_positions.size() * sizeof(glm::vec3));
    hash_bytes(hash, pose.world_rotations.data(), pose.world_rotations.size() * sizeof(glm::quat));
  }
  return hash;
}

}  // namespace mmdagent
