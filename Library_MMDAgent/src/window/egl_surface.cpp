#include "window/egl_surface.h"

#include <epoxy/egl.h>
#include <fmt/format.h>

#include <array>

namespace mmdagent {
namespace {

std::string egl_failure(const char* what) {
  return fmt::format("{} failed (EGL error {:#06x})", what, eglGetError());
}

EGLDisplay surfaceless_display() {
  if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
    return EGL_NO_DISPLAY;
  }
  return eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
}

EGLDisplay device_display() {
  if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") ||
      !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration")) {
    return EGL_NO_DISPLAY;
  }
  EGLDeviceEXT device = nullptr;
  EGLint count = 0;
  if (eglQueryDevicesEXT(1, &device, &count) == EGL_FALSE || count < 1) return EGL_NO_DISPLAY;
  return eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, device, nullptr);
}

}  // namespace

std::unique_ptr<EglSurface> EglSurface::create(glm::ivec2 size, std::string& error) {
  std::unique_ptr<EglSurface> surface(new EglSurface(size));
  if (!surface->open_display(error) || !surface->open_context(error)) return nullptr;
  return surface;
}

// The display is one for the whole process and stays: ending it would end it for every other
// surface too.
EglSurface::~EglSurface() {
  if (context_ != nullptr) eglDestroyContext(display_, context_);
}

bool EglSurface::open_display(std::string& error) {
  if (!epoxy_has_egl()) {
    error = "no EGL library found";
    return false;
  }
  for (EGLDisplay (*find)() : {surfaceless_display, device_display}) {
    const EGLDisplay display = find();
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) {
      display_ = display;
      return true;
    }
  }
  error = "neither EGL's surfaceless platform nor an EGL device can be used";
  return false;
}

bool EglSurface::open_context(std::string& error) {
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
    error = egl_failure("selecting OpenGL");
    return false;
  }
  constexpr std::array<EGLint, 5> config_wishes{EGL_SURFACE_TYPE, EGL_PBUFFER_BIT,
                                                EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (eglChooseConfig(display_, config_wishes.data(), &config, 1, &count) == EGL_FALSE ||
      count < 1) {
    error = egl_failure("finding an EGL configuration with OpenGL");
    return false;
  }
  constexpr std::array<EGLint, 7> context_wishes{EGL_CONTEXT_MAJOR_VERSION,
                                                 3,
                                                 EGL_CONTEXT_MINOR_VERSION,
                                                 3,
                                                 EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                                 EGL_NONE};
  context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, context_wishes.data());
  if (context_ == EGL_NO_CONTEXT) {
    error = egl_failure("creating an OpenGL 3.3 core context");
    return false;
  }
  return true;
}

bool EglSurface::make_current(std::string& error) {
  // The API choice is a state of the calling thread.
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE ||
      eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_FALSE) {
    error = egl_failure("making the OpenGL context current");
    return false;
  }
  return true;
}

void EglSurface::release_current() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

}  // namespace mmdagent
