// A flat silhouette of every model behind the models, moved a little as the camera sees it. Takes
// the place of the ground shadow. Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"

namespace mmdagent {

class DoppelPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<DoppelPass> create(std::string& error);

  // After the stage, before the models; nothing unless the options ask for it.
  void draw(Frame& frame);

 private:
  DoppelPass() = default;

  gl::Program program_;
};

}  // namespace mmdagent
