// A GL context without any window system: EGL's surfaceless platform, else the first EGL device.
#pragma once

#include <atomic>
#include <memory>

#include "window/surface.h"

namespace mmdagent {

class EglSurface final : public Surface {
 public:
  // Any thread; the context is current nowhere afterwards. nullptr: `error` tells why.
  static std::unique_ptr<EglSurface> create(glm::ivec2 size, std::string& error);
  ~EglSurface() override;
  EglSurface(const EglSurface&) = delete;
  EglSurface& operator=(const EglSurface&) = delete;

  bool make_current(std::string& error) override;
  void release_current() override;
  glm::ivec2 size() const override { return size_; }
  void reshape(glm::ivec2 size, bool) override { size_ = size; }
  bool has_window() const override { return false; }
  void present(bool) override {}

 private:
  explicit EglSurface(glm::ivec2 size) : size_(size) {}
  bool open_display(std::string& error);
  bool open_context(std::string& error);

  std::atomic<glm::ivec2> size_;  // read on any thread
  void* display_ = nullptr;       // EGLDisplay
  void* context_ = nullptr;       // EGLContext
};

}  // namespace mmdagent
