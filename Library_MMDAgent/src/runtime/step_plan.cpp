#include "runtime/step_plan.h"

#include <algorithm>

namespace mmdagent {
namespace {

constexpr double frames_per_second = 30.0;
constexpr int most_seconds = 5;
// Sums of binary fractions of a second: less than this is nothing.
constexpr double nothing = 1e-9;

}  // namespace

StepPlan::StepPlan(int steps_per_second, Rest rest)
    : step_(frames_per_second / steps_per_second),
      most_steps_(static_cast<std::size_t>(steps_per_second) * most_seconds),
      rest_(rest) {}

void StepPlan::begin_frame(double interval) {
  left_ = (rest_ == Rest::carried ? left_ : 0.0) + interval;
  left_ = std::min(left_, step_ * static_cast<double>(most_steps_));
  steps_ = 0;
}

double StepPlan::next() {
  if (steps_ == most_steps_) return 0.0;
  double step = step_;
  if (rest_ == Rest::executed) {
    if (left_ <= nothing) return 0.0;
    step = std::min(step_, left_);
  } else if (left_ <= step_ / 2) {
    return 0.0;
  }
  left_ -= step;
  ++steps_;
  return step;
}

}  // namespace mmdagent
