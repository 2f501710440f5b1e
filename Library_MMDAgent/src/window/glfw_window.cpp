#include "window/glfw_window.h"

// clang-format off
#include <epoxy/gl.h>
#include <GLFW/glfw3.h>
// clang-format on

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
    window.input_.push(event);
    changed(window);
  }

  static void key(GLFWwindow* handle, int code, int, int action, int modifiers) {
    push(handle, {InputEvent::Kind::key,
                  code,
                  action != GLFW_RELEASE,
                  action == GLFW_REPEAT,
                  modifiers,
                  {}});
  }

  static void character(GLFWwindow* handle, unsigned code) {
    push(handle, {InputEvent::Kind::character, static_cast<int>(code), true, false, 0, {}});
  }

  static void button(GLFWwindow* handle, int code, int action, int modifiers) {
    push(handle, {InputEvent::Kind::button, code, action == GLFW_PRESS, false, modifiers, {}});
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
  window_ = glfwCreateWindow(settings_.size.x, settings_.size.y, settings_.title.c_str(), nullptr,
                             nullptr);
  if (window_ == nullptr) {
    error = glfw_failure("no window with OpenGL 3.3");
    return false;
  }
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
  glfwSetWindowSizeCallback(window_, Callbacks::window_size);
  glfwSetFramebufferSizeCallback(window_, Callbacks::framebuffer_size);
  glfwSetWindowRefreshCallback(window_, Callbacks::damaged);
  glfwSetWindowCloseCallback(window_, Callbacks::close);
  return true;
}

void GlfwWindow::wait_events() { glfwWaitEvents(); }

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
