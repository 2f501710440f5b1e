#include "window/glfw_window.h"

// clang-format off
#include <epoxy/gl.h>
#include <GLFW/glfw3.h>
// clang-format on

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace mmdagent {
namespace {

std::string glfw_failure(const char* what) {
  const char* text = nullptr;
  glfwGetError(&text);
  std::string message = what;
  if (text != nullptr) message.append(": ").append(text);
  return message;
}

// The clock of InputEvent::seconds.
double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct NamedKey {
  int code;
  Key key;
};

constexpr NamedKey named_keys[] = {
    {GLFW_KEY_ESCAPE, Key::escape},
    {GLFW_KEY_ENTER, Key::enter},
    {GLFW_KEY_KP_ENTER, Key::enter},
    {GLFW_KEY_UP, Key::up},
    {GLFW_KEY_DOWN, Key::down},
    {GLFW_KEY_LEFT, Key::left},
    {GLFW_KEY_RIGHT, Key::right},
    {GLFW_KEY_BACKSPACE, Key::backspace},
    {GLFW_KEY_DELETE, Key::remove},
    {GLFW_KEY_PAGE_UP, Key::page_up},
    {GLFW_KEY_PAGE_DOWN, Key::page_down},
    {GLFW_KEY_INSERT, Key::insert},
    {GLFW_KEY_LEFT_SHIFT, Key::shift},
    {GLFW_KEY_RIGHT_SHIFT, Key::shift},
    {GLFW_KEY_LEFT_CONTROL, Key::control},
    {GLFW_KEY_RIGHT_CONTROL, Key::control},
    {GLFW_KEY_LEFT_SUPER, Key::control},
    {GLFW_KEY_RIGHT_SUPER, Key::control},
};

Key key_of(int code, Modifiers modifiers) {
  if (code == GLFW_KEY_V && modifiers.control) return Key::insert;
  const auto* found = std::ranges::find(named_keys, code, &NamedKey::code);
  return found != std::end(named_keys) ? found->key : Key::other;
}

Modifiers modifiers_of(int bits) {
  return {(bits & GLFW_MOD_SHIFT) != 0, (bits & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0};
}

bool is_down(GLFWwindow* window, int left, int right) {
  return glfwGetKey(window, left) == GLFW_PRESS || glfwGetKey(window, right) == GLFW_PRESS;
}

Modifiers held_modifiers(GLFWwindow* window) {
  return {is_down(window, GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT),
          is_down(window, GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL) ||
              is_down(window, GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER)};
}

GlfwWindow& owner(GLFWwindow* window) {
  return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
}

}  // namespace

struct GlfwWindow::Callbacks {
  static void changed(const GlfwWindow& window) {
    if (window.settings_.input_changed) window.settings_.input_changed();
  }

  static void push(GLFWwindow* handle, InputEvent event) {
    GlfwWindow& window = owner(handle);
    event.pointer = window.input_.pointer();
    event.seconds = now();
    window.input_.push(event);
    changed(window);
  }

  static void key(GLFWwindow* handle, int code, int, int action, int modifiers) {
    InputEvent event;
    event.kind = InputEvent::Kind::key;
    event.pressed = action != GLFW_RELEASE;
    event.repeated = action == GLFW_REPEAT;
    event.modifiers = modifiers_of(modifiers);
    event.key = key_of(code, event.modifiers);
    push(handle, event);
  }

  static void character(GLFWwindow* handle, unsigned code) {
    InputEvent event;
    event.kind = InputEvent::Kind::character;
    event.code = static_cast<int>(code);
    event.pressed = true;
    event.modifiers = held_modifiers(handle);
    push(handle, event);
  }

  static void button(GLFWwindow* handle, int code, int action, int modifiers) {
    InputEvent event;
    event.kind = InputEvent::Kind::button;
    event.code = code;
    event.pressed = action == GLFW_PRESS;
    event.modifiers = modifiers_of(modifiers);
    push(handle, event);
  }

  static void drop(GLFWwindow* handle, int count, const char** paths) {
    GlfwWindow& window = owner(handle);
    for (int i = 0; i < count; ++i) {
      window.input_.drop({paths[i], window.input_.pointer(), held_modifiers(handle)});
    }
    changed(window);
  }

  static void pointer(GLFWwindow* handle, double x, double y) {
    owner(handle).input_.set_pointer({static_cast<float>(x), static_cast<float>(y)});
    changed(owner(handle));
  }

  static void scroll(GLFWwindow* handle, double x, double y) {
    owner(handle).input_.add_scroll({static_cast<float>(x), static_cast<float>(y)});
    changed(owner(handle));
  }

  static void window_size(GLFWwindow* handle, int width, int height) {
    owner(handle).input_.set_window_size({width, height});
    changed(owner(handle));
  }

  static void framebuffer_size(GLFWwindow* handle, int width, int height) {
    owner(handle).input_.set_framebuffer_size({width, height});
    changed(owner(handle));
  }

  static void damaged(GLFWwindow* handle) { changed(owner(handle)); }

  static void close(GLFWwindow* handle) {
    owner(handle).input_.set_close_wanted();
    changed(owner(handle));
  }
};

GlfwWindow::Library::Library() : ready(glfwInit() == GLFW_TRUE) {}

GlfwWindow::Library::~Library() {
  if (ready) glfwTerminate();
}

std::unique_ptr<GlfwWindow> GlfwWindow::create(Settings settings, std::string& error) {
  std::unique_ptr<GlfwWindow> window(new GlfwWindow(std::move(settings)));
  if (!window->open(error)) return nullptr;
  return window;
}

GlfwWindow::~GlfwWindow() {
  if (window_ != nullptr) glfwDestroyWindow(window_);
}

bool GlfwWindow::open(std::string& error) {
  if (!library_.ready) {
    error = glfw_failure("no window system");
    return false;
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  // Depth, stencil and samples are the renderer's own framebuffers' business.
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_TRANSPARENT_FRAMEBUFFER, settings_.transparent ? GLFW_TRUE : GLFW_FALSE);
  window_ = glfwCreateWindow(settings_.size.x, settings_.size.y, settings_.title.c_str(), nullptr,
                             nullptr);
  if (window_ == nullptr) {
    error = glfw_failure("no window with OpenGL 3.3");
    return false;
  }
  transparent_ = glfwGetWindowAttrib(window_, GLFW_TRANSPARENT_FRAMEBUFFER) == GLFW_TRUE;
  glm::ivec2 size(0);
  glfwGetWindowSize(window_, &size.x, &size.y);
  input_.set_window_size(size);
  glfwGetFramebufferSize(window_, &size.x, &size.y);
  input_.set_framebuffer_size(size);
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, Callbacks::key);
  glfwSetCharCallback(window_, Callbacks::character);
  glfwSetMouseButtonCallback(window_, Callbacks::button);
  glfwSetCursorPosCallback(window_, Callbacks::pointer);
  glfwSetScrollCallback(window_, Callbacks::scroll);
  glfwSetDropCallback(window_, Callbacks::drop);
  glfwSetWindowSizeCallback(window_, Callbacks::window_size);
  glfwSetFramebufferSizeCallback(window_, Callbacks::framebuffer_size);
  glfwSetWindowRefreshCallback(window_, Callbacks::damaged);
  glfwSetWindowCloseCallback(window_, Callbacks::close);
  if (settings_.full_screen) set_full_screen(true);
  return true;
}

void GlfwWindow::wait_events() {
  glfwWaitEvents();
  if (toggle_full_screen_.exchange(false))
    set_full_screen(glfwGetWindowMonitor(window_) == nullptr);
  take_shape(wanted_shape_.exchange(Shape{}));
  if (ask_clipboard_.exchange(false)) take_clipboard();
}

void GlfwWindow::ask_clipboard() {
  ask_clipboard_ = true;
  wake();
}

void GlfwWindow::take_clipboard() {
  const char* text = glfwGetClipboardString(window_);
  input_.paste(text != nullptr ? text : "");
  Callbacks::changed(*this);
}

void GlfwWindow::reshape(glm::ivec2 size, bool full_screen) {
  wanted_shape_ = Shape{static_cast<std::int16_t>(size.x), static_cast<std::int16_t>(size.y),
                        full_screen ? 1 : 0};
  wake();
}

void GlfwWindow::take_shape(const Shape& shape) {
  if (shape.width <= 0 || shape.height <= 0) return;
  const bool is_full = glfwGetWindowMonitor(window_) != nullptr;
  const bool wants_full = shape.full_screen != 0;
  if (is_full != wants_full) set_full_screen(wants_full);
  if (!wants_full) glfwSetWindowSize(window_, shape.width, shape.height);
}

void GlfwWindow::toggle_full_screen() {
  toggle_full_screen_ = true;
  wake();
}

void GlfwWindow::set_full_screen(bool full) {
  if (!full) {
    glfwSetWindowMonitor(window_, nullptr, place_.x, place_.y, size_.x, size_.y, GLFW_DONT_CARE);
    return;
  }
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return;
  glfwGetWindowPos(window_, &place_.x, &place_.y);
  glfwGetWindowSize(window_, &size_.x, &size_.y);
  glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void GlfwWindow::wake() { glfwPostEmptyEvent(); }

bool GlfwWindow::make_current(std::string& error) {
  glfwMakeContextCurrent(window_);
  if (glfwGetCurrentContext() != window_) {
    error = glfw_failure("making the window's OpenGL context current");
    return false;
  }
  // A late picture is shown at once where the system can do that (a negative interval).
  vsync_interval_ = glfwExtensionSupported("GLX_EXT_swap_control_tear") == GLFW_TRUE ? -1 : 1;
  return true;
}

void GlfwWindow::release_current() { glfwMakeContextCurrent(nullptr); }

void GlfwWindow::present(bool vsync) {
  const int interval = vsync ? vsync_interval_ : 0;
  if (interval != set_interval_) {
    glfwSwapInterval(interval);
    set_interval_ = interval;
  }
  glfwSwapBuffers(window_);
}

}  // namespace mmdagent
