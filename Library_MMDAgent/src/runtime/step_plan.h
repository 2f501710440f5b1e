// Cuts the time between two frames into simulation steps.
#pragma once

#include <cstddef>

namespace mmdagent {

// All lengths in 1/30 s.
class StepPlan {
 public:
  enum class Rest {
    carried,  // steps are whole; what is left over waits for the next frame (or is paid back by it)
    executed,  // the last step of a frame is as long as what is left, so that time is exact
  };

  // `steps_per_second` as in bullet_fps, 1..120.
  StepPlan(int steps_per_second, Rest rest);

  // Plans one frame. What is beyond five seconds is given up.
  void begin_frame(double interval);
  // The next step's length, 0 when the frame is done.
  double next();

 private:
  double step_;
  std::size_t most_steps_;
  Rest rest_;
  double left_ = 0.0;  // of this frame; between frames: the carry, negative when paid in advance
  std::size_t steps_ = 0;
};

}  // namespace mmdagent
