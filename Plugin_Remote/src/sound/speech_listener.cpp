#include "sound/speech_listener.h"

#include <cstddef>
#include <utility>

#include "remote_limits.h"
#include "sound/utterance_files.h"
#include "sound/voice.h"

namespace mmdagent::remote {
namespace {

constexpr std::size_t head_samples = voice_rate / 4;  // before the first sound: 250 ms

}  // namespace

void SpeechListener::feed(std::span<const std::int16_t> samples, double time, UtteranceFiles& files,
                          std::vector<MouthShape>& shapes) {
  shapes.clear();
  mouths_.clear();
  reader_.feed(samples, mouths_);
  bool speaks = !streaming_ || detector_.speaks();
  for (const MouthClass mouth : mouths_) {
    detector_.step(mouth);
    if (streaming_ && !detector_.speaks()) continue;
    shapes.push_back(shape_of(mouth));
    speaks = true;
  }
  keep(samples, time, speaks, files);
  if (streaming_ && !detector_.speaks()) finish(files);
}

void SpeechListener::end(UtteranceFiles& files, std::vector<MouthShape>& shapes) {
  shapes.clear();
  mouths_.clear();
  reader_.end(mouths_);
  for (const MouthClass mouth : mouths_) shapes.push_back(shape_of(mouth));
  detector_ = {};
  finish(files);
  kept_.clear();
}

void SpeechListener::keep(std::span<const std::int16_t> samples, double time, bool speaks,
                          UtteranceFiles& files) {
  if (!files.are_wanted()) {
    in_utterance_ = false;
    kept_ = {};
    return;
  }
  kept_.insert(kept_.end(), samples.begin(), samples.end());
  if (speaks && !in_utterance_) {
    in_utterance_ = true;
    utterance_time_ = time - static_cast<double>(kept_.size()) / voice_rate;
  }
  if (in_utterance_ && kept_.size() >= max_utterance_samples) {
    finish(files);
  } else if (!in_utterance_ && kept_.size() > head_samples) {
    kept_.erase(kept_.begin(), kept_.end() - static_cast<std::ptrdiff_t>(head_samples));
  }
}

void SpeechListener::finish(UtteranceFiles& files) {
  if (!std::exchange(in_utterance_, false)) return;
  files.write(std::exchange(kept_, {}), utterance_time_);
}

}  // namespace mmdagent::remote
