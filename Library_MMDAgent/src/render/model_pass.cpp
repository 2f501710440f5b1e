#include "render/model_pass.h"

#include <epoxy/gl.h>

#include "render/gl_program.h"

namespace mmdagent {
namespace {

using mmd::MaterialData;
using mmd::SphereMode;

bool has_factors(const MaterialBlock& block) {
  const glm::vec4 one(1.0F);
  const glm::vec4 zero(0.0F);
  return block.texture_multiply != one || block.texture_add != zero ||
         block.sphere_multiply != one || block.sphere_add != zero || block.toon_multiply != one ||
         block.toon_add != zero;
}

std::uint32_t sphere_features(SphereMode mode, bool reference) {
  switch (mode) {
    case SphereMode::multiply:
      return sphere_multiply_feature;
    case SphereMode::add:
      return sphere_add_feature;
    case SphereMode::subtexture:
      return reference ? 0U : std::uint32_t{subtexture_feature};
    case SphereMode::none:
      return 0;
  }
  return 0;
}

struct MaterialImages {
  const ImageTexture* base;
  const ImageTexture* sphere;
};

// What holds for all materials of a model in one pass.
struct ModelContext {
  const GpuModel& resource;
  const ModelInstance& instance;
  ModelLook look;
  bool stage;
  bool toon;
  bool mapped;  // profile mmd with a shadow map
  bool reference;
};

bool alpha_can_vanish(const ModelContext& context, const MaterialImages& images) {
  if (images.base != nullptr && images.base->has_alpha) return true;
  // Only the fixed-function stages multiply the alpha of spheres and toons.
  return context.reference && ((images.sphere != nullptr && images.sphere->has_alpha) ||
                               (context.toon && context.resource.toons_have_alpha()));
}

// What the shadow map does to a material in profile mmd. Models without toon and those of the
// stage darken as the floor does.
std::uint32_t mapped_features(const ModelContext& context, const MaterialData& material) {
  if (context.stage) return stage_feature;
  if (!context.resource.receives(material, false)) return 0;
  return context.toon ? receive_feature : stage_feature;
}

std::uint32_t look_features(const ModelContext& context, const MaterialData& material) {
  if (context.look == ModelLook::dark) return dark_feature;
  if (context.look == ModelLook::glow) return glow_feature;
  return context.mapped ? mapped_features(context, material) : 0U;
}

std::uint32_t features_of(const ModelContext& context, const MaterialData& material,
                          const MaterialBlock& block, const MaterialImages& images) {
  const bool reference = context.reference;
  std::uint32_t features = reference ? std::uint32_t{reference_feature} : 0U;
  if (context.toon) features |= toon_feature;
  if (images.base != nullptr) features |= base_feature;
  if (images.sphere != nullptr) features |= sphere_features(material.sphere_mode, reference);
  // A PMD material whose only image is a sphere has it in the first texture stage.
  if (reference && context.resource.data().kind != mmd::ModelKind::pmx && material.texture < 0) {
    features |= sphere_first_feature;
  }
  if (block.specular.a > 0.0F && glm::vec3(block.specular) != glm::vec3(0.0F)) {
    features |= specular_feature;
  }
  if (!reference && has_factors(block)) features |= factors_feature;
  if (alpha_can_vanish(context, images)) features |= discard_feature;
  return features | look_features(context, material);
}

MaterialLook look_of(const ModelContext& context, std::size_t index, const MaterialBlock& block) {
  const MaterialData& material = context.resource.data().materials[index];
  const MaterialImages images{context.instance.base_image(material),
                              context.instance.sphere_image(material)};
  MaterialLook look;
  look.features = features_of(context, material, block, images);
  if (images.base != nullptr) look.base = images.base->texture.name();
  if (images.sphere != nullptr) look.sphere = images.sphere->texture.name();
  look.sphere_repeats = material.sphere_mode == SphereMode::subtexture;
  look.two_sided = material.two_sided;
  look.chunk = static_cast<std::uint32_t>(index) / materials_per_block;
  return look;
}

void collect_runs(Frame& frame, const FrameModel& model, const ModelContext& context) {
  const auto& materials = context.resource.data().materials;
  const auto blocks = model.instance->materials();
  frame.model_runs.begin();
  for (std::size_t i = 0; i < materials.size(); ++i) {
    if (blocks[i].diffuse.a == 0.0F || materials[i].index_count == 0) continue;
    if (context.look == ModelLook::glow && blocks[i].extras.y <= 0.0F) continue;
    frame.model_runs.add(look_of(context, i, blocks[i]),
                         {materials[i].first_index, materials[i].index_count});
  }
}

void bind_images(Frame& frame, const MaterialLook& look) {
  const bool mipmaps = !is_reference(frame);
  if (look.base != 0) frame.state.bind_texture(base_unit, look.base);
  if (look.sphere == 0) return;
  frame.state.bind_sampler(sphere_unit, look.sphere_repeats || !mipmaps
                                            ? frame.samplers.repeat(mipmaps)
                                            : frame.samplers.clamp(false));
  frame.state.bind_texture(sphere_unit, look.sphere);
}

}  // namespace

void begin_models(Frame& frame) {
  frame.state.bind_sampler(base_unit, frame.samplers.repeat(!is_reference(frame)));
  frame.state.bind_sampler(toon_unit, frame.samplers.clamp(false));
}

void draw_model(Frame& frame, const FrameModel& model, ModelLook look) {
  const GpuModel& resource = model.instance->resource();
  const bool reference = is_reference(frame);
  const ModelContext context{resource,
                             *model.instance,
                             look,
                             model.drawn->role == DrawRole::stage,
                             drawn_as_toon(frame, *model.drawn),
                             frame.shadow_mapped && !reference,
                             reference};
  collect_runs(frame, model, context);
  DrawState& state = frame.state;
  state.bind_vertex_array(model.instance->vertex_array());
  if (context.toon) state.bind_texture_array(toon_unit, resource.toons());
  for (const ModelRun& run : frame.model_runs.runs()) {
    const gl::Name program = frame.model_programs.find(run.look.features, frame.error);
    if (program == 0) return;
    state.use_program(program);
    bind_images(frame, run.look);
    state.cull(run.look.two_sided ? Culling::none : Culling::back);
    state.bind_materials(model.instance->material_table(), run.look.chunk);
    state.draw_ranges(frame.model_runs.ranges(run), resource.wide_indices());
  }
}

void draw_depth(Frame& frame, const FrameModel& model) {
  const GpuModel& resource = model.instance->resource();
  const auto& materials = resource.data().materials;
  const auto blocks = model.instance->materials();
  frame.model_runs.begin();
  for (std::size_t i = 0; i < materials.size(); ++i) {
    if (blocks[i].diffuse.a == 0.0F || materials[i].index_count == 0) continue;
    MaterialLook look;
    look.two_sided = materials[i].two_sided;
    frame.model_runs.add(look, {materials[i].first_index, materials[i].index_count});
  }
  frame.state.bind_vertex_array(model.instance->vertex_array());
  for (const ModelRun& run : frame.model_runs.runs()) {
    frame.state.cull(run.look.two_sided ? Culling::none : Culling::back);
    frame.state.draw_ranges(frame.model_runs.ranges(run), resource.wide_indices());
  }
}

}  // namespace mmdagent
