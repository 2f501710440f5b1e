#include "flite_engine.h"

#include <cst_wave.h>
#include <flite.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <string_view>

extern "C" {
cst_voice* register_cmu_us_slt(const char*);
cst_voice* register_cmu_us_rms(const char*);
cst_voice* register_cmu_us_awb(const char*);
cst_voice* register_cmu_us_kal16(const char*);
}

namespace flite_speech {
namespace {

using speech::Phone;

struct FliteVoice {
  std::string_view name;
  cst_voice* (*make)(const char*);
};

constexpr FliteVoice voices[] = {{"slt", register_cmu_us_slt},
                                 {"rms", register_cmu_us_rms},
                                 {"awb", register_cmu_us_awb},
                                 {"kal", register_cmu_us_kal16}};
constexpr std::string_view silence = "pau";

// flite's voices and dictionaries are global, and nothing says that they may be used by two at
// once.
std::mutex flite_mutex;

struct DeleteUtterance {
  void operator()(cst_utterance* utterance) const { delete_utterance(utterance); }
};
using Utterance = std::unique_ptr<cst_utterance, DeleteUtterance>;

// flite knows letters of English alone.
std::string ascii(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c < ' '; }, ' ');
  return text;
}

struct Segment {
  std::string_view name;
  double end = 0.0;  // seconds
};

std::vector<Segment> segments_of(cst_utterance* utterance) {
  std::vector<Segment> segments;
  cst_relation* const relation = utt_relation(utterance, "Segment");
  if (relation == nullptr) return segments;
  for (cst_item* item = relation_head(relation); item != nullptr; item = item_next(item)) {
    segments.push_back({item_feat_string(item, "name"), item_feat_float(item, "end")});
  }
  return segments;
}

int milliseconds(double seconds) { return static_cast<int>(std::lround(seconds * 1000.0)); }

// Without the silences at both ends.
void take_speech(cst_utterance* utterance, double volume, speech::Speech& speech) {
  const std::vector<Segment> segments = segments_of(utterance);
  std::size_t first = 0;
  std::size_t end = segments.size();
  while (first < end && segments[first].name == silence) ++first;
  while (end > first && segments[end - 1].name == silence) --end;
  const double begin_time = first == 0 ? 0.0 : segments[first - 1].end;
  double last = begin_time;
  for (std::size_t i = first; i < end; ++i) {
    speech.phones.push_back(
        {std::string(segments[i].name),
         milliseconds(segments[i].end - begin_time) - milliseconds(last - begin_time)});
    last = segments[i].end;
  }
  const cst_wave* const wave = utt_wave(utterance);
  if (wave == nullptr || speech.phones.empty()) return;
  speech.rate = wave->sample_rate;
  const auto place = [&](double seconds) {
    return std::clamp(static_cast<int>(seconds * wave->sample_rate), 0, wave->num_samples);
  };
  const double gain = std::pow(10.0, volume / 20.0);
  for (int i = place(begin_time); i < place(last); ++i) {
    const double sample = std::clamp(wave->samples[i] * gain, -32768.0, 32767.0);
    speech.samples.push_back(static_cast<std::int16_t>(std::lround(sample)));
  }
}

class FliteEngine final : public speech::SpeechEngine {
 public:
  explicit FliteEngine(cst_voice* voice) : voice_(voice) {}

  bool speak(const std::string& text, const speech::Style& style, const std::atomic<bool>& stop,
             speech::Speech& speech, std::string& error) override {
    const std::lock_guard lock(flite_mutex);
    if (stop) return false;
    const Utterance utterance(new_utterance());
    utt_set_input_text(utterance.get(), ascii(text).c_str());
    utt_init(utterance.get(), voice_);
    feat_set_float(utterance->features, "duration_stretch", static_cast<float>(1.0 / style.speed));
    feat_set_float(utterance->features, "f0_shift",
                   static_cast<float>(std::exp2(style.half_tones / 12.0)));
    if (utt_synth(utterance.get()) == nullptr) {
      error = "flite cannot say \"" + text + "\"";
      return false;
    }
    take_speech(utterance.get(), style.volume, speech);
    return true;
  }

 private:
  cst_voice* voice_;  // flite's, for good
};

}  // namespace

std::string voice_for(const speech::VoiceConfig& config) {
  const std::string file = config.voices.empty() ? "" : config.voices.front().filename().string();
  for (const FliteVoice& voice : voices) {
    if (file.find(voice.name) != std::string::npos) return std::string(voice.name);
  }
  return std::string(voices[0].name);
}

std::unique_ptr<speech::SpeechEngine> make_engine(const std::string& voice, std::string& error) {
  const std::lock_guard lock(flite_mutex);
  flite_init();
  const auto* const found = std::ranges::find(voices, voice, &FliteVoice::name);
  cst_voice* const made = found == std::end(voices) ? nullptr : found->make(nullptr);
  if (made == nullptr) {
    error = "failed to load one of voice models: flite has no \"" + voice + "\"";
    return nullptr;
  }
  return std::make_unique<FliteEngine>(made);
}

}  // namespace flite_speech
