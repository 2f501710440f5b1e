// How far something is scrolled along one axis: dragged, thrown, and drawn back from beyond its
// ends.
#pragma once

namespace mmdagent {

// Lengths in units of the panel, time in frames of 1/30 s.
class ScrollMotion {
 public:
  static constexpr float margin = 1.5F;  // how far beyond an end it can be held
  static constexpr float brake = 0.05F;  // loss of speed, units per frame each frame

  // 0 is the begin; beyond the ends while it is held there or swings back.
  float position() const { return position_; }
  // Where the end is, at least 0; a position beyond it swings back.
  void set_limit(float limit);
  // To the begin, at rest.
  void reset();

  // Moves it by hand, and holds it until release(). Beyond an end it follows only in part.
  void drag(float by);
  // Lets it go on with the speed that it was dragged at.
  void release();
  // Lets it go on at `speed`, units per frame.
  void fling(float speed);
  // Moves it, never beyond an end.
  void move(float by);

  void step(float frames);

 private:
  float beyond() const;  // signed; 0 between the ends

  float position_ = 0.0F;
  float limit_ = 0.0F;
  float speed_ = 0.0F;
  float dragged_ = 0.0F;  // since the last step
  bool held_ = false;
};

}  // namespace mmdagent
