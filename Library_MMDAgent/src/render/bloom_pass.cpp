#include "render/bloom_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <utility>

#include "render/gl_program.h"
#include "render/model_pass.h"

namespace mmdagent {
namespace {

bool glows(const FrameModel& model) {
  return std::ranges::any_of(model.instance->materials(), [](const MaterialBlock& block) {
    return block.extras.y > 0.0F && block.diffuse.a > 0.0F;
  });
}

}  // namespace

std::unique_ptr<BloomPass> BloomPass::create(std::string& error) {
  std::unique_ptr<BloomPass> pass(new BloomPass());
  auto depth = link_program({"flat.vert", "depth.frag"}, {}, error);
  auto add = depth ? ScreenPrograms::link("bloom.frag", {}, error) : std::nullopt;
  if (!add) return nullptr;
  pass->depth_program_ = std::move(*depth);
  pass->add_program_ = std::move(*add);
  return pass;
}

void BloomPass::draw(Frame& frame) {
  if (post_filters_paused(frame) || frame.snapshot.options.bloom <= 0.0F ||
      std::ranges::none_of(frame.models, glows)) {
    if (allocated()) frame.state.forget_textures();
    glow_ = ColorTarget();
    return;
  }
  if (auto failure = glow_.prepare(frame.size, true, true)) {
    frame.error = std::move(*failure);
    return;
  }
  frame.state.forget_textures();
  glBindFramebuffer(GL_FRAMEBUFFER, glow_.framebuffer.name());
  frame.state.view(frame.size);
  frame.state.clear_to(glm::vec4(0.0F));
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  frame.state.use_program(depth_program_.name());
  for (const FrameModel& model : frame.models) draw_depth(frame, model);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  for (const FrameModel& model : frame.models) {
    if (glows(model)) draw_model(frame, model, ModelLook::glow);
  }
}

void BloomPass::add(Frame& frame) {
  if (!allocated()) return;
  frame.state.bind_texture(base_unit, glow_.texture.name());
  glActiveTexture(GL_TEXTURE0 + base_unit);
  glGenerateMipmap(GL_TEXTURE_2D);
  frame.state.forget_textures();
  frame.state.bind_texture(base_unit, glow_.texture.name());
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(true));
  glBlendFunc(GL_ONE, GL_ONE);
  screen_.draw(frame.state, add_program_);
  frame.state.blend_normally();
}

}  // namespace mmdagent
