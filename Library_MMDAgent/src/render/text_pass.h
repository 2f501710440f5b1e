// Texts in the 2-D layer: on top of everything, the shorter side of the picture is 30 units. Render
// thread.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "overlay/font_set.h"
#include "overlay/glyph_atlas.h"
#include "render/frame.h"
#include "render/gl_objects.h"

namespace mmdagent {

class TextPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<TextPass> create(std::string& error);

  // Behind the fonts there are. A line if the file is no font.
  std::optional<std::string> add_font(const std::string& path);

  // Draws the snapshot's texts, in order, each over its outline.
  void draw(Frame& frame);

 private:
  struct Vertex {
    glm::vec2 position;  // units of the 2-D layer
    glm::vec2 uv;
    glm::vec4 color;
  };

  TextPass();
  bool is_stored(const Snapshot& snapshot) const;
  void store(Frame& frame);
  void add_vertices(const Snapshot& snapshot);
  void add_text(const DrawnText& text, std::string_view characters, float outline,
                const glm::vec4& color);
  void upload_atlas(Frame& frame);

  FontSet fonts_;
  GlyphAtlas atlas_{fonts_};
  gl::Program program_;
  gl::Buffer buffer_;
  gl::VertexArray array_;
  gl::Texture texture_;
  int scale_uniform_ = -1;
  std::vector<Vertex> vertices_;
  // What vertices_ was made from.
  std::vector<DrawnText> stored_texts_;
  std::vector<char> stored_characters_;
  std::size_t stored_fonts_ = 0;
};

}  // namespace mmdagent
