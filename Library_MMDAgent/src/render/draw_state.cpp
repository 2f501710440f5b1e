#include "render/draw_state.h"

#include <epoxy/gl.h>

#include "render/frame_block.h"

namespace mmdagent {
namespace {

// Indices. Each handing over is a call, and makes the rasteriser go over its tiles once more.
constexpr std::size_t worth_handing_over = 40'000;

}  // namespace

void DrawState::begin() {
  counts_ = {};
  held_back_ = 0;
  program_ = unknown;
  vertex_array_ = unknown;
  material_buffer_ = unknown;
  if (ready_) return;
  ready_ = true;
  forget_textures();
  glClearStencil(0);
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
  textures_.fill(unknown);
  samplers_.fill(unknown);
  active_unit_ = unknown;
}

void DrawState::clear_to(const glm::vec4& color) {
  if (clear_color_ == color) return;
  clear_color_ = color;
  glClearColor(color.r, color.g, color.b, color.a);
}

void DrawState::bias_depth(float slope, float units) {
  if (bias_ == glm::vec2(slope, units)) return;
  bias_ = {slope, units};
  glPolygonOffset(slope, units);
}

void DrawState::view(const glm::ivec2& size) {
  held_back_ = 0;
  if (viewport_ == size) return;
  viewport_ = size;
  glViewport(0, 0, size.x, size.y);
}

void DrawState::bind_materials(gl::Name buffer, std::uint32_t block) {
  if (buffer == material_buffer_ && block == material_block_) return;
  material_buffer_ = buffer;
  material_block_ = block;
  constexpr auto size = static_cast<GLsizeiptr>(materials_per_block * sizeof(MaterialBlock));
  glBindBufferRange(GL_UNIFORM_BUFFER, material_block_binding, buffer,
                    static_cast<GLintptr>(block) * size, size);
}

void DrawState::activate(unsigned unit) {
  if (unit == active_unit_) return;
  active_unit_ = unit;
  glActiveTexture(GL_TEXTURE0 + unit);
}

void DrawState::use_program(gl::Name program) {
  if (program == program_) return;
  program_ = program;
  glUseProgram(program);
}

void DrawState::bind_texture(unsigned unit, gl::Name texture) {
  if (textures_[unit] == texture) return;
  textures_[unit] = texture;
  activate(unit);
  glBindTexture(GL_TEXTURE_2D, texture);
}

void DrawState::bind_texture_array(unsigned unit, gl::Name texture) {
  if (textures_[unit] == texture) return;
  textures_[unit] = texture;
  activate(unit);
  glBindTexture(GL_TEXTURE_2D_ARRAY, texture);
}

void DrawState::bind_texture_buffer(unsigned unit, gl::Name texture) {
  if (textures_[unit] == texture) return;
  textures_[unit] = texture;
  activate(unit);
  glBindTexture(GL_TEXTURE_BUFFER, texture);
}

void DrawState::bind_sampler(unsigned unit, gl::Name sampler) {
  if (samplers_[unit] == sampler) return;
  samplers_[unit] = sampler;
  glBindSampler(unit, sampler);
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
  hand_over(count);
  const std::uintptr_t offset = std::uintptr_t{first} * (wide ? 4U : 2U);
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count),
                 wide ? GL_UNSIGNED_INT : GL_UNSIGNED_SHORT, reinterpret_cast<const void*>(offset));
  ++counts_.draws;
}

void DrawState::draw_ranges(std::span<const DrawRange> ranges, bool wide) {
  if (ranges.empty()) return;
  if (ranges.size() == 1) return draw_elements(ranges[0].first, ranges[0].count, wide);
  counts_of_ranges_.clear();
  offsets_.clear();
  std::size_t indices = 0;
  for (const DrawRange& range : ranges) {
    indices += range.count;
    counts_of_ranges_.push_back(static_cast<int>(range.count));
    const std::uintptr_t offset = std::uintptr_t{range.first} * (wide ? 4U : 2U);
    offsets_.push_back(reinterpret_cast<const void*>(offset));
  }
  hand_over(indices);
  glMultiDrawElements(GL_TRIANGLES, counts_of_ranges_.data(),
                      wide ? GL_UNSIGNED_INT : GL_UNSIGNED_SHORT, offsets_.data(),
                      static_cast<GLsizei>(ranges.size()));
  ++counts_.draws;
}

void DrawState::hand_over(std::size_t indices) {
  if (software_ && held_back_ >= worth_handing_over) {
    glFlush();
    held_back_ = 0;
  }
  held_back_ += indices;
}

void DrawState::draw_strip(std::uint32_t first, std::uint32_t count) {
  glDrawArrays(GL_TRIANGLE_STRIP, static_cast<GLint>(first), static_cast<GLsizei>(count));
  ++counts_.draws;
}

void DrawState::draw_lines(std::uint32_t first, std::uint32_t count) {
  if (count == 0) return;
  glDrawArrays(GL_LINES, static_cast<GLint>(first), static_cast<GLsizei>(count));
  ++counts_.draws;
}

void DrawState::draw_triangles(std::uint32_t first, std::uint32_t count) {
  glDrawArrays(GL_TRIANGLES, static_cast<GLint>(first), static_cast<GLsizei>(count));
  ++counts_.draws;
}

}  // namespace mmdagent
