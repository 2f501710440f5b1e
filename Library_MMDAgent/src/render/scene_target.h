// Where the scene is drawn: a framebuffer of our own, with samples or without, and the resolved
// picture that the screen, screenshots and recordings take. Render thread.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <optional>
#include <string>
#include <vector>

#include "render/gl_objects.h"

namespace mmdagent {

class SceneTarget {
 public:
  bool fits(glm::ivec2 size, int samples) const;
  // Makes the framebuffers anew if size or samples changed. samples < 2: no multisampling.
  // A line if GL cannot.
  std::optional<std::string> prepare(glm::ivec2 size, int samples);

  // For drawing; the viewport is the caller's.
  void bind() const;
  // After drawing. The picture is then in resolved().
  void resolve() const;
  // The resolved picture, to read from, and what shall stand in its place.
  gl::Name texture() const { return resolved_color_.name(); }
  void replace(gl::Name framebuffer) const;
  void copy_to_window(glm::ivec2 window_size) const;
  // RGBA, rows from the top.
  void read(std::vector<std::uint8_t>& pixels) const;

  glm::ivec2 size() const { return size_; }
  int samples() const { return samples_; }

 private:
  std::optional<std::string> make_multisampled();
  std::optional<std::string> make_resolved();

  glm::ivec2 size_{0};
  int samples_ = 0;
  gl::Framebuffer scene_;  // only with samples
  gl::Renderbuffer scene_color_;
  gl::Renderbuffer scene_depth_;
  gl::Framebuffer resolved_;
  gl::Texture resolved_color_;
  gl::Renderbuffer resolved_depth_;
};

}  // namespace mmdagent
