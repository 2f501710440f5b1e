#include "MMDFiles/timing_curve.h"

#include <cmath>

namespace mmd {
namespace {

constexpr float tolerance = 1e-6F;
constexpr int max_steps = 32;  // bisection alone needs 20

// One coordinate of a cubic Bezier from 0 to 1 with inner control values p and q.
struct Cubic {
  float a, b, c;
  Cubic(float p, float q) : a(1.0F + 3.0F * (p - q)), b(3.0F * (q - 2.0F * p)), c(3.0F * p) {}
  float value(float t) const { return ((a * t + b) * t + c) * t; }
  float slope(float t) const { return (3.0F * a * t + 2.0F * b) * t + c; }
};

}  // namespace

float evaluate_curve(TimingCurve curve, float w) {
  if (curve.linear() || w <= 0.0F || w >= 1.0F) return w;
  constexpr float scale = 1.0F / 127.0F;
  const Cubic x(static_cast<float>(curve.x1) * scale, static_cast<float>(curve.x2) * scale);
  const Cubic y(static_cast<float>(curve.y1) * scale, static_cast<float>(curve.y2) * scale);
  // x never falls, so the root stays bracketed; Newton steps that leave the bracket are bisected.
  float low = 0.0F;
  float high = 1.0F;
  float t = w;
  for (int step = 0; step < max_steps; ++step) {
    const float error = x.value(t) - w;
    if (std::abs(error) < tolerance) break;
    (error > 0.0F ? high : low) = t;
    const float slope = x.slope(t);
    const float next = slope > tolerance ? t - error / slope : -1.0F;
    t = next > low && next < high ? next : 0.5F * (low + high);
  }
  return y.value(t);
}

}  // namespace mmd
