#include "overlay/scroll_motion.h"

#include <algorithm>
#include <cmath>

namespace mmdagent {
namespace {

// Of the way beyond an end, and of the speed there, so much is left after a frame.
constexpr float swing = 0.75F;
constexpr float at_rest = 0.005F;  // nearer than that to an end is on it
// The speed of a drag follows that of the hand by so much each frame.
constexpr float follow = 0.5F;

}  // namespace

float ScrollMotion::beyond() const { return position_ - std::clamp(position_, 0.0F, limit_); }

void ScrollMotion::set_limit(float limit) { limit_ = std::max(limit, 0.0F); }

void ScrollMotion::reset() { *this = {}; }

void ScrollMotion::drag(float by) {
  held_ = true;
  dragged_ += by;
  const float resistance = beyond() * by > 0.0F ? 1.0F - std::abs(beyond()) / margin : 1.0F;
  position_ = std::clamp(position_ + by * std::max(resistance, 0.0F), -margin, limit_ + margin);
}

void ScrollMotion::release() {
  held_ = false;
  dragged_ = 0.0F;
}

void ScrollMotion::fling(float speed) {
  release();
  speed_ = speed;
}

void ScrollMotion::move(float by) {
  speed_ = 0.0F;
  position_ = std::clamp(position_ + by, 0.0F, limit_);
}

void ScrollMotion::step(float frames) {
  if (frames <= 0.0F) return;
  if (held_) {
    const float share = 1.0F - std::pow(1.0F - follow, frames);
    speed_ += share * (dragged_ / frames - speed_);
    dragged_ = 0.0F;
    return;
  }
  const float slower = std::max(std::abs(speed_) - brake * frames, 0.0F);
  const float speed = std::copysign(slower, speed_);
  position_ += 0.5F * (speed_ + speed) * frames;
  speed_ = speed;
  if (beyond() == 0.0F) return;
  const float left = std::pow(swing, frames);
  speed_ *= left;
  position_ = std::clamp(position_, -margin, limit_ + margin);
  position_ -= beyond() * (1.0F - left);
  if (std::abs(beyond()) < at_rest && std::abs(speed_) < at_rest) {
    position_ -= beyond();
    speed_ = 0.0F;
  }
}

}  // namespace mmdagent
