// Outlines: the hull of a model with its front faces culled, after all its colours. Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"

namespace mmdagent {

class EdgePass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<EdgePass> create(std::string& error);

  void draw(Frame& frame, const FrameModel& model);

 private:
  EdgePass() = default;

  gl::Program world_width_;   // profile reference
  gl::Program screen_width_;  // profile mmd
};

}  // namespace mmdagent
