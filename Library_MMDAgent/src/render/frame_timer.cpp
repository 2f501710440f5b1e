#include "render/frame_timer.h"

#include <epoxy/gl.h>

namespace mmdagent {

void FrameTimer::begin() {
  Slot& slot = slots_[next_];
  if (!slot.query) slot.query = gl::make_query();
  if (slot.pending) {
    GLuint ready = GL_FALSE;
    glGetQueryObjectuiv(slot.query.name(), GL_QUERY_RESULT_AVAILABLE, &ready);
    if (ready == GL_FALSE) return;  // this picture is not measured
    GLuint64 nanoseconds = 0;
    glGetQueryObjectui64v(slot.query.name(), GL_QUERY_RESULT, &nanoseconds);
    milliseconds_ = static_cast<double>(nanoseconds) * 1e-6;
    slot.pending = false;
  }
  glBeginQuery(GL_TIME_ELAPSED, slot.query.name());
  running_ = true;
}

void FrameTimer::end() {
  if (!running_) return;
  glEndQuery(GL_TIME_ELAPSED);
  running_ = false;
  slots_[next_].pending = true;
  next_ = (next_ + 1) % slots_.size();
}

}  // namespace mmdagent
