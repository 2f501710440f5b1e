// The colours of models: materials in file order, each blended over what is there and written to
// depth. Render thread.
#pragma once

#include <cstdint>

#include "render/frame.h"

namespace mmdagent {

// Sets the samplers that draw_model needs; once before the models of a picture.
void begin_models(Frame& frame);

enum class ModelLook : std::uint8_t {
  lit,
  dark,  // profile reference: once more over the lit picture, where the shadow map is dark
  glow,  // luminous materials only
};

void draw_model(Frame& frame, const FrameModel& model, ModelLook look = ModelLook::lit);

// All that is visible of a model, with the program in use.
void draw_depth(Frame& frame, const FrameModel& model);

}  // namespace mmdagent
