#include "avatar/head_tracker.h"

#include <algorithm>

#include "MMDAgent/Host.h"
#include "avatar/avatar_text.h"
#include "remote_options.h"

namespace mmdagent::remote {
namespace {

constexpr float lean_per_unit = 0.6F;
constexpr float most_backward_lean = 0.17F;
constexpr float units_per_millimetre = 0.0125F;

glm::quat share(const glm::quat& rotation, float rate) {
  return glm::slerp(glm::quat(1.0F, 0.0F, 0.0F, 0.0F), rotation, rate);
}

void mirror_rotation(glm::vec3& radians) {
  radians.y = -radians.y;
  radians.z = -radians.z;
}

}  // namespace

TrackingRates TrackingRates::read(const Host& host) {
  const auto number = [&host](const char* key, float fallback) {
    const std::string text = host.value(std::string("Plugin_Remote_") + key, "");
    return text.empty() ? fallback : leading_number(text);
  };
  TrackingRates rates;
  rates.body = number("RotationRateBody", rates.body);
  rates.neck = number("RotationRateNeck", rates.neck);
  rates.head = number("RotationRateHead", rates.head);
  rates.up_down = number("MoveRateUpDown", rates.up_down);
  rates.slide = number("MoveRateSlide", rates.slide);
  rates.mirrored = is_on(host.value("Plugin_Remote_EnableMirrorMode", ""));
  return rates;
}

void HeadTracker::set_calibrates(bool calibrates) {
  still_to_average_ = calibrates ? calibration_samples : 0;
  neutral_ = {};
}

void HeadTracker::recalibrate() { set_calibrates(true); }

void HeadTracker::track(const Sample& sample, float eye_rotation, BoneController& bones) {
  if (still_to_average_ > 0) {
    for (std::size_t i = 0; i < values; ++i) {
      neutral_[i] += sample[i] / static_cast<float>(calibration_samples);
    }
    --still_to_average_;
    return;
  }
  const auto vector = [&](std::size_t at) {
    return glm::vec3(sample[at] - neutral_[at], sample[at + 1] - neutral_[at + 1],
                     sample[at + 2] - neutral_[at + 2]);
  };
  const glm::vec3 place = vector(0);
  glm::vec3 head = vector(3);
  glm::vec3 left_eye = vector(6);
  glm::vec3 right_eye = vector(9);
  if (rates_.mirrored) {
    for (glm::vec3* rotation : {&head, &left_eye, &right_eye}) mirror_rotation(*rotation);
    std::swap(left_eye, right_eye);
  }

  // Towards the viewer is -z here, and so does a negative turn about x bow.
  const float towards = leans_ ? lean_per_unit * units_per_millimetre * -place.z : 0.0F;
  const glm::quat lean = rotation_from_angles({-std::max(towards, -most_backward_lean), 0, 0});
  const glm::quat rotation = rotation_from_angles(head);
  bones.set("BODY", {.rotation = lean * share(rotation, rates_.body)});
  bones.set("NECK", {.rotation = share(rotation, rates_.neck)});
  bones.set("HEAD", {.rotation = share(rotation, rates_.head)});
  bones.set("CENTER",
            {.position = rates_.up_down * glm::vec3(-rates_.slide * head.z, head.x, 0.0F)});

  if (sample[values] != 0.0F) {
    bones.set("BOTHEYE",
              {.rotation = rotation_from_angles(0.5F * eye_rotation * (left_eye + right_eye))});
  } else {
    bones.set("LEFTEYE", {.rotation = rotation_from_angles(eye_rotation * left_eye)});
    bones.set("RIGHTEYE", {.rotation = rotation_from_angles(eye_rotation * right_eye)});
  }
}

}  // namespace mmdagent::remote
