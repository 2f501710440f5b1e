#include "render/text_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>

#include "overlay/text_layout.h"
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

TextPass::TextPass() = default;

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
  attribute(position_attribute, 2, sizeof(Vertex), offsetof(Vertex, position));
  attribute(uv_attribute, 2, sizeof(Vertex), offsetof(Vertex, uv));
  attribute(color_attribute, 4, sizeof(Vertex), offsetof(Vertex, color));
  glBindVertexArray(0);
  return pass;
}

std::optional<std::string> TextPass::add_font(const std::string& path) {
  std::string reason;
  if (fonts_.add(path, reason)) return std::nullopt;
  return reason;
}

bool TextPass::is_stored(const Snapshot& snapshot) const {
  return stored_fonts_ == fonts_.size() && stored_texts_ == snapshot.texts &&
         stored_characters_ == snapshot.characters;
}

void TextPass::draw(Frame& frame) {
  const Snapshot& snapshot = frame.snapshot;
  if (snapshot.texts.empty() || fonts_.size() == 0) return;
  DrawState& state = frame.state;
  state.bind_vertex_array(array_.name());
  if (!is_stored(snapshot)) store(frame);
  if (vertices_.empty()) return;
  state.use_program(program_.name());
  const auto size = glm::vec2(frame.size);
  const glm::vec2 units = size * (layer_units / std::min(size.x, size.y));
  glUniform2f(scale_uniform_, 2.0F / units.x, 2.0F / units.y);
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(false));
  state.bind_texture(base_unit, texture_.name());
  state.cull(Culling::none);
  glDisable(GL_DEPTH_TEST);
  state.draw_triangles(0, static_cast<std::uint32_t>(vertices_.size()));
  glEnable(GL_DEPTH_TEST);
}

void TextPass::store(Frame& frame) {
  const Snapshot& snapshot = frame.snapshot;
  const std::uint64_t generation = atlas_.generation();
  add_vertices(snapshot);
  // An atlas that became full on the way began anew: places found before are void.
  if (atlas_.generation() != generation) add_vertices(snapshot);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  const std::size_t bytes = vertices_.size() * sizeof(Vertex);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), vertices_.data(), GL_DYNAMIC_DRAW);
  frame.state.counts().uploaded_bytes += bytes;
  upload_atlas(frame);
  stored_texts_ = snapshot.texts;
  stored_characters_ = snapshot.characters;
  stored_fonts_ = fonts_.size();
}

void TextPass::add_vertices(const Snapshot& snapshot) {
  vertices_.clear();
  for (const DrawnText& text : snapshot.texts) {
    const std::string_view characters(snapshot.characters.data() + text.characters.first,
                                      text.characters.count);
    if (text.outline_width > 0.0F && text.outline_color.a > 0.0F) {
      add_text(text, characters, text.outline_width / text.size, text.outline_color);
    }
    add_text(text, characters, 0.0F, text.color);
  }
}

void TextPass::add_text(const DrawnText& text, std::string_view characters, float outline,
                        const glm::vec4& color) {
  const TextLayout layout = lay_out_text(fonts_, characters, text.right_aligned);
  for (const PlacedGlyph& placed : layout.glyphs) {
    const AtlasGlyph& glyph = atlas_.find(placed.font, placed.glyph, outline);
    if (glyph.width == 0) continue;
    const glm::vec2 corner =
        text.position + text.size * glm::vec2(placed.x + glyph.offset_x, placed.y + glyph.offset_y);
    const glm::vec2 extent = text.size * glm::vec2(glyph.extent_x, -glyph.extent_y);
    const glm::vec2 uv = glm::vec2(glyph.left, glyph.top) / float{GlyphAtlas::side};
    const glm::vec2 uv_extent = glm::vec2(glyph.width, glyph.height) / float{GlyphAtlas::side};
    const auto vertex = [&](float x, float y) {
      const glm::vec2 part(x, y);
      vertices_.push_back({corner + extent * part, uv + uv_extent * part, color});
    };
    vertex(0, 0), vertex(0, 1), vertex(1, 0);
    vertex(1, 0), vertex(0, 1), vertex(1, 1);
  }
}

void TextPass::upload_atlas(Frame& frame) {
  if (!texture_) {
    texture_ = make_atlas_texture();
    frame.state.forget_textures();
  }
  const GlyphAtlas::Rows rows = atlas_.take_changed_rows();
  if (rows.end == rows.first) return;
  frame.state.forget_textures();  // the unit must be the active one
  frame.state.bind_texture(base_unit, texture_.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, rows.first, GlyphAtlas::side, rows.end - rows.first, GL_RED,
                  GL_UNSIGNED_BYTE,
                  atlas_.texels().data() + std::ptrdiff_t{rows.first} * GlyphAtlas::side);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

}  // namespace mmdagent
