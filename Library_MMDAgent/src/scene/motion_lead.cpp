#include "scene/motion_lead.h"

#include <algorithm>

namespace mmdagent {
namespace {

constexpr double frames_per_second = 30.0;
constexpr double most_ahead = 0.3;  // in one step
constexpr double most_behind = 0.15;

}  // namespace

void MotionLead::set_seconds(float seconds) { seconds_ = std::clamp(seconds, -limit, limit); }

double MotionLead::step(double frames) {
  const double rest = seconds_ * frames_per_second - reached_;
  const double slowest = frames > most_ahead ? most_behind : frames * 0.5;
  const double change = std::clamp(rest, -slowest, std::min(frames, most_ahead));
  reached_ += change;
  return frames + change;
}

}  // namespace mmdagent
