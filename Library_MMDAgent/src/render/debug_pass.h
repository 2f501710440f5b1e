// Lines over the scene: rigid bodies and bones. Costs nothing while there are none.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"

namespace mmdagent {

class DebugPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<DebugPass> create(std::string& error);

  void draw(Frame& frame);

 private:
  DebugPass() = default;
  void make_buffer();

  gl::Program program_;
  gl::Buffer buffer_;  // only since there was a line
  gl::VertexArray array_;
};

}  // namespace mmdagent
