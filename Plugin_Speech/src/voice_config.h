// The voice file of a content (.ojt, .fph): which HTS voices there are and how styles mix them.
// Format: plugins.md section 6.3.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace speech {

// How one style speaks. Weights are one per voice and add up to 1, or to 0 where the file says so:
// nothing can be said with them.
struct Style {
  std::string name;
  std::vector<double> spectrum;
  std::vector<double> pitch;  // of log F0
  std::vector<double> duration;
  double speed = 1.0;       // 0.1..10, larger is faster
  double half_tones = 0.0;  // -24..24
  double alpha = 0.55;      // all-pass constant, 0..1
  double volume = 0.0;      // dB, 0..10
};

struct VoiceConfig {
  std::vector<std::filesystem::path> voices;  // absolute
  std::vector<Style> styles;

  // Exact; nullptr: there is none.
  const Style* find(const std::string& style) const;
};

// Voices are relative to `content`. nullopt: `error` names the file and what is missing.
std::optional<VoiceConfig> read_voice_config(const std::filesystem::path& file,
                                             const std::filesystem::path& content,
                                             std::string& error);

}  // namespace speech
