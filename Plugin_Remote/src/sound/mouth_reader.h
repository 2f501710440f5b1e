// From speech to what a mouth shows of it: 16 kHz samples in, a class for each 30 ms out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "avatar/mouth.h"

namespace mmdagent::remote {

// What is being said, as far as the mouth shows it. Narrow: most voiced consonants; closed: the
// others.
enum class MouthClass : std::uint8_t { a, i, u, e, o, narrow, closed, silence };

// The shape of each class (remote.md section 6.4).
MouthShape shape_of(MouthClass mouth);

// Knows the voice better the longer it speaks. One thread at a time; allocates nothing but in its
// construction.
class MouthReader {
 public:
  static constexpr std::size_t hop = 480;         // samples of one class
  static constexpr std::size_t look_ahead = 160;  // samples behind them that are needed too

  // A class that is less certain than this, 0..1, gives way to what the loudness alone says: open,
  // narrow or closed.
  static constexpr float usual_certainty = 0.35F;
  explicit MouthReader(float least_certainty = usual_certainty);

  // Appends a class for each 30 ms that came together, 10 ms after their last sample.
  void feed(std::span<const std::int16_t> samples, std::vector<MouthClass>& mouths);
  // The utterance has ended: the mouth closes; of the sound what is no whole 30 ms is forgotten.
  void end(std::vector<MouthClass>& mouths);

 private:
  static constexpr std::size_t step = 160;  // samples from one spectrum to the next
  static constexpr std::size_t window = 512;
  static constexpr std::size_t bands = 24;
  static constexpr std::size_t history = 11;  // spectra that are looked at together

  void take_spectrum();
  void learn_habit();
  MouthClass classify() const;
  MouthClass by_loudness() const;

  float least_certainty_;
  std::array<float, window + 1> samples_{};                  // the last ones, -1..1, oldest first
  std::size_t fresh_ = 0;                                    // of them, not looked at yet
  std::array<std::array<float, bands>, history> spectra_{};  // logarithms, latest first
  std::size_t taken_ = 0;                                    // spectra of this utterance
  bool is_silent_ = true;                                    // the latest spectrum
  bool was_silent_ = true;                                   // the one before
  float power_ = 0.0F;                                       // of the latest
  float loudest_ = 0.0F;                                     // of late, power
  std::array<float, bands> habit_sum_{};  // of the voice so far: spectra less their mean
  float habit_weight_ = 0.0F;
};

}  // namespace mmdagent::remote
