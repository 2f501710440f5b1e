#include "render/material_blocks.h"

#include <glm/common.hpp>

namespace mmdagent {
namespace {

constexpr float opaque_from = 0.98F;           // rendering.md section 3.3
constexpr float edge_units = 0.03F;            // section 3.7, profile reference
constexpr float edge_rows_per_pixel = 536.0F;  // section 3.7, profile mmd
constexpr float default_edge_width = 0.7F;

// Diffuse, ambient and specular light of section 3.2.
glm::vec4 light_factors(const MaterialContext& context) {
  const float intensity = context.light_intensity;
  if (!context.options.mmd_like_cartoon && context.model_toon) {
    return {0.2F, 1.5F * intensity, 0.4F, 0.0F};
  }
  if (context.toon) return {0.0F, 1.5F * intensity, intensity, 0.0F};
  return {intensity, 1.0F, 1.0F, 0.0F};
}

float edge_size(const MaterialState& state, const MaterialContext& context) {
  const float width = context.options.edge_width;
  if (context.options.profile == ShadingProfile::reference) {
    return state.edge_size * edge_units * width;
  }
  return state.edge_size * context.picture_height / edge_rows_per_pixel * width /
         default_edge_width;
}

}  // namespace

MaterialState rest_state(const mmd::MaterialData& material) {
  MaterialState state;
  state.diffuse = material.diffuse;
  state.specular = material.specular;
  state.shininess = material.shininess;
  state.ambient = material.ambient;
  state.edge_size = material.edge_size;
  state.edge_color = material.edge_color;
  return state;
}

float glow_strength(const mmd::MaterialData& material) {
  return material.luminous ? (material.shininess - 100.0F) * 0.09F + 0.1F : 0.0F;
}

MaterialBlock material_block(const MaterialState& state, const MaterialContext& context) {
  MaterialBlock block;
  block.diffuse = state.diffuse;
  block.ambient = glm::vec4(state.ambient, 0.0F);
  if (context.options.profile == ShadingProfile::reference && context.toon) {
    const glm::vec3 base = 0.5F * glm::vec3(state.diffuse) + state.ambient;
    block.diffuse = glm::vec4(base, 0.0F);
    block.ambient = glm::vec4(base, 0.0F);
  }
  const float alpha = state.diffuse.a * context.opacity;
  block.diffuse.a = alpha >= opaque_from ? 1.0F : glm::max(alpha, 0.0F);
  block.specular = glm::vec4(state.specular, state.shininess);
  block.light_factors = light_factors(context);
  block.edge_color = context.selected ? context.options.selected_edge_color : state.edge_color;
  block.edge_color.a *= context.opacity;
  block.extras.x = edge_size(state, context);
  block.texture_multiply = state.texture_multiply;
  block.texture_add = state.texture_add;
  block.sphere_multiply = state.sphere_multiply;
  block.sphere_add = state.sphere_add;
  block.toon_multiply = state.toon_multiply;
  block.toon_add = state.toon_add;
  return block;
}

}  // namespace mmdagent
