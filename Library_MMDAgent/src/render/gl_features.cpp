#include "render/gl_features.h"

#include <epoxy/gl.h>

namespace mmdagent {
namespace {

bool names_software(const std::string& device) {
  for (const char* name :
       {"llvmpipe", "softpipe", "swrast", "Software Rasterizer", "SwiftShader"}) {
    if (device.find(name) != std::string::npos) return true;
  }
  return false;
}

template <class T>
T limit(GLenum name) {
  GLint64 value = 0;
  glGetInteger64v(name, &value);
  return static_cast<T>(value);
}

}  // namespace

GlFeatures find_gl_features(bool core_only) {
  GlFeatures features;
  const auto* const device = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  if (device != nullptr) features.device = device;
  features.software = names_software(features.device);
  features.samples = limit<int>(GL_MAX_SAMPLES);
  features.texels = limit<int>(GL_MAX_TEXTURE_SIZE);
  features.buffer_texels = limit<std::int64_t>(GL_MAX_TEXTURE_BUFFER_SIZE);
  if (core_only) return features;
  if (epoxy_has_gl_extension("GL_EXT_texture_filter_anisotropic")) {
    glGetFloatv(GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT, &features.anisotropy);
  }
  features.persistent_mapping =
      epoxy_gl_version() >= 44 || epoxy_has_gl_extension("GL_ARB_buffer_storage");
  features.compute = epoxy_gl_version() >= 43;
  if (features.compute) {
    features.storage_bytes = limit<std::int64_t>(GL_MAX_SHADER_STORAGE_BLOCK_SIZE);
  }
  return features;
}

}  // namespace mmdagent
