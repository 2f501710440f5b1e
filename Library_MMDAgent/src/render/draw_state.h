// The little GL state that changes from draw to draw, remembered so that nothing is set twice, and
// the counts that statistics and tests read. Render thread.
#pragma once

#include <array>
#include <cstdint>

#include "render/gl_objects.h"

namespace mmdagent {

enum class Culling : std::uint8_t { none, back, front };

struct DrawCounts {
  std::uint32_t draws = 0;
  std::uint32_t posed_models = 0;
  std::uint64_t uploaded_bytes = 0;  // buffers only
};

class DrawState {
 public:
  // Puts GL into the baseline of rendering.md section 1.4, whatever it was before.
  void begin();

  void use_program(gl::Name program);
  void bind_texture(unsigned unit, gl::Name texture);
  void bind_vertex_array(gl::Name array);
  void cull(Culling culling);
  // Over what is there, target alpha kept straight.
  void blend_normally();
  // After others have bound textures; nothing is bound then.
  void forget_textures();
  // Indices are 16 or 32 bits wide.
  void draw_elements(std::uint32_t first, std::uint32_t count, bool wide);
  void draw_strip(std::uint32_t first, std::uint32_t count);
  void draw_triangles(std::uint32_t first, std::uint32_t count);

  DrawCounts& counts() { return counts_; }

 private:
  gl::Name program_ = 0;
  gl::Name vertex_array_ = 0;
  std::array<gl::Name, 4> textures_{};
  Culling culling_ = Culling::back;
  DrawCounts counts_;
};

}  // namespace mmdagent
