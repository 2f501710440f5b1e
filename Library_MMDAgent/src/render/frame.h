// What the passes share while one picture is drawn. Render thread.
#pragma once

#include <glm/mat4x4.hpp>
#include <string>
#include <vector>

#include "render/draw_state.h"
#include "render/frame_block.h"
#include "render/model_instance.h"
#include "render/model_programs.h"
#include "render/model_runs.h"
#include "render/snapshot.h"

namespace mmdagent {

// A model of the snapshot with its instance, in drawing order.
struct FrameModel {
  const DrawnModel* drawn = nullptr;
  ModelInstance* instance = nullptr;
  float depth = 0.0F;  // view-space z of its centre bone: negative in front of the eye
};

struct Frame {
  const Snapshot& snapshot;
  DrawState& state;
  ModelPrograms& model_programs;
  ModelRuns& model_runs;  // scratch of the pass that draws
  const Samplers& samplers;
  glm::ivec2 size{0};
  FrameBlock block;
  std::vector<FrameModel> models;  // stage, free models far to near, accessories
  bool shadow_mapped = false;      // shadows come from a shadow map
  int most_texels = 0;             // on a side of a texture
  std::string error{};             // the first thing that failed
};

inline bool is_reference(const Frame& frame) {
  return frame.snapshot.options.profile == ShadingProfile::reference;
}

// Bloom and diffusion would smear the lines of the debug display.
inline bool post_filters_paused(const Frame& frame) {
  return frame.snapshot.options.wire || frame.snapshot.options.bodies;
}

// Shadows on the ground and in the shadow map: none of the stage, none of a model that has faded by
// half.
inline bool casts_shadow(const FrameModel& model) {
  return model.drawn->role != DrawRole::stage && model.drawn->opacity >= 0.5F;
}

// Toon shading, and with it edges, of one model.
inline bool drawn_as_toon(const Frame& frame, const DrawnModel& model) {
  return model.toon && frame.snapshot.options.cartoon;
}

}  // namespace mmdagent
