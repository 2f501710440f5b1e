#include "render/frame_setup.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>

namespace mmdagent {
namespace {

constexpr float least_far_plane = 500.0F;
constexpr float stage_in_shadow = 0.58F;  // rendering.md section 3.11
constexpr float tap_step = 0.002F;        // section 3.14, heights of the picture

// Far enough for the stage's corners and for every model (rendering.md section 2.1).
float far_plane(const Snapshot& snapshot, const glm::vec3& eye) {
  const Stage& stage = snapshot.stage;
  const float reach = glm::length(eye) + glm::length(glm::vec3(stage.half_size, stage.height));
  return std::max(least_far_plane, reach);
}

glm::vec3 direction_of(const Light& light) {
  const bool lit = glm::dot(light.direction, light.direction) > 0.0F;
  return lit ? glm::normalize(light.direction) : glm::vec3(0.0F, 1.0F, 0.0F);
}

glm::vec4 opaque(const glm::vec3& color) { return {glm::min(color, glm::vec3(1.0F)), 1.0F}; }

void set_stage_colors(const Snapshot& snapshot, const glm::vec3& light, FrameBlock& block) {
  // White material in the light of the cartoon mode (sections 3.2 and 4), and in shadow (3.10).
  const glm::vec3& color = snapshot.light.color;
  block.stage_color = opaque(0.2F + 1.5F * snapshot.light.intensity * color);
  const float dark = 0.34F - 0.13F * snapshot.options.self_density;
  block.dark_floor = opaque(0.2F + dark * color * (1.0F + std::max(light.y, 0.0F)));
  block.dark_background = opaque(0.2F + dark * color * (1.0F + std::max(light.z, 0.0F)));
  block.self_shadow = {snapshot.options.self_density,
                       1.0F / static_cast<float>(std::max(1, snapshot.options.shadow_map_size)),
                       dark, stage_in_shadow};
}

}  // namespace

glm::mat4 ground_projection(const glm::vec3& light_direction) {
  const glm::vec3& l = light_direction;
  glm::mat4 projection(1.0F);
  projection[1] = glm::vec4(-l.x / l.y, 0.0F, -l.z / l.y, 0.0F);
  return projection;
}

FrameBlock frame_block(const Snapshot& snapshot, glm::ivec2 size) {
  const RenderOptions& options = snapshot.options;
  FrameBlock block;
  block.view = view_matrix(snapshot.camera);
  const glm::vec3 eye = eye_position(block.view);
  const float aspect = static_cast<float>(size.x) / static_cast<float>(size.y);
  const glm::mat4 projection = projection_matrix(snapshot.camera, aspect, far_plane(snapshot, eye));
  block.view_projection = projection * block.view;
  block.doppel_view_projection =
      projection * glm::translate(glm::mat4(1.0F), options.doppel_offset) * block.view;
  const glm::vec3 light = direction_of(snapshot.light);
  if (light.y > 0.0F) {
    block.shadow_view_projection = block.view_projection * ground_projection(light);
  }
  block.light_direction = glm::vec4(light, 0.0F);
  block.light_color = glm::vec4(snapshot.light.color, snapshot.light.intensity);
  block.eye = glm::vec4(eye, 1.0F);
  block.half_viewport = glm::vec4(glm::vec2(size) * 0.5F, 0.0F, 0.0F);
  block.edge.x = options.light_edge ? 1.0F : 0.0F;
  block.shadow_color = glm::vec4(glm::vec3(options.shadow_density), 1.0F);
  block.doppel_color = glm::vec4(options.doppel_color, 1.0F);
  set_stage_colors(snapshot, light, block);
  const float step = tap_step * options.diffusion_scale;
  block.effects = {options.bloom, options.diffusion_intensity, step / aspect, step};
  return block;
}

}  // namespace mmdagent
