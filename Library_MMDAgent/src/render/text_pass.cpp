#include "render/text_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>

#include "render/gl_program.h"

namespace mmdagent {
namespace {

constexpr float layer_units = 30.0F;  // of the picture's shorter side
constexpr unsigned color_attribute = 5;

void attribute(GLuint index, GLint components, GLsizei stride, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, stride,
                        reinterpret_cast<const void*>(offset));
}

gl::Texture make_atlas_texture() {
  gl::Texture texture = gl::make_texture();
  glActiveTexture(GL_TEXTURE0 + base_unit);
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, GlyphAtlas::side, GlyphAtlas::side, 0, GL_RED,
               GL_UNSIGNED_BYTE, nullptr);
  glBindTexture(GL_TEXTURE_2D, 0);
  return texture;
}

}  // namespace

std::unique_ptr<TextPass> TextPass::create(std::string& error) {
  std::unique_ptr<TextPass> pass(new TextPass());
  auto program = link_program({"text.vert", "text.frag"}, {}, error);
  if (!program) return nullptr;
  pass->program_ = std::move(*program);
  pass->scale_uniform_ = glGetUniformLocation(pass->program_.name(), "scale");
  pass->buffer_ = gl::make_buffer();
  pass->array_ = gl::make_vertex_array();
  glBindVertexArray(pass->array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, pass->buffer_.name());
  attribute(position_attribute, 2, sizeof(TextVertex), offsetof(TextVertex, position));
  attribute(uv_attribute, 2, sizeof(TextVertex), offsetof(TextVertex, uv));
  attribute(color_attribute, 4, sizeof(TextVertex), offsetof(TextVertex, color));
  glBindVertexArray(0);
  return pass;
}

void TextPass::draw(Frame& frame) {
  const Snapshot& snapshot = frame.snapshot;
  if ((snapshot.texts.empty() && snapshot.captions.empty()) || !vertices_.has_fonts()) return;
  DrawState& state = frame.state;
  state.bind_vertex_array(array_.name());
  const auto size = glm::vec2(frame.size);
  const glm::vec2 layer = size * (layer_units / std::min(size.x, size.y));
  if (vertices_.update(snapshot, layer)) upload(frame);
  if (vertices_.all().empty()) return;
  state.use_program(program_.name());
  glUniform2f(scale_uniform_, 2.0F / layer.x, 2.0F / layer.y);
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(false));
  state.bind_texture(base_unit, texture_.name());
  state.cull(Culling::none);
  glDisable(GL_DEPTH_TEST);
  state.draw_triangles(0, static_cast<std::uint32_t>(vertices_.all().size()));
  glEnable(GL_DEPTH_TEST);
}

void TextPass::upload(Frame& frame) {
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  const std::size_t bytes = vertices_.all().size() * sizeof(TextVertex);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), vertices_.all().data(),
               GL_DYNAMIC_DRAW);
  frame.state.counts().uploaded_bytes += bytes;
  upload_atlas(frame);
}

void TextPass::upload_atlas(Frame& frame) {
  if (!texture_) {
    texture_ = make_atlas_texture();
    frame.state.forget_textures();
  }
  const GlyphAtlas::Rows rows = vertices_.atlas().take_changed_rows();
  if (rows.end == rows.first) return;
  frame.state.forget_textures();  // the unit must be the active one
  frame.state.bind_texture(base_unit, texture_.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(
      GL_TEXTURE_2D, 0, 0, rows.first, GlyphAtlas::side, rows.end - rows.first, GL_RED,
      GL_UNSIGNED_BYTE,
      vertices_.atlas().texels().data() + std::ptrdiff_t{rows.first} * GlyphAtlas::side);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

}  // namespace mmdagent
