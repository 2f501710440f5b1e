// What the driver offers beyond and within GL 3.3. Pictures are the same with and without.
#pragma once

#include <cstdint>
#include <string>

namespace mmdagent {

struct GlFeatures {
  std::string device;
  bool software = false;  // pictures are computed by the processor

  // Every GL 3.3 has these.
  int samples = 0;                 // of a pixel, at most
  int texels = 0;                  // on a side of a texture
  std::int64_t buffer_texels = 0;  // of a texture buffer

  // Optional; all of them are missing when only GL 3.3 is wanted.
  float anisotropy = 1.0F;  // 1: none
  bool compute = false;     // compute shaders and storage buffers, GL 4.3
  std::int64_t storage_bytes = 0;
  bool persistent_mapping = false;  // buffers stay mapped while GL reads them, GL 4.4
};

// Asks the driver. Render thread, context current.
GlFeatures find_gl_features(bool core_only);

}  // namespace mmdagent
