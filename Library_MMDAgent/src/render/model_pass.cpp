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
  const ImageTexture* toon;
};

bool alpha_can_vanish(const MaterialImages& images, bool reference) {
  if (images.base != nullptr && images.base->has_alpha) return true;
  // Only the fixed-function stages multiply the alpha of spheres and toons.
  return reference && ((images.sphere != nullptr && images.sphere->has_alpha) ||
                       (images.toon != nullptr && images.toon->has_alpha));
}

bool receives(mmd::ModelKind kind, const MaterialData& material, bool reference) {
  return reference && kind != mmd::ModelKind::pmx ? material.reference_self_shadow
                                                  : material.self_shadow_receive;
}

// What the shadow map does to a material in profile mmd. Models without toon and those of the
// stage darken as the floor does.
std::uint32_t mapped_features(const Frame& frame, const FrameModel& model,
                              const MaterialData& material, const MaterialImages& images) {
  if (model.drawn->role == DrawRole::stage) return stage_feature;
  const mmd::ModelKind kind = model.instance->resource().data().kind;
  if (!receives(kind, material, is_reference(frame))) return 0;
  return images.toon == nullptr ? stage_feature : receive_feature;
}

std::uint32_t look_features(const Frame& frame, const FrameModel& model,
                            const MaterialData& material, const MaterialImages& images,
                            ModelLook look) {
  if (look == ModelLook::dark) return dark_feature;
  if (look == ModelLook::glow) return glow_feature;
  if (!frame.shadow_mapped || is_reference(frame)) return 0;
  return mapped_features(frame, model, material, images);
}

// The toon of a material in that look; profile reference darkens by it what receives shadows, and
// by the first ramp what has none.
const ImageTexture& toon_of(const Frame& frame, const GpuModel& model, const MaterialData& material,
                            ModelLook look) {
  if (look != ModelLook::dark) return model.toon_image(material);
  if (!receives(model.data().kind, material, is_reference(frame))) return model.toon_image(0);
  return material.toon_texture < 0 && material.toon_slot == 0 ? model.toon_image(1)
                                                              : model.toon_image(material);
}

std::uint32_t features_of(const Frame& frame, mmd::ModelKind kind, const MaterialData& material,
                          const MaterialBlock& block, const MaterialImages& images) {
  const bool reference = is_reference(frame);
  std::uint32_t features = reference ? std::uint32_t{reference_feature} : 0U;
  if (images.toon != nullptr) features |= toon_feature;
  if (images.base != nullptr) features |= base_feature;
  if (images.sphere != nullptr) features |= sphere_features(material.sphere_mode, reference);
  // A PMD material whose only image is a sphere has it in the first texture stage.
  if (reference && kind != mmd::ModelKind::pmx && material.texture < 0) {
    features |= sphere_first_feature;
  }
  if (block.specular.a > 0.0F && glm::vec3(block.specular) != glm::vec3(0.0F)) {
    features |= specular_feature;
  }
  if (!reference && has_factors(block)) features |= factors_feature;
  if (alpha_can_vanish(images, reference)) features |= discard_feature;
  return features;
}

void bind_images(Frame& frame, const MaterialData& material, const MaterialImages& images) {
  const bool mipmaps = frame.snapshot.options.profile == ShadingProfile::mmd;
  if (images.base != nullptr) frame.state.bind_texture(base_unit, images.base->texture.name());
  if (images.toon != nullptr) frame.state.bind_texture(toon_unit, images.toon->texture.name());
  if (images.sphere != nullptr) {
    const bool flat = material.sphere_mode == SphereMode::subtexture;
    glBindSampler(sphere_unit,
                  flat || !mipmaps ? frame.samplers.repeat(mipmaps) : frame.samplers.clamp(false));
    frame.state.bind_texture(sphere_unit, images.sphere->texture.name());
  }
}

}  // namespace

void begin_models(Frame& frame) {
  const bool mipmaps = !is_reference(frame);
  glBindSampler(base_unit, frame.samplers.repeat(mipmaps));
  glBindSampler(toon_unit, frame.samplers.clamp(false));
}

void draw_model(Frame& frame, const FrameModel& model, ModelLook look) {
  const GpuModel& resource = model.instance->resource();
  const mmd::ModelData& data = resource.data();
  const auto blocks = model.instance->materials();
  const bool toon = drawn_as_toon(frame, *model.drawn);
  frame.state.bind_vertex_array(model.instance->vertex_array());
  for (std::size_t i = 0; i < data.materials.size(); ++i) {
    const MaterialData& material = data.materials[i];
    if (blocks[i].diffuse.a == 0.0F || material.index_count == 0) continue;
    if (look == ModelLook::glow && blocks[i].edge_and_glow.y <= 0.0F) continue;
    const MaterialImages images{resource.base_image(material), resource.sphere_image(material),
                                toon ? &toon_of(frame, resource, material, look) : nullptr};
    const gl::Name program =
        frame.model_programs.find(features_of(frame, data.kind, material, blocks[i], images) |
                                      look_features(frame, model, material, images, look),
                                  frame.error);
    if (program == 0) return;
    frame.state.use_program(program);
    bind_images(frame, material, images);
    frame.state.cull(material.two_sided ? Culling::none : Culling::back);
    model.instance->bind_material(i);
    frame.state.draw_elements(material.first_index, material.index_count, resource.wide_indices());
  }
}

void draw_depth(Frame& frame, const FrameModel& model) {
  const GpuModel& resource = model.instance->resource();
  const auto& materials = resource.data().materials;
  const auto blocks = model.instance->materials();
  frame.state.bind_vertex_array(model.instance->vertex_array());
  for (std::size_t i = 0; i < materials.size(); ++i) {
    if (blocks[i].diffuse.a == 0.0F || materials[i].index_count == 0) continue;
    frame.state.cull(materials[i].two_sided ? Culling::none : Culling::back);
    frame.state.draw_elements(materials[i].first_index, materials[i].index_count,
                              resource.wide_indices());
  }
}

}  // namespace mmdagent
