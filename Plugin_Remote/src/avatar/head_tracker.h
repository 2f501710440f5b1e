// What the head and the eyes of a tracked person mean for the bones of a model.
#pragma once

#include <array>

#include "avatar/bone_controller.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// Shares of the head's rotation, and how far the centre goes with it.
struct TrackingRates {
  float body = 0.5F;
  float neck = 0.5F;
  float head = 0.6F;
  float up_down = 3.0F;  // units per radian
  float slide = 0.7F;    // of up_down
  bool mirrored = false;

  // Keys Plugin_Remote_RotationRate..., ...MoveRate..., ...EnableMirrorMode.
  static TrackingRates read(const Host& host);
};

// Agent thread.
class HeadTracker {
 public:
  // x y z of the head's place (mm), of its rotation, of the left and of the right eye's rotation
  // (radians), left-handed; then 1 where the eyes' rotations are not relative to the head.
  using Sample = std::array<float, 13>;

  void set_rates(const TrackingRates& rates) { rates_ = rates; }
  void set_calibrates(bool calibrates);
  // The next samples tell the neutral pose.
  void recalibrate();
  void set_leans(bool leans) { leans_ = leans; }

  // Sets HEAD, NECK, BODY, CENTER and the eyes; during calibration nothing.
  void track(const Sample& sample, float eye_rotation, BoneController& bones);

 private:
  static constexpr int calibration_samples = 10;
  static constexpr std::size_t values = 12;  // of a sample, its flag left out

  TrackingRates rates_;
  int still_to_average_ = calibration_samples;
  std::array<float, values> neutral_{};
  bool leans_ = true;
};

}  // namespace mmdagent::remote
