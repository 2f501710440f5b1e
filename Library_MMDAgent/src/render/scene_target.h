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

// What a pixel has samples from.
enum class Sampling : std::uint8_t {
  multisampled,  // the driver's own: one evaluation of a material per pixel
  supersampled   // twice the pixels both ways, where the driver's own costs more: always 4 samples
};

class SceneTarget {
 public:
  bool fits(glm::ivec2 size, int samples) const;
  // Makes the framebuffers anew if size or samples changed. samples < 2: none.
  // A line if GL cannot.
  std::optional<std::string> prepare(glm::ivec2 size, int samples, Sampling sampling);

  // For drawing the scene, with a viewport of drawn_size().
  void bind() const;
  // After that. The picture is then in texture(), and bound for what lies flat on it.
  void resolve() const;
  // The resolved picture, to read from, and what shall stand in its place.
  gl::Name texture() const { return resolved_color_.name(); }
  void replace(gl::Name framebuffer) const;
  void copy_to_window(glm::ivec2 window_size) const;
  // RGBA, rows from the top.
  void read(std::vector<std::uint8_t>& pixels) const;

  glm::ivec2 size() const { return size_; }
  glm::ivec2 drawn_size() const { return supersampled_ ? size_ * 2 : size_; }
  int samples() const { return samples_; }

 private:
  std::optional<std::string> make_scene();
  std::optional<std::string> make_resolved();

  glm::ivec2 size_{0};
  int samples_ = 0;
  bool supersampled_ = false;
  gl::Framebuffer scene_;  // only with samples
  gl::Renderbuffer scene_color_;
  gl::Renderbuffer scene_depth_;
  gl::Framebuffer resolved_;
  gl::Texture resolved_color_;
  gl::Renderbuffer resolved_depth_;
};

}  // namespace mmdagent
