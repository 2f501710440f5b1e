// Shadows of models laid flat onto the ground: marked in the stencil buffer, then the floor (or the
// stage model) redrawn there in one constant colour, so that overlapping shadows do not add up.
// Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"
#include "render/stage_pass.h"

namespace mmdagent {

class GroundShadowPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<GroundShadowPass> create(std::string& error);

  // After the stage, before the models.
  void draw(Frame& frame, StagePass& stage, const ImageTexture* floor);

 private:
  GroundShadowPass() = default;
  void mark(Frame& frame);
  void redraw_stage_model(Frame& frame, const FrameModel& model);

  gl::Program mark_program_;
  gl::Program plain_program_;
  gl::Program textured_program_;
};

}  // namespace mmdagent
