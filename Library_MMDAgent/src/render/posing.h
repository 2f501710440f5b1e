// Ways of filling a posed buffer. All agree to 1e-4 units; the renderer chooses one at its start.
#pragma once

#include <memory>
#include <string>

#include "render/draw_state.h"
#include "render/gl_features.h"
#include "render/model_instance.h"
#include "skinning_way.h"

namespace mmdagent {

class PoseFiller {
 public:
  virtual ~PoseFiller() = default;

  virtual SkinningWay way() const = 0;  // never automatic

  // Once for each model, before the first of its instances is filled.
  virtual void prepare(GpuModel& /*model*/) {}

  // Fills the posed buffer of `instance` from its bones and morph deltas, and counts the bytes that
  // went up. A framebuffer is bound. false: GL gave no memory for it.
  virtual bool fill(ModelInstance& instance, DrawState& state) = 0;
};

// Skins on the render thread, straight into the mapped buffer.
std::unique_ptr<PoseFiller> make_cpu_pose_filler(const GlFeatures& features);
// Both pose models that are too large for the driver's buffers on the render thread. nullptr:
// `error` tells why there is none.
std::unique_ptr<PoseFiller> make_feedback_pose_filler(const GlFeatures& features,
                                                      std::string& error);
std::unique_ptr<PoseFiller> make_compute_pose_filler(const GlFeatures& features,
                                                     std::string& error);

// The wanted way, or the one that is best here; `warning` tells why it is not the wanted one.
std::unique_ptr<PoseFiller> choose_pose_filler(SkinningWay wanted, const GlFeatures& features,
                                               std::string& warning);

}  // namespace mmdagent
