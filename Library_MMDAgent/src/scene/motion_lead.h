// How far motions run ahead of sound (host.md section 3.4): approached step by step, so that they
// never jump. Frames of 1/30 s.
#pragma once

namespace mmdagent {

class MotionLead {
 public:
  static constexpr float limit = 10.0F;  // seconds, either way

  explicit MotionLead(float seconds) : seconds_(seconds) {}

  // Within the limit.
  void set_seconds(float seconds);
  void add_seconds(float seconds) { set_seconds(seconds_ + seconds); }
  float seconds() const { return seconds_; }

  // What was reached counts no more.
  void restart() { reached_ = 0.0; }

  // How long a step of motions is that takes `frames`.
  double step(double frames);

 private:
  float seconds_;
  double reached_ = 0.0;
};

}  // namespace mmdagent
