#include "render/screen_pass.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "render/gl_program.h"

namespace mmdagent {

std::optional<std::string> ColorTarget::prepare(glm::ivec2 wanted, bool levels, bool with_depth) {
  if (size == wanted) return std::nullopt;
  texture = gl::make_texture();
  framebuffer = gl::make_framebuffer();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, wanted.x, wanted.y, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               nullptr);
  if (!levels) glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture.name(), 0);
  if (with_depth) {
    depth = gl::make_renderbuffer();
    glBindRenderbuffer(GL_RENDERBUFFER, depth.name());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, wanted.x, wanted.y);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth.name());
  }
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    return fmt::format("no framebuffer of {} x {} pixels for an effect", wanted.x, wanted.y);
  }
  size = wanted;
  return std::nullopt;
}

std::optional<gl::Program> ScreenPrograms::link(std::string_view fragment_file,
                                                std::string_view define, std::string& error) {
  const std::span<const std::string_view> all(&define, define.empty() ? 0 : 1);
  return link_program({"screen.vert", fragment_file}, all, error);
}

void ScreenPrograms::draw(DrawState& state, const gl::Program& program) const {
  state.use_program(program.name());
  state.bind_vertex_array(array_.name());
  state.cull(Culling::none);
  glDisable(GL_DEPTH_TEST);
  state.draw_triangles(0, 3);
  glEnable(GL_DEPTH_TEST);
}

}  // namespace mmdagent
