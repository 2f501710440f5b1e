// Ways of filling a posed buffer. All agree to 1e-4 units; the renderer chooses one at its start.
#pragma once

#include <memory>

#include "render/draw_state.h"
#include "render/model_instance.h"

namespace mmdagent {

class PoseFiller {
 public:
  virtual ~PoseFiller() = default;

  // Fills the posed buffer of `instance` from its bones and morph deltas, and counts what went up.
  // false: GL gave no memory for it.
  bool fill(const ModelInstance& instance, DrawCounts& counts) {
    ++counts.posed_models;
    return do_fill(instance, counts);
  }

 private:
  virtual bool do_fill(const ModelInstance& instance, DrawCounts& counts) = 0;
};

// Skins on the render thread, straight into the mapped buffer.
std::unique_ptr<PoseFiller> make_cpu_pose_filler();

}  // namespace mmdagent
