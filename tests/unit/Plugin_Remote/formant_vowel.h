// Speech of one sound, made for tests.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace mmdagent::remote {

// A vowel of three formants (Hz) over a voice of 150 Hz.
inline std::vector<std::int16_t> formant_vowel(const std::array<double, 3>& formants,
                                               double loudness = 0.3, double seconds = 0.5) {
  constexpr double rate = 16'000.0;
  std::vector<double> wave(static_cast<std::size_t>(seconds * rate));
  double decay = 0.0;
  double next = 0.0;
  for (std::size_t i = 0; i < wave.size(); ++i) {
    const bool strikes = static_cast<double>(i) >= next;
    if (strikes) next += rate / 150.0;
    decay = 0.9 * decay + (strikes ? 1.0 : 0.0);
    wave[i] = decay;
  }
  constexpr std::array<double, 3> widths = {80.0, 100.0, 150.0};
  for (std::size_t formant = 0; formant < formants.size(); ++formant) {
    const double radius = std::exp(-std::numbers::pi * widths[formant] / rate);
    const double c = 2.0 * radius * std::cos(2.0 * std::numbers::pi * formants[formant] / rate);
    const double d = -radius * radius;
    double one = 0.0;
    double two = 0.0;
    for (double& value : wave) {
      const double out = (1.0 - c - d) * value + c * one + d * two;
      two = one;
      one = out;
      value = out;
    }
  }
  const double peak = std::abs(*std::ranges::max_element(
      wave, [](double a, double b) { return std::abs(a) < std::abs(b); }));
  std::vector<std::int16_t> samples;
  for (const double value : wave)
    samples.push_back(static_cast<std::int16_t>(32'767.0 * loudness * value / peak));
  return samples;
}

}  // namespace mmdagent::remote
