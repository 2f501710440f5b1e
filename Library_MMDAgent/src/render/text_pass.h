// The flat layer: texts and captions, and the program's own panels under and over them. The shorter
// side of the picture is 30 units. Render thread.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "render/animated_texture.h"
#include "render/frame.h"
#include "render/gl_objects.h"
#include "render/text_vertices.h"

namespace mmdagent {

class ResourceStore;

class TextPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<TextPass> create(std::string& error);

  // A line if the file is no font.
  std::optional<std::string> add_font(const AddFont& font) { return vertices_.add_font(font); }

  // Makes what the others draw; before them, once for each picture.
  void prepare(Frame& frame);
  // The boards in the world, against the depth of the scene; they leave none.
  void draw_boards(Frame& frame, const ResourceStore& store);
  // The panels under images and texts; images that are not in `store` are left out.
  void draw_under(Frame& frame, const ResourceStore& store);
  // The snapshot's texts, in order, each over its outline, then its captions.
  void draw_texts(Frame& frame);
  // The panels over them.
  void draw_over(Frame& frame, const ResourceStore& store);

 private:
  TextPass() = default;
  void begin(Frame& frame);
  void draw_batches(Frame& frame, const ResourceStore& store, std::span<const VertexBatch> batches);
  enum class Surface : std::uint8_t { flat, board };
  void draw_batch(Frame& frame, const ResourceStore& store, const VertexBatch& batch,
                  const glm::mat4& transform, Surface surface);
  const ImageTexture& shown(Frame& frame, const ImageTexture& image, const VertexBatch& batch,
                            bool mipmaps);
  void use(Frame& frame, const gl::Program& program, int uniform, const glm::mat4& transform,
           gl::Name texture);
  glm::mat4 layer_transform() const;
  void upload(Frame& frame);
  void upload_atlas(Frame& frame);

  TextVertices vertices_;
  gl::Program program_;
  gl::Buffer buffer_;
  gl::VertexArray array_;
  gl::Texture texture_;
  int transform_uniform_ = -1;
  gl::Program image_program_;
  int image_transform_uniform_ = -1;
  glm::vec2 layer_{1.0F};
  std::map<ResourceId, AnimatedTexture> moving_;  // those that show another frame than the first
};

}  // namespace mmdagent
