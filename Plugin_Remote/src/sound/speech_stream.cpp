#include "sound/speech_stream.h"

#include <fmt/format.h>

#include <utility>

#include "MMDAgent/Host.h"
#include "avatar/avatar.h"
#include "sound/voice.h"
#include "sound/voice_output.h"

namespace mmdagent::remote {

SpeechStream::SpeechStream() = default;

SpeechStream::~SpeechStream() = default;

void SpeechStream::pack(std::string_view bytes, Avatar& avatar, const SoundPlace& place) {
  if (bytes.size() < 2 || !avatar.has_model()) return;
  if (voice_ == nullptr) {
    voice_ = place.voices.open();
    listener_ = std::make_unique<SpeechListener>();
    listener_->set_streaming(streaming_);
  }
  decoded_.clear();
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto low = static_cast<unsigned char>(bytes[i]);
    const auto high = static_cast<unsigned char>(bytes[i + 1]);
    decoded_.push_back(static_cast<std::int16_t>(low | high << 8));
  }
  samples_ += decoded_.size();
  voice_->push(decoded_);
  place.voices.wake();
  if (place.local_lips) return;
  listener_->feed(decoded_, place.host.now(), place.files, shapes_);
  for (const MouthShape& shape : shapes_) avatar.push_mouth(shape);
}

void SpeechStream::word(SoundWord word, Avatar& avatar, const SoundPlace& place) {
  if (word == SoundWord::end) {
    place.host.log(Level::status, fmt::format("sound: end of utterance, {:.2f} s",
                                              static_cast<double>(samples_) / voice_rate));
    samples_ = 0;
    if (listener_ == nullptr || place.local_lips) return;
    listener_->end(place.files, shapes_);
    for (const MouthShape& shape : shapes_) avatar.push_mouth(shape);
    return;
  }
  streaming_ = word == SoundWord::stream;
  if (listener_ != nullptr) listener_->set_streaming(streaming_);
  place.host.log(Level::status, streaming_ ? "sound: streaming mode" : "sound: file mode");
}

void SpeechStream::close(const SoundPlace& place) {
  if (voice_ == nullptr) return;
  if (!place.local_lips) listener_->end(place.files, shapes_);
  std::exchange(voice_, nullptr)->close();
  place.voices.wake();
}

}  // namespace mmdagent::remote
