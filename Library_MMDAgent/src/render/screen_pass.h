// Programs that are run for every pixel of a picture, and colour targets for them to draw into.
// Render thread.
#pragma once

#include <glm/vec2.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "render/draw_state.h"
#include "render/gl_objects.h"

namespace mmdagent {

// A framebuffer with one RGBA8 texture.
struct ColorTarget {
  gl::Framebuffer framebuffer;
  gl::Texture texture;
  gl::Renderbuffer depth;  // only if asked for
  glm::ivec2 size{0};

  // Made anew if the size differs; a line if GL cannot. `levels`: mipmaps down to 1 x 1 or none.
  std::optional<std::string> prepare(glm::ivec2 wanted, bool levels, bool with_depth);
};

class ScreenPrograms {
 public:
  ScreenPrograms() : array_(gl::make_vertex_array()) {}

  // nullopt: `error` tells why.
  static std::optional<gl::Program> link(std::string_view fragment_file, std::string_view define,
                                         std::string& error);
  // Runs it on all of the bound framebuffer, without depth.
  void draw(DrawState& state, const gl::Program& program) const;

 private:
  gl::VertexArray array_;  // of nothing; GL wants one bound
};

}  // namespace mmdagent
