#include "hts_synthesis.h"

#include <HTS_engine.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace open_jtalk {
namespace {

constexpr const char* no_sound = "the voice has no sound for the labels of the text";

constexpr std::size_t pitch_stream = 1;
// Frames, of 5 ms each as voices have them.
constexpr std::size_t first_part = 100;
constexpr std::size_t further_part = 300;
constexpr std::size_t warm_up = 30;  // until the voice's filter has forgotten that it began anew

// The sound of some frames: the engine makes it from a copy of itself that sees only those.
class SoundWindow {
 public:
  SoundWindow(const HTS_Engine& hts, std::size_t begin, std::size_t end)
      : view_(hts), streams_(hts.pss.pstream, hts.pss.pstream + hts.pss.nstream) {
    for (HTS_PStream& stream : streams_) {
      std::size_t skipped = begin;
      if (stream.msd_flag != nullptr) {
        // Only frames with a pitch have a value.
        skipped =
            static_cast<std::size_t>(std::count(stream.msd_flag, stream.msd_flag + begin, TRUE));
        stream.msd_flag += begin;
      }
      stream.par += skipped;
    }
    view_.pss = {streams_.data(), streams_.size(), end - begin};
    view_.sss = {};
    view_.label = {};
    view_.gss = {};
    made_ = HTS_Engine_generate_sample_sequence(&view_) == TRUE;
  }
  ~SoundWindow() {
    view_.pss = {};
    HTS_Engine_refresh(&view_);  // what is left to free is the sound
  }
  SoundWindow(const SoundWindow&) = delete;
  SoundWindow& operator=(const SoundWindow&) = delete;

  // None: the engine failed.
  std::span<const double> samples() const {
    return made_ ? std::span<const double>(view_.gss.gspeech, view_.gss.total_nsample)
                 : std::span<const double>();
  }

 private:
  HTS_Engine view_;
  std::vector<HTS_PStream> streams_;
  bool made_ = false;
};

}  // namespace

struct HtsSynthesis::Engine {
  HTS_Engine hts{};
  std::size_t voices = 0;

  Engine() { HTS_Engine_initialize(&hts); }
  ~Engine() {
    HTS_Engine_refresh(&hts);  // not part of what follows
    HTS_Engine_clear(&hts);
  }
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
  frames_ = made_ = 0;
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

bool HtsSynthesis::prepare_sound(const std::atomic<bool>& stop, std::string& error) {
  frames_ = made_ = 0;
  tail_.clear();
  if (stop) return false;
  if (HTS_Engine_generate_parameter_sequence(&engine_->hts) != TRUE) {
    error = no_sound;
    return false;
  }
  frames_ = engine_->hts.pss.total_frame;
  return true;
}

bool HtsSynthesis::is_voiced(std::size_t frame) const {
  const HTS_Boolean* const flags = engine_->hts.pss.pstream[pitch_stream].msd_flag;
  return flags == nullptr || flags[frame] == TRUE;
}

// In the middle of what has no pitch nobody hears that the voice begins anew.
std::size_t HtsSynthesis::end_of_part() const {
  std::size_t end = made_ + (made_ == 0 ? first_part : further_part);
  for (; end + first_part / 2 < frames_; ++end) {
    if (!is_voiced(end - 1) && !is_voiced(end) && !is_voiced(end + 1)) return end;
  }
  return frames_;
}

bool HtsSynthesis::add_sound(std::vector<std::int16_t>& samples, std::string& error) {
  const std::size_t begin = made_ < warm_up ? 0 : made_ - warm_up;
  const std::size_t end = end_of_part();
  const std::size_t frame = HTS_Engine_get_fperiod(&engine_->hts);
  // One frame more, over which the next part fades in.
  SoundWindow window(engine_->hts, begin, std::min(end + 1, frames_));
  const std::span<const double> made = window.samples();
  const std::size_t first = (made_ - begin) * frame;
  const std::size_t last = first + (end - made_) * frame;
  if (made.size() < last) {
    error = no_sound;
    frames_ = made_;
    return false;
  }
  samples.reserve(samples.size() + last - first);
  for (std::size_t i = first; i < last; ++i) {
    double sample = made[i];
    if (i - first < tail_.size()) {
      const double share =
          static_cast<double>(i - first + 1) / static_cast<double>(tail_.size() + 1);
      sample = share * sample + (1.0 - share) * tail_[i - first];
    }
    samples.push_back(
        static_cast<std::int16_t>(std::lround(std::clamp(sample, -32768.0, 32767.0))));
  }
  tail_.assign(made.begin() + static_cast<std::ptrdiff_t>(last), made.end());
  made_ = end;
  if (!has_sound()) HTS_Engine_refresh(&engine_->hts);
  return true;
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

}  // namespace open_jtalk
