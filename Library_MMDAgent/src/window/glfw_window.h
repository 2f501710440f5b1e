// The window on the screen. Made, fed with events and destroyed on the main thread only; its GL
// context belongs to the render thread, which alone draws and swaps.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "window/surface.h"
#include "window/window_input.h"

struct GLFWwindow;

namespace mmdagent {

class GlfwWindow final : public Surface {
 public:
  struct Settings {
    glm::ivec2 size{1024, 900};  // window units
    std::string title = "MMDAgent-EX";
    bool full_screen = false;
    bool transparent = false;  // what lies behind shows where the picture is transparent
    // Called on the main thread after the input changed; wakes the reader of input().
    std::function<void()> input_changed;
  };

  // Main thread. nullptr: `error` tells why (no display, no OpenGL 3.3).
  static std::unique_ptr<GlfwWindow> create(Settings settings, std::string& error);
  // Main thread, after the render thread released the context and was joined.
  ~GlfwWindow() override;
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  // Main thread. Sleeps until the window system or wake() has something, and passes it on.
  void wait_events();
  // Any thread.
  void wake();
  // Any thread; done by the main thread. Full screen is the whole first monitor in its own mode.
  void toggle_full_screen();
  // Any thread; done by the main thread: what the clipboard holds comes as WindowInput::paste().
  void ask_clipboard();
  // Any thread; done by the main thread.
  void reshape(glm::ivec2 size, bool full_screen) override;

  WindowInput& input() { return input_; }
  // That was asked for, and the window system does it.
  bool transparent() const { return transparent_; }

  bool make_current(std::string& error) override;
  void release_current() override;
  glm::ivec2 size() const override { return input_.framebuffer_size(); }
  bool has_window() const override { return true; }
  void present(bool vsync) override;

 private:
  // One window and one use of the GLFW library, which counts none itself.
  struct Library {
    Library();
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    bool ready = false;
  };
  struct Callbacks;

  explicit GlfwWindow(Settings settings) : settings_(std::move(settings)) {}
  bool open(std::string& error);
  void set_full_screen(bool full);

  Settings settings_;
  Library library_;
  GLFWwindow* window_ = nullptr;
  bool transparent_ = false;
  WindowInput input_;
  std::atomic<bool> toggle_full_screen_{false};
  std::atomic<bool> ask_clipboard_{false};
  struct Shape {
    std::int16_t width = 0, height = 0;  // 0: nothing is wanted
    std::int32_t full_screen = 0;        // 1: yes. (Eight bytes: exchanged without a lock.)
  };
  void take_shape(const Shape& shape);
  void take_clipboard();
  std::atomic<Shape> wanted_shape_{};
  glm::ivec2 place_{0};              // of the window before it filled the screen
  glm::ivec2 size_{0};               // likewise
  int vsync_interval_ = 1;           // render thread
  std::optional<int> set_interval_;  // render thread
};

}  // namespace mmdagent
