// The colours of models: materials in file order, each blended over what is there and written to
// depth. Render thread.
#pragma once

#include "render/frame.h"

namespace mmdagent {

// Sets the samplers that draw_model needs; once before the models of a picture.
void begin_models(Frame& frame);

void draw_model(Frame& frame, const FrameModel& model);

}  // namespace mmdagent
