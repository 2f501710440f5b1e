// The diffusion filter over the finished picture (rendering.md section 3.14). Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"
#include "render/scene_target.h"
#include "render/screen_pass.h"

namespace mmdagent {

class DiffusionPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<DiffusionPass> create(std::string& error);

  // Filters the resolved picture if the options ask for it; keeps no targets otherwise.
  void draw(Frame& frame, const SceneTarget& target);

 private:
  DiffusionPass() = default;

  gl::Program across_, down_, mix_;
  ScreenPrograms screen_;
  ColorTarget first_, second_;
};

}  // namespace mmdagent
