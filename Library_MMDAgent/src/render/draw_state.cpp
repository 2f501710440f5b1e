#include "render/draw_state.h"

#include <epoxy/gl.h>

namespace mmdagent {

void DrawState::begin() {
  counts_ = {};
  program_ = 0;
  vertex_array_ = 0;
  glUseProgram(0);
  glBindVertexArray(0);
  forget_textures();
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_TRUE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glEnable(GL_CULL_FACE);
  glCullFace(GL_BACK);
  glFrontFace(GL_CCW);
  culling_ = Culling::back;
  glEnable(GL_BLEND);
  blend_normally();
  glDisable(GL_DITHER);
  glDisable(GL_STENCIL_TEST);
  glDisable(GL_SCISSOR_TEST);
}

void DrawState::blend_normally() {
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void DrawState::forget_textures() {
  textures_ = {};
  for (unsigned unit = 0; unit < textures_.size(); ++unit) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, 0);
  }
}

void DrawState::use_program(gl::Name program) {
  if (program == program_) return;
  program_ = program;
  glUseProgram(program);
}

void DrawState::bind_texture(unsigned unit, gl::Name texture) {
  if (textures_[unit] == texture) return;
  textures_[unit] = texture;
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_2D, texture);
}

void DrawState::bind_vertex_array(gl::Name array) {
  if (array == vertex_array_) return;
  vertex_array_ = array;
  glBindVertexArray(array);
}

void DrawState::cull(Culling culling) {
  if (culling == culling_) return;
  if (culling == Culling::none) {
    glDisable(GL_CULL_FACE);
  } else {
    if (culling_ == Culling::none) glEnable(GL_CULL_FACE);
    glCullFace(culling == Culling::back ? GL_BACK : GL_FRONT);
  }
  culling_ = culling;
}

void DrawState::draw_elements(std::uint32_t first, std::uint32_t count, bool wide) {
  const std::uintptr_t offset = std::uintptr_t{first} * (wide ? 4U : 2U);
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count),
                 wide ? GL_UNSIGNED_INT : GL_UNSIGNED_SHORT, reinterpret_cast<const void*>(offset));
  ++counts_.draws;
}

void DrawState::draw_strip(std::uint32_t first, std::uint32_t count) {
  glDrawArrays(GL_TRIANGLE_STRIP, static_cast<GLint>(first), static_cast<GLsizei>(count));
  ++counts_.draws;
}

void DrawState::draw_triangles(std::uint32_t first, std::uint32_t count) {
  glDrawArrays(GL_TRIANGLES, static_cast<GLint>(first), static_cast<GLsizei>(count));
  ++counts_.draws;
}

}  // namespace mmdagent
