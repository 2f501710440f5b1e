// The glow of luminous materials: what is visible of them, drawn over black, blurred by its smaller
// mipmaps and added to the picture. Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"
#include "render/screen_pass.h"

namespace mmdagent {

class BloomPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<BloomPass> create(std::string& error);

  // After all models. Without a luminous material in the picture nothing is drawn and no target is
  // kept. Otherwise leaves another framebuffer bound; add() then adds the glow to the one bound.
  void draw(Frame& frame);
  void add(Frame& frame);
  bool allocated() const { return glow_.size.x > 0; }

 private:
  BloomPass() = default;

  gl::Program depth_program_;
  gl::Program add_program_;
  ScreenPrograms screen_;
  ColorTarget glow_;
};

}  // namespace mmdagent
