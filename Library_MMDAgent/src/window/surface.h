// What pictures are drawn on: a window or nothing at all. The renderer draws into framebuffers of
// its own and, where there is a window, copies the finished picture to framebuffer 0.
#pragma once

#include <glm/vec2.hpp>
#include <string>

namespace mmdagent {

class Surface {
 public:
  virtual ~Surface() = default;

  // Render thread. Makes the GL context (3.3 core or later) current; false: `error` tells why.
  virtual bool make_current(std::string& error) = 0;
  // Render thread. After it the surface may be destroyed by the thread that made it.
  virtual void release_current() = 0;
  // Render thread. In pixels; may change between two pictures. A side may be 0 (minimised).
  virtual glm::ivec2 size() const = 0;
  // Agent thread. The size that pictures are to have from now on: pixels, or the units of a window,
  // which may also fill the screen instead and follows when it can.
  virtual void reshape(glm::ivec2 size, bool full_screen) = 0;
  // Framebuffer 0 exists and present() shows it.
  virtual bool has_window() const = 0;
  // Render thread. Shows framebuffer 0; with vsync it may wait for the display.
  virtual void present(bool vsync) = 0;
};

}  // namespace mmdagent
