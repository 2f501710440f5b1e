// How loud the microphone is: a slider at the left of the window (host.md section 7.8).
#pragma once

#include <glm/vec2.hpp>

#include "overlay/rectangle.h"
#include "overlay/widget.h"

namespace mmdagent {

class EventPoster;

// Agent thread only.
class GainSlider final : public Widget {
 public:
  static constexpr int steps = 20;
  static constexpr int neutral = 5;  // the step that changes nothing

  explicit GainSlider(EventPoster& events) : events_(events) {}

  void show() { open_ = true; }

  // Of a step 0 to `steps`.
  static float gain(int step);

  bool visible() const override { return open_ || shown_ > 0.0; }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { size_ = size; }
  void step(double frames) override;
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t character) override;
  bool act(const Gesture& gesture) override;

 private:
  float unit() const;
  Rectangle place() const;
  int step_at(float height) const;
  void set(int step);

  EventPoster& events_;
  bool open_ = false;
  double shown_ = 0.0;  // 0: outside of the window, 1: at rest
  int step_ = neutral;
  float dragged_to_ = 0.0F;  // height of the pointer, pixels
  glm::vec2 size_{1.0F};
};

}  // namespace mmdagent
