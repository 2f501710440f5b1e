#include "render/scene_target.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>

namespace mmdagent {
namespace {

gl::Renderbuffer renderbuffer(GLenum format, glm::ivec2 size, int samples) {
  gl::Renderbuffer buffer = gl::make_renderbuffer();
  glBindRenderbuffer(GL_RENDERBUFFER, buffer.name());
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, size.x, size.y);
  return buffer;
}

void attach(GLenum attachment, const gl::Renderbuffer& buffer) {
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, buffer.name());
}

std::optional<std::string> completeness(glm::ivec2 size, int samples) {
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (status == GL_FRAMEBUFFER_COMPLETE) return std::nullopt;
  return fmt::format("no framebuffer of {} x {} pixels with {} samples (GL status {:#06x})", size.x,
                     size.y, samples, status);
}

}  // namespace

bool SceneTarget::fits(glm::ivec2 size, int samples) const {
  return size == size_ && (samples < 2 ? 0 : samples) == samples_;
}

std::optional<std::string> SceneTarget::prepare(glm::ivec2 size, int samples, Sampling sampling) {
  if (fits(size, samples)) return std::nullopt;
  samples = samples < 2 ? 0 : samples;
  *this = SceneTarget();
  size_ = size;
  samples_ = samples;
  supersampled_ = samples_ > 0 && sampling == Sampling::supersampled;
  auto error = make_resolved();
  if (!error && samples_ > 0) error = make_scene();
  if (error) *this = SceneTarget();
  return error;
}

std::optional<std::string> SceneTarget::make_scene() {
  scene_ = gl::make_framebuffer();
  glBindFramebuffer(GL_FRAMEBUFFER, scene_.name());
  const int stored = supersampled_ ? 0 : samples_;
  scene_color_ = renderbuffer(GL_RGBA8, drawn_size(), stored);
  scene_depth_ = renderbuffer(GL_DEPTH24_STENCIL8, drawn_size(), stored);
  attach(GL_COLOR_ATTACHMENT0, scene_color_);
  attach(GL_DEPTH_STENCIL_ATTACHMENT, scene_depth_);
  return completeness(drawn_size(), stored);
}

std::optional<std::string> SceneTarget::make_resolved() {
  resolved_ = gl::make_framebuffer();
  glBindFramebuffer(GL_FRAMEBUFFER, resolved_.name());
  resolved_color_ = gl::make_texture();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, resolved_color_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size_.x, size_.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                         resolved_color_.name(), 0);
  if (samples_ == 0) {
    resolved_depth_ = renderbuffer(GL_DEPTH24_STENCIL8, size_, 0);
    attach(GL_DEPTH_STENCIL_ATTACHMENT, resolved_depth_);
  }
  return completeness(size_, 0);
}

void SceneTarget::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, samples_ > 0 ? scene_.name() : resolved_.name());
}

void SceneTarget::resolve() const {
  if (samples_ == 0) return;
  // bind() made the scene the one that is read.
  const glm::ivec2 drawn = drawn_size();
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, resolved_.name());
  // Halved, each pixel lies in the middle of four points: the filter is their mean.
  glBlitFramebuffer(0, 0, drawn.x, drawn.y, 0, 0, size_.x, size_.y, GL_COLOR_BUFFER_BIT,
                    supersampled_ ? GL_LINEAR : GL_NEAREST);
}

void SceneTarget::replace(gl::Name framebuffer) const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, resolved_.name());
  glBlitFramebuffer(0, 0, size_.x, size_.y, 0, 0, size_.x, size_.y, GL_COLOR_BUFFER_BIT,
                    GL_NEAREST);
}

void SceneTarget::copy_to_window(glm::ivec2 window_size) const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, resolved_.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glBlitFramebuffer(0, 0, size_.x, size_.y, 0, 0, window_size.x, window_size.y, GL_COLOR_BUFFER_BIT,
                    size_ == window_size ? GL_NEAREST : GL_LINEAR);
}

void SceneTarget::read(std::vector<std::uint8_t>& pixels) const {
  const std::size_t stride = static_cast<std::size_t>(size_.x) * 4;
  const auto rows = static_cast<std::size_t>(size_.y);
  pixels.resize(stride * rows);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, resolved_.name());
  glReadPixels(0, 0, size_.x, size_.y, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  for (std::size_t row = 0; row < rows / 2; ++row) {
    const auto low = pixels.begin() + static_cast<std::ptrdiff_t>(row * stride);
    const auto high = pixels.begin() + static_cast<std::ptrdiff_t>((rows - 1 - row) * stride);
    std::swap_ranges(low, low + static_cast<std::ptrdiff_t>(stride), high);
  }
}

}  // namespace mmdagent
