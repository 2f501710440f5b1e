#include "sound/mouth_reader.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "sound/mouth_weights.h"

namespace mmdagent::remote {
namespace {

// These are those of tools/lip_training/features.py.
constexpr std::size_t points = 512;
constexpr float rate = 16'000.0F;
constexpr float lowest_hertz = 100.0F;
constexpr float highest_hertz = 7'000.0F;
constexpr float emphasis = 0.97F;
constexpr float power_floor = 1e-6F;
constexpr float least_power = 1e-5F;        // quieter is silence: -50 dB
constexpr float least_share = 1.0F / 3000;  // of the loudest of late: 35 dB below
constexpr float forgetting = 0.999F;        // of the loudest, each 10 ms: half in 7 s
constexpr float habit_before = 50.0F;       // spectra of the average voice that went before
constexpr float habit_longest = 300.0F;     // spectra that count at most: 3 s

// Of what no class is certain for: shares of the loudest of late.
constexpr float open_share = 0.1F;     // 10 dB below
constexpr float narrow_share = 0.01F;  // 20 dB below

using Complex = std::complex<float>;

struct Tables {
  std::array<float, points> hann;
  std::array<Complex, points / 2> turns;
  std::array<std::array<float, points / 2 + 1>, mouth_bands> filters;
  std::array<std::size_t, mouth_bands> first;  // outside of these a filter is 0
  std::array<std::size_t, mouth_bands> end;

  Tables() {
    constexpr float circle = 2.0F * std::numbers::pi_v<float>;
    for (std::size_t i = 0; i < points; ++i)
      hann[i] = 0.5F - 0.5F * std::cos(circle * static_cast<float>(i) / points);
    for (std::size_t i = 0; i < turns.size(); ++i)
      turns[i] = std::polar(1.0F, -circle * static_cast<float>(i) / points);
    const auto mel = [](float hertz) { return 1127.0F * std::log(1.0F + hertz / 700.0F); };
    const auto hertz_of = [&](std::size_t edge) {
      const float low = mel(lowest_hertz);
      const float step = (mel(highest_hertz) - low) / (mouth_bands + 1);
      return 700.0F * (std::exp((low + step * static_cast<float>(edge)) / 1127.0F) - 1.0F);
    };
    for (std::size_t band = 0; band < mouth_bands; ++band) {
      const float low = hertz_of(band);
      const float middle = hertz_of(band + 1);
      const float high = hertz_of(band + 2);
      first[band] = static_cast<std::size_t>(low * points / rate);
      end[band] = static_cast<std::size_t>(high * points / rate) + 1;
      for (std::size_t i = 0; i <= points / 2; ++i) {
        const float hertz = static_cast<float>(i) * rate / points;
        filters[band][i] = std::max(
            0.0F, std::min((hertz - low) / (middle - low), (high - hertz) / (high - middle)));
      }
    }
  }
};

const Tables& tables() {
  static const Tables made;
  return made;
}

// Without the care for infinite numbers that the operator takes.
Complex product(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

// In place, decimation in time.
void transform(std::array<Complex, points>& data, const std::array<Complex, points / 2>& turns) {
  for (std::size_t i = 1, j = 0; i < points; ++i) {
    std::size_t bit = points / 2;
    for (; (j & bit) != 0; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(data[i], data[j]);
  }
  for (std::size_t length = 2; length <= points; length *= 2) {
    const std::size_t stride = points / length;
    for (std::size_t first = 0; first < points; first += length) {
      for (std::size_t i = 0; i < length / 2; ++i) {
        const Complex even = data[first + i];
        const Complex odd = product(data[first + i + length / 2], turns[i * stride]);
        data[first + i] = even + odd;
        data[first + i + length / 2] = even - odd;
      }
    }
  }
}

float mean_of(const std::array<float, mouth_bands>& values) {
  float sum = 0.0F;
  for (const float value : values) sum += value;
  return sum / static_cast<float>(mouth_bands);
}

// One layer of the network; one row of weights for each output.
template <std::size_t outputs, std::size_t inputs>
std::array<float, outputs> layer(const std::array<float, inputs>& in, float scale,
                                 const std::array<float, outputs>& bias,
                                 const std::array<std::int8_t, outputs * inputs>& weights) {
  std::array<float, outputs> out;
  for (std::size_t unit = 0; unit < outputs; ++unit) {
    float sum = 0.0F;
    for (std::size_t i = 0; i < inputs; ++i)
      sum += in[i] * static_cast<float>(weights[unit * inputs + i]);
    out[unit] = sum * scale + bias[unit];
  }
  return out;
}

template <std::size_t size>
void cut_below_zero(std::array<float, size>& values) {
  for (float& value : values) value = std::max(value, 0.0F);
}

// Which share of all the likelihood one class has, by its score.
float certainty(std::span<const float> scores, float score) {
  float sum = 0.0F;
  for (const float other : scores) sum += std::exp(other - score);
  return 1.0F / sum;
}

}  // namespace

MouthShape shape_of(MouthClass mouth) {
  constexpr std::array<MouthShape, 8> shapes = {{{0.70F, 0, 0, 0},
                                                 {0, 0.56F, 0, 0},
                                                 {0, 0, 1.00F, 0},
                                                 {0.14F, 0.84F, 0.28F, 0},
                                                 {0, 0, 0, 1.00F},
                                                 {0.14F, 0, 0, 0},
                                                 {0, 0, 0, 0},
                                                 {0, 0, 0, 0}}};
  return shapes[static_cast<std::size_t>(mouth)];
}

MouthReader::MouthReader(float least_certainty)
    : least_certainty_(least_certainty), habit_sum_(mouth_average), habit_weight_(habit_before) {
  static_assert(window == points && bands == mouth_bands && history == mouth_lags.back() + 1);
  (void)tables();
  for (float& value : habit_sum_) value *= habit_before;
}

void MouthReader::feed(std::span<const std::int16_t> samples, std::vector<MouthClass>& mouths) {
  constexpr std::size_t steps = hop / step;
  constexpr std::size_t first = (hop + look_ahead) / step;
  while (!samples.empty()) {
    const std::size_t count = std::min(samples.size(), step - fresh_);
    std::shift_left(samples_.begin(), samples_.end(), static_cast<std::ptrdiff_t>(count));
    float* const end = samples_.data() + samples_.size() - count;
    for (std::size_t i = 0; i < count; ++i) end[i] = static_cast<float>(samples[i]) / 32'768.0F;
    samples = samples.subspan(count);
    fresh_ += count;
    if (fresh_ < step) return;
    fresh_ = 0;
    take_spectrum();
    learn_habit();
    if (++taken_ < first || (taken_ - first) % steps != 0) continue;
    // The spectrum before the latest lies around the middle of the 30 ms.
    mouths.push_back(was_silent_ ? MouthClass::silence : classify());
  }
}

void MouthReader::end(std::vector<MouthClass>& mouths) {
  feed(std::array<std::int16_t, look_ahead>(), mouths);
  samples_ = {};
  fresh_ = taken_ = 0;
  mouths.push_back(MouthClass::silence);
}

void MouthReader::take_spectrum() {
  const Tables& table = tables();
  float power = 0.0F;
  std::array<Complex, points> data;
  for (std::size_t i = 0; i < points; ++i) {
    power += samples_[i + 1] * samples_[i + 1] / static_cast<float>(points);
    data[i] = (samples_[i + 1] - emphasis * samples_[i]) * table.hann[i];
  }
  power_ = power;
  loudest_ = std::max(power, loudest_ * forgetting);
  was_silent_ = taken_ > 0 && is_silent_;
  is_silent_ = power < least_power || power < least_share * loudest_;
  transform(data, table.turns);
  std::shift_right(spectra_.begin(), spectra_.end(), 1);
  for (std::size_t band = 0; band < bands; ++band) {
    float sum = power_floor;
    for (std::size_t i = table.first[band]; i < table.end[band]; ++i)
      sum += table.filters[band][i] * std::norm(data[i]);
    spectra_.front()[band] = std::log(sum);
  }
  // Before the first there was the same.
  if (taken_ == 0) spectra_.fill(spectra_.front());
}

void MouthReader::learn_habit() {
  if (is_silent_) return;
  if (habit_weight_ >= habit_longest) {
    for (float& value : habit_sum_) value *= 1.0F - 1.0F / habit_weight_;
    habit_weight_ -= 1.0F;
  }
  const float mean = mean_of(spectra_.front());
  for (std::size_t band = 0; band < bands; ++band)
    habit_sum_[band] += spectra_.front()[band] - mean;
  habit_weight_ += 1.0F;
}

MouthClass MouthReader::classify() const {
  std::array<float, mouth_inputs> inputs;
  static_assert(mouth_inputs == bands * (mouth_lags.size() + 1));
  float level = 0.0F;
  for (const std::size_t lag : mouth_lags)
    level += mean_of(spectra_[lag]) / static_cast<float>(mouth_lags.size());
  float* next = inputs.data();
  for (const std::size_t lag : mouth_lags)
    for (const float value : spectra_[lag]) *next++ = value - level;
  for (const float value : habit_sum_) *next++ = value / habit_weight_;
  auto first = layer(inputs, mouth_first_scale, mouth_first_bias, mouth_first);
  cut_below_zero(first);
  auto second = layer(first, mouth_second_scale, mouth_second_bias, mouth_second);
  cut_below_zero(second);
  const auto last = layer(second, mouth_last_scale, mouth_last_bias, mouth_last);
  static_assert(mouth_classes == static_cast<std::size_t>(MouthClass::silence));
  const auto best = std::ranges::max_element(last);
  if (certainty(last, *best) < least_certainty_) return by_loudness();
  return static_cast<MouthClass>(best - last.begin());
}

MouthClass MouthReader::by_loudness() const {
  if (power_ >= open_share * loudest_) return MouthClass::a;
  return power_ >= narrow_share * loudest_ ? MouthClass::narrow : MouthClass::closed;
}

}  // namespace mmdagent::remote
