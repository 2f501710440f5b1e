#include "render/ground_shadow_pass.h"

#include <epoxy/gl.h>

#include <algorithm>

#include "render/gl_program.h"

namespace mmdagent {
namespace {

// A light that shines along the ground or from below would throw shadows without end.
constexpr float lowest_light = 1e-3F;

bool is_stage(const FrameModel& model) { return model.drawn->role == DrawRole::stage; }

}  // namespace

std::unique_ptr<GroundShadowPass> GroundShadowPass::create(std::string& error) {
  std::unique_ptr<GroundShadowPass> pass(new GroundShadowPass());
  const ProgramSource source{"flat.vert", "flat.frag"};
  constexpr std::string_view ground[] = {"GROUND"};
  constexpr std::string_view base[] = {"BASE"};
  auto mark = link_program(source, ground, error);
  auto plain = mark ? link_program(source, {}, error) : std::nullopt;
  auto textured = plain ? link_program(source, base, error) : std::nullopt;
  if (!textured) return nullptr;
  pass->mark_program_ = std::move(*mark);
  pass->plain_program_ = std::move(*plain);
  pass->textured_program_ = std::move(*textured);
  return pass;
}

void GroundShadowPass::draw(Frame& frame, StagePass& stage, const ImageTexture* floor) {
  const auto& models = frame.models;
  const bool anything_to_redraw =
      floor != nullptr || std::any_of(models.begin(), models.end(), is_stage);
  const RenderOptions& options = frame.snapshot.options;
  if (!options.shadow || options.shadow_mapping || options.doppel || !anything_to_redraw ||
      frame.block.light_direction.y < lowest_light ||
      std::none_of(models.begin(), models.end(), casts_shadow)) {
    return;
  }
  mark(frame);
  glStencilFunc(GL_EQUAL, 1, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_KEEP);
  glDisable(GL_DEPTH_TEST);
  if (floor != nullptr) stage.draw_shadowed_floor(frame, *floor);
  for (const FrameModel& model : models) {
    if (is_stage(model)) redraw_stage_model(frame, model);
  }
  glEnable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
}

void GroundShadowPass::mark(Frame& frame) {
  DrawState& state = frame.state;
  glEnable(GL_STENCIL_TEST);
  glStencilFunc(GL_ALWAYS, 1, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_FALSE);
  // Towards the eye, so that the floor itself does not hide what lies in its plane.
  glEnable(GL_POLYGON_OFFSET_FILL);
  state.bias_depth(-1.0F, -1.0F);
  state.use_program(mark_program_.name());
  state.cull(Culling::none);
  for (const FrameModel& model : frame.models) {
    if (!casts_shadow(model)) continue;
    const GpuModel& resource = model.instance->resource();
    state.bind_vertex_array(model.instance->vertex_array());
    state.draw_ranges(resource.shadow_runs(), resource.wide_indices());
  }
  glDisable(GL_POLYGON_OFFSET_FILL);
  glDepthMask(GL_TRUE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void GroundShadowPass::redraw_stage_model(Frame& frame, const FrameModel& model) {
  DrawState& state = frame.state;
  const GpuModel& resource = model.instance->resource();
  state.bind_vertex_array(model.instance->vertex_array());
  frame.state.bind_sampler(base_unit, frame.samplers.repeat(false));
  for (const mmd::MaterialData& material : resource.data().materials) {
    const ImageTexture* const image = model.instance->base_image(material);
    state.use_program(image != nullptr ? textured_program_.name() : plain_program_.name());
    if (image != nullptr) state.bind_texture(base_unit, image->texture.name());
    state.cull(material.two_sided ? Culling::none : Culling::back);
    state.draw_elements(material.first_index, material.index_count, resource.wide_indices());
  }
}

}  // namespace mmdagent
