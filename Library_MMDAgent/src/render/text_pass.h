// Texts in the 2-D layer: on top of everything, the shorter side of the picture is 30 units. Render
// thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "render/frame.h"
#include "render/gl_objects.h"
#include "render/text_vertices.h"

namespace mmdagent {

class TextPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<TextPass> create(std::string& error);

  // A line if the file is no font.
  std::optional<std::string> add_font(const AddFont& font) { return vertices_.add_font(font); }

  // Draws the snapshot's texts, in order, each over its outline, then its captions.
  void draw(Frame& frame);

 private:
  TextPass() = default;
  void upload(Frame& frame);
  void upload_atlas(Frame& frame);

  TextVertices vertices_;
  gl::Program program_;
  gl::Buffer buffer_;
  gl::VertexArray array_;
  gl::Texture texture_;
  int scale_uniform_ = -1;
};

}  // namespace mmdagent
