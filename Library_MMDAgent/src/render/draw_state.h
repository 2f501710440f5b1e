// The little GL state that changes from draw to draw, remembered so that nothing is set twice, and
// the counts that statistics and tests read. Render thread.
#pragma once

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <span>
#include <vector>

#include "render/gl_objects.h"
#include "render/gl_program.h"

namespace mmdagent {

enum class Culling : std::uint8_t { none, back, front };

struct DrawCounts {
  std::uint32_t draws = 0;
  std::uint32_t posed_models = 0;
  std::uint64_t uploaded_bytes = 0;  // buffers only
};

// A part of a model's indices.
struct DrawRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class DrawState {
 public:
  // `software`: large draws are handed over at once, so that the threads of the rasteriser work on
  // them while this one prepares the next.
  explicit DrawState(bool software = false) : software_(software) {}

  // Puts GL into the baseline of rendering.md section 1.4. Passes leave it so, and what is bound is
  // remembered from picture to picture: one after the first costs no call.
  void begin();

  void use_program(gl::Name program);
  void bind_texture(unsigned unit, gl::Name texture);
  void bind_texture_array(unsigned unit, gl::Name texture);
  void bind_texture_buffer(unsigned unit, gl::Name texture);
  void bind_sampler(unsigned unit, gl::Name sampler);
  void bind_vertex_array(gl::Name array);
  void cull(Culling culling);
  // Over what is there, target alpha kept straight.
  void blend_normally();
  // After others have bound or freed textures.
  void forget_textures();
  void clear_to(const glm::vec4& color);
  void bias_depth(float slope, float units);
  // Of a target that was just bound, which hands over what was drawn into the one before.
  void view(const glm::ivec2& size);
  // The material table that shaders see.
  void bind_materials(gl::Name buffer, std::uint32_t block);
  // Indices are 16 or 32 bits wide.
  void draw_elements(std::uint32_t first, std::uint32_t count, bool wide);
  // Ranges one after the other, as one call.
  void draw_ranges(std::span<const DrawRange> ranges, bool wide);
  void draw_strip(std::uint32_t first, std::uint32_t count);
  void draw_lines(std::uint32_t first, std::uint32_t count);
  void draw_triangles(std::uint32_t first, std::uint32_t count);

  DrawCounts& counts() { return counts_; }

 private:
  void activate(unsigned unit);
  // Before a draw of `indices`.
  void hand_over(std::size_t indices);

  static constexpr gl::Name unknown = ~gl::Name{0};

  bool software_;
  std::size_t held_back_ = 0;  // indices drawn since the last handing over
  bool ready_ = false;         // the baseline was set once
  gl::Name program_ = unknown;
  gl::Name vertex_array_ = unknown;
  unsigned active_unit_ = unknown;
  std::array<gl::Name, texture_units> textures_{};
  std::array<gl::Name, texture_units> samplers_{};
  Culling culling_ = Culling::back;
  std::optional<glm::vec4> clear_color_;
  std::optional<glm::vec2> bias_;
  glm::ivec2 viewport_{-1};
  gl::Name material_buffer_ = unknown;
  std::uint32_t material_block_ = 0;
  std::vector<int> counts_of_ranges_;  // scratch
  std::vector<const void*> offsets_;   // scratch
  DrawCounts counts_;
};

}  // namespace mmdagent
