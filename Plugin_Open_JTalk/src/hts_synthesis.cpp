#include "hts_synthesis.h"

#include <HTS_engine.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace open_jtalk {
namespace {

constexpr const char* no_sound = "the voice has no sound for the labels of the text";

}  // namespace

struct HtsSynthesis::Engine {
  HTS_Engine hts{};
  std::size_t voices = 0;

  Engine() { HTS_Engine_initialize(&hts); }
  ~Engine() { HTS_Engine_clear(&hts); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
};

std::string_view phone_of(std::string_view label) {
  const std::size_t begin = label.find('-');
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = label.substr(begin + 1);
  return rest.substr(0, rest.find('+'));
}

HtsSynthesis::HtsSynthesis(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
HtsSynthesis::~HtsSynthesis() = default;

std::unique_ptr<HtsSynthesis> HtsSynthesis::load(const std::vector<std::filesystem::path>& voices,
                                                 std::string& error) {
  std::string names;
  std::vector<std::string> files;
  for (const auto& voice : voices) {
    files.push_back(voice.string());
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", files.back());
  }
  std::vector<char*> pointers;
  for (std::string& file : files) pointers.push_back(file.data());
  auto engine = std::make_unique<Engine>();
  engine->voices = voices.size();
  if (HTS_Engine_load(&engine->hts, pointers.data(), pointers.size()) != TRUE ||
      HTS_Engine_get_nstream(&engine->hts) < 2) {
    error = "failed to load one of voice models: " + names;
    return nullptr;
  }
  return std::unique_ptr<HtsSynthesis>(new HtsSynthesis(std::move(engine)));
}

int HtsSynthesis::rate() const {
  return static_cast<int>(HTS_Engine_get_sampling_frequency(&engine_->hts));
}

void HtsSynthesis::set(const speech::Style& style) {
  HTS_Engine& hts = engine_->hts;
  for (std::size_t voice = 0; voice < engine_->voices; ++voice) {
    HTS_Engine_set_parameter_interpolation_weight(&hts, voice, 0, style.spectrum[voice]);
    HTS_Engine_set_parameter_interpolation_weight(&hts, voice, 1, style.pitch[voice]);
    HTS_Engine_set_duration_interpolation_weight(&hts, voice, style.duration[voice]);
  }
  HTS_Engine_set_speed(&hts, style.speed);
  HTS_Engine_add_half_tone(&hts, style.half_tones);
  HTS_Engine_set_alpha(&hts, style.alpha);
  HTS_Engine_set_volume(&hts, style.volume);
}

bool HtsSynthesis::begin(std::span<const std::string> labels, const speech::Style& style,
                         std::vector<speech::Phone>& phones, std::string& error) {
  const auto silent = [](const std::vector<double>& weights) {
    return std::ranges::all_of(weights, [](double weight) { return weight == 0.0; });
  };
  if (silent(style.spectrum) || silent(style.pitch) || silent(style.duration)) {
    error = fmt::format("style \"{}\": its weights add up to 0, nothing can be said", style.name);
    return false;
  }
  HTS_Engine& hts = engine_->hts;
  HTS_Engine_refresh(&hts);
  set(style);
  std::vector<char*> lines;
  for (const std::string& label : labels) lines.push_back(const_cast<char*>(label.c_str()));
  if (HTS_Engine_generate_state_sequence_from_strings(&hts, lines.data(), lines.size()) != TRUE) {
    error = no_sound;
    return false;
  }
  take_phones(labels, phones);
  return true;
}

bool HtsSynthesis::finish(const std::atomic<bool>& stop, std::vector<std::int16_t>& samples,
                          std::string& error) {
  HTS_Engine& hts = engine_->hts;
  const bool made = !stop && HTS_Engine_generate_parameter_sequence(&hts) == TRUE && !stop &&
                    HTS_Engine_generate_sample_sequence(&hts) == TRUE;
  if (made) take_samples(samples);
  HTS_Engine_refresh(&hts);
  if (!made && !stop) error = no_sound;
  return made;
}

void HtsSynthesis::take_phones(std::span<const std::string> labels,
                               std::vector<speech::Phone>& phones) const {
  HTS_Engine& hts = engine_->hts;
  const std::size_t states = HTS_Engine_get_nstate(&hts);
  const std::size_t frame = HTS_Engine_get_fperiod(&hts) * 1'000;
  const std::size_t rate = HTS_Engine_get_sampling_frequency(&hts);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::size_t milliseconds = 0;
    for (std::size_t state = 0; state < states; ++state) {
      milliseconds += HTS_Engine_get_state_duration(&hts, i * states + state) * frame / rate;
    }
    phones.push_back({std::string(phone_of(labels[i])), static_cast<int>(milliseconds)});
  }
}

void HtsSynthesis::take_samples(std::vector<std::int16_t>& samples) const {
  HTS_Engine& hts = engine_->hts;
  const std::size_t count = HTS_Engine_get_nsamples(&hts);
  samples.reserve(samples.size() + count);
  for (std::size_t i = 0; i < count; ++i) {
    const double sample = HTS_Engine_get_generated_speech(&hts, i);
    samples.push_back(
        static_cast<std::int16_t>(std::lround(std::clamp(sample, -32768.0, 32767.0))));
  }
}

}  // namespace open_jtalk
