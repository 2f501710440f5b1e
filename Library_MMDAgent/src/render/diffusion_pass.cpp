#include "render/diffusion_pass.h"

#include <epoxy/gl.h>

#include <utility>

#include "render/gl_program.h"

namespace mmdagent {

std::unique_ptr<DiffusionPass> DiffusionPass::create(std::string& error) {
  std::unique_ptr<DiffusionPass> pass(new DiffusionPass());
  auto across = ScreenPrograms::link("blur.frag", "HORIZONTAL", error);
  auto down = across ? ScreenPrograms::link("blur.frag", {}, error) : std::nullopt;
  auto mix = down ? ScreenPrograms::link("diffusion.frag", {}, error) : std::nullopt;
  if (!mix) return nullptr;
  pass->across_ = std::move(*across);
  pass->down_ = std::move(*down);
  pass->mix_ = std::move(*mix);
  return pass;
}

void DiffusionPass::draw(Frame& frame, const SceneTarget& target) {
  if (post_filters_paused(frame) || !frame.snapshot.options.diffusion ||
      frame.snapshot.options.diffusion_intensity <= 0.0F) {
    if (first_.size.x > 0) frame.state.forget_textures();
    first_ = ColorTarget();
    second_ = ColorTarget();
    return;
  }
  auto failure = first_.prepare(frame.size, false, false);
  if (!failure) failure = second_.prepare(frame.size, false, false);
  if (failure) {
    frame.error = std::move(*failure);
    return;
  }
  DrawState& state = frame.state;
  state.forget_textures();
  glDisable(GL_BLEND);
  state.view(frame.size);
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(false));
  frame.state.bind_sampler(toon_unit, frame.samplers.clamp(false));
  const auto run = [&](const gl::Program& program, const ColorTarget& into, gl::Name from) {
    glBindFramebuffer(GL_FRAMEBUFFER, into.framebuffer.name());
    state.bind_texture(base_unit, from);
    screen_.draw(state, program);
  };
  run(across_, first_, target.texture());
  run(down_, second_, first_.texture.name());
  state.bind_texture(toon_unit, second_.texture.name());
  run(mix_, first_, target.texture());
  glEnable(GL_BLEND);
  target.replace(first_.framebuffer.name());
}

}  // namespace mmdagent
