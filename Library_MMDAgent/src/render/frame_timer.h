// Measures how long the GPU takes for a picture without ever waiting for it. Render thread.
#pragma once

#include <array>
#include <cstddef>

#include "render/gl_objects.h"

namespace mmdagent {

class FrameTimer {
 public:
  void begin();
  void end();
  // Of the newest picture whose result is there; 0 before the first.
  double milliseconds() const { return milliseconds_; }

 private:
  struct Slot {
    gl::Query query;
    bool pending = false;
  };

  std::array<Slot, 4> slots_;
  std::size_t next_ = 0;
  bool running_ = false;
  double milliseconds_ = 0.0;
};

}  // namespace mmdagent
