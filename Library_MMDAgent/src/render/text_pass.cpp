#include "render/text_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>
#include <glm/common.hpp>
#include <utility>

#include "render/gl_program.h"
#include "render/resource_store.h"

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
  pass->transform_uniform_ = glGetUniformLocation(pass->program_.name(), "transform");
  auto image_program = link_program({"text.vert", "flat_image.frag"}, {}, error);
  if (!image_program) return nullptr;
  pass->image_program_ = std::move(*image_program);
  pass->image_transform_uniform_ = glGetUniformLocation(pass->image_program_.name(), "transform");
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

void TextPass::prepare(Frame& frame) {
  const auto size = glm::vec2(frame.size);
  layer_ = size * (layer_units / std::min(size.x, size.y));
  if (vertices_.update(frame.snapshot, layer_) && !vertices_.all().empty()) upload(frame);
}

void TextPass::begin(Frame& frame) {
  frame.state.bind_vertex_array(array_.name());
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(false));
  frame.state.cull(Culling::none);
}

glm::mat4 TextPass::layer_transform() const {
  glm::mat4 transform(1.0F);
  transform[0].x = 2.0F / layer_.x;
  transform[1].y = 2.0F / layer_.y;
  transform[3] = {-1.0F, -1.0F, 0.0F, 1.0F};
  return transform;
}

void TextPass::use(Frame& frame, const gl::Program& program, int uniform,
                   const glm::mat4& transform, gl::Name texture) {
  frame.state.use_program(program.name());
  glUniformMatrix4fv(uniform, 1, GL_FALSE, &transform[0].x);
  frame.state.bind_texture(base_unit, texture);
}

void TextPass::draw_batch(Frame& frame, const ResourceStore& store, const VertexBatch& batch,
                          const glm::mat4& transform, Surface surface) {
  if (batch.image == no_resource) {
    frame.state.bind_sampler(base_unit, frame.samplers.clamp(false));
    use(frame, program_, transform_uniform_, transform, texture_.name());
  } else {
    const ImageTexture* const image = store.image(batch.image);
    if (image == nullptr) return;
    // Those in the world may be far away.
    const bool mipmaps = surface == Surface::board && !is_reference(frame);
    const ImageTexture& texture = shown(frame, *image, batch, mipmaps);
    frame.state.bind_sampler(base_unit, frame.samplers.clamp(mipmaps));
    use(frame, image_program_, image_transform_uniform_, transform, texture.texture.name());
  }
  frame.state.draw_triangles(batch.first, batch.count);
}

// A frame that does not exist is the first.
const ImageTexture& TextPass::shown(Frame& frame, const ImageTexture& image,
                                    const VertexBatch& batch, bool mipmaps) {
  if (batch.frame == 0) return image;
  AnimatedTexture& moving = moving_[batch.image];
  return moving.show(image, batch.frame, mipmaps, frame.state) ? moving.image() : image;
}

void TextPass::draw_boards(Frame& frame, const ResourceStore& store) {
  const std::vector<DrawnBoard>& boards = frame.snapshot.boards;
  std::erase_if(moving_, [&](const auto& entry) { return store.image(entry.first) == nullptr; });
  if (boards.empty()) return;
  begin(frame);
  glDepthMask(GL_FALSE);
  for (std::size_t i = 0; i < boards.size(); ++i) {
    const glm::mat4 transform = frame.block.view_projection * boards[i].place;
    for (const VertexBatch& batch : vertices_.board(i)) {
      draw_batch(frame, store, batch, transform, Surface::board);
    }
  }
  glDepthMask(GL_TRUE);
}

void TextPass::draw_texts(Frame& frame) {
  if (vertices_.texts().count == 0) return;
  begin(frame);
  glDisable(GL_DEPTH_TEST);
  use(frame, program_, transform_uniform_, layer_transform(), texture_.name());
  frame.state.draw_triangles(vertices_.texts().first, vertices_.texts().count);
  glEnable(GL_DEPTH_TEST);
}

void TextPass::draw_under(Frame& frame, const ResourceStore& store) {
  draw_batches(frame, store, vertices_.under());
}

void TextPass::draw_over(Frame& frame, const ResourceStore& store) {
  draw_batches(frame, store, vertices_.over());
}

void TextPass::draw_batches(Frame& frame, const ResourceStore& store,
                            std::span<const VertexBatch> batches) {
  if (batches.empty()) return;
  begin(frame);
  glDisable(GL_DEPTH_TEST);
  glEnable(GL_SCISSOR_TEST);
  const glm::vec2 pixels = glm::vec2(frame.size) / layer_;
  const glm::vec2 most(frame.size);
  for (const VertexBatch& batch : batches) {
    const glm::vec2 low = glm::clamp(glm::vec2(batch.clip) * pixels, glm::vec2(0.0F), most);
    const glm::vec2 high =
        glm::clamp(glm::vec2(batch.clip.z, batch.clip.w) * pixels, glm::vec2(0.0F), most);
    const glm::ivec2 corner(glm::round(low));
    const glm::ivec2 extent = glm::max(glm::ivec2(glm::round(high)) - corner, glm::ivec2(0));
    glScissor(corner.x, corner.y, extent.x, extent.y);
    draw_batch(frame, store, batch, layer_transform(), Surface::flat);
  }
  glDisable(GL_SCISSOR_TEST);
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
