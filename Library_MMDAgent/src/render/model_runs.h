// What of a model is drawn with one call: neighbouring visible materials that look alike, in file
// order. No GL in here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "render/draw_state.h"
#include "render/gl_objects.h"

namespace mmdagent {

// How a material is drawn.
struct MaterialLook {
  std::uint32_t features = 0;  // ModelFeature
  gl::Name base = 0;           // textures; 0: none
  gl::Name sphere = 0;
  bool sphere_repeats = false;
  bool two_sided = false;
  std::uint32_t chunk = 0;  // of the material table
};

struct ModelRun {
  MaterialLook look;
  std::uint32_t first_range = 0;  // of the ranges drawn together
  std::uint32_t range_count = 0;
};

// Both keep their memory; begin() for every model.
class ModelRuns {
 public:
  void begin();
  void add(const MaterialLook& look, const DrawRange& range);

  const std::vector<ModelRun>& runs() const { return runs_; }
  std::span<const DrawRange> ranges(const ModelRun& run) const {
    return std::span(ranges_).subspan(run.first_range, run.range_count);
  }

 private:
  std::vector<ModelRun> runs_;
  std::vector<DrawRange> ranges_;
};

}  // namespace mmdagent
