#include "stepped_speech.h"

#include "MMDAgent/Host.h"

namespace speech {

void SteppedSpeech::say(const std::string& model, const std::string& text, const Style& style) {
  host_.post("SYNTH_EVENT_START", model);
  std::string error;
  Speech speech;
  const std::atomic<bool> never{false};
  if (engine_ == nullptr) engine_ = factory_(error);
  bool said = engine_ != nullptr && engine_->speak(text, style, never, speech, error);
  auto part = said ? SpeechEngine::Part::added : SpeechEngine::Part::failed;
  while (part == SpeechEngine::Part::added) part = engine_->go_on(never, speech, error);
  said = part != SpeechEngine::Part::failed;
  if (!said || speech.phones.empty()) {
    if (!error.empty()) host_.log(mmdagent::Level::error, error);
    host_.post("SYNTH_EVENT_STOP", model);
    return;
  }
  host_.post("LIPSYNC_START", lip_sequence(model, speech.phones));
  left_[model] = static_cast<double>(speech.samples.size()) / speech.rate;
}

void SteppedSpeech::silence(const std::string& model) {
  if (left_.erase(model) > 0) host_.post("SYNTH_EVENT_STOP", model);
}

void SteppedSpeech::update(double seconds) {
  for (auto at = left_.begin(); at != left_.end();) {
    at->second -= seconds;
    if (at->second > 0.0) {
      ++at;
    } else {
      host_.post("SYNTH_EVENT_STOP", at->first);
      at = left_.erase(at);
    }
  }
}

}  // namespace speech
