// How the scene becomes the data of one picture.
#include <cstring>

#include "options/options.h"
#include "render/snapshot.h"
#include "scene/camera.h"
#include "scene/models.h"
#include "scene/scene.h"
#include "scene/stage.h"

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

void set_options(RenderOptions& result, const Options& options) {
  result.profile = options.shading_profile;
  result.cartoon = options.use_cartoon_rendering;
  result.mmd_like_cartoon = options.use_mmd_like_cartoon;
  result.light_edge = options.light_edge;
  result.edge_width = options.cartoon_edge_width;
  result.selected_edge_color = options.cartoon_edge_selected_color;
  result.shadow = options.use_shadow;
  result.shadow_density = options.shadow_density;
  result.shadow_mapping = options.use_shadow_mapping;
  result.shadow_map_size = options.shadow_mapping_texture_size;
  result.self_density = options.shadow_mapping_self_density;
  result.doppel = options.doppel_shadow;
  result.doppel_color = options.doppel_shadow_color;
  result.doppel_offset = options.doppel_shadow_offset;
  result.diffusion = options.diffusion_postfilter;
  result.diffusion_intensity = options.diffusion_postfilter_intensity;
  result.diffusion_scale = options.diffusion_postfilter_scale;
  result.transparent = options.transparent_window;
  result.clear_color = options.campus_color;
  result.samples = options.max_multi_sampling;
}

void hash_bytes(std::uint64_t& hash, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3U;  // FNV-1a
}

}  // namespace

void Scene::fill(Snapshot& snapshot) const {
  snapshot.camera = camera_->pose();
  snapshot.light = *light_;
  set_options(snapshot.options, services_.options());
  snapshot.stage = stage_->images();
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
    add_pose(snapshot, drawn, *model->instance, model->file().morphs_materials);
  }
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
