// The uniform blocks that shaders read, in std140 layout. Must match shaders/common.glsl.
#pragma once

#include <cstdint>
#include <glm/mat4x4.hpp>
#include <glm/vec4.hpp>

namespace mmdagent {

struct FrameBlock {
  glm::mat4 view{1.0F};
  glm::mat4 view_projection{1.0F};
  glm::mat4 shadow_view_projection{1.0F};
  glm::mat4 light_view_projection{1.0F};
  glm::mat4 doppel_view_projection{1.0F};
  glm::vec4 light_direction{0.0F};
  glm::vec4 light_color{0.0F};
  glm::vec4 eye{0.0F};
  glm::vec4 half_viewport{0.0F};
  glm::vec4 edge{0.0F};
  glm::vec4 stage_color{1.0F};
  glm::vec4 shadow_color{1.0F};
  glm::vec4 doppel_color{1.0F};
  glm::vec4 dark_floor{1.0F};
  glm::vec4 dark_background{1.0F};
  glm::vec4 self_shadow{0.0F};
  glm::vec4 effects{0.0F};

  bool operator==(const FrameBlock&) const = default;
};

struct MaterialBlock {
  glm::vec4 diffuse{1.0F};
  glm::vec4 ambient{0.0F};
  glm::vec4 specular{0.0F};       // a = power
  glm::vec4 light_factors{0.0F};  // profile reference: diffuse, ambient, specular light
  glm::vec4 edge_color{0.0F, 0.0F, 0.0F, 1.0F};
  // x: edge, world units (reference) or pixels (mmd) per vertex edge scale; y: strength of the
  // glow; z: layer of the toon; w: the same where profile reference draws shadows
  glm::vec4 extras{0.0F};
  glm::vec4 texture_multiply{1.0F}, texture_add{0.0F};
  glm::vec4 sphere_multiply{1.0F}, sphere_add{0.0F};
  glm::vec4 toon_multiply{1.0F}, toon_add{0.0F};

  bool operator==(const MaterialBlock&) const = default;
};
// Materials that a uniform block holds; the table of a model is a row of such blocks. Every GL has
// room for it.
inline constexpr std::uint32_t materials_per_block = 64;
static_assert(materials_per_block * sizeof(MaterialBlock) <= 16'384);
static_assert(materials_per_block * sizeof(MaterialBlock) % 256 == 0);  // a valid offset anywhere
static_assert(sizeof(FrameBlock) == 512);
static_assert(sizeof(MaterialBlock) == 192);

}  // namespace mmdagent
