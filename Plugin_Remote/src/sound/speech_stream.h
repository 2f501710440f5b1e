// The sound that one peer streams: heard through a voice, seen on the mouth of its avatar.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "avatar/mouth.h"
#include "line_parser.h"
#include "sound/speech_listener.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

class Avatar;
class UtteranceFiles;
class Voice;
class VoiceOutput;

// What all streams share.
struct SoundPlace {
  Host& host;
  VoiceOutput& voices;
  UtteranceFiles& files;
  bool local_lips = false;  // the microphone moves the mouths, not what is streamed
};

// Agent thread only.
class SpeechStream {
 public:
  SpeechStream();
  ~SpeechStream();

  // Samples of 16 bits, the lower byte first; a last odd byte is ignored. Without a model of the
  // avatar nothing is heard.
  void pack(std::string_view bytes, Avatar& avatar, const SoundPlace& place);
  void word(SoundWord word, Avatar& avatar, const SoundPlace& place);
  // Falls silent at once.
  void close(const SoundPlace& place);

  // Null before the first pack.
  const std::shared_ptr<Voice>& voice() const { return voice_; }

 private:
  std::shared_ptr<Voice> voice_;              // opened by the first pack
  std::unique_ptr<SpeechListener> listener_;  // likewise
  bool streaming_ = true;
  std::size_t samples_ = 0;            // of the utterance
  std::vector<std::int16_t> decoded_;  // scratch
  std::vector<MouthShape> shapes_;     // scratch
};

}  // namespace mmdagent::remote
