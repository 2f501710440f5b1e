// Hears one speaker: what his mouth does while he speaks, and his utterances for the files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "avatar/mouth.h"
#include "sound/mouth_reader.h"

namespace mmdagent::remote {

class UtteranceFiles;

// Whether somebody speaks: from the first sound until 450 ms of silence went by.
class SpeechDetector {
 public:
  // What was heard in 30 ms.
  void step(MouthClass mouth) {
    quiet_ = mouth == MouthClass::silence ? quiet_ + 1 : 0;
    if (quiet_ == 0) speaks_ = true;
    if (quiet_ >= tail) speaks_ = false;
  }
  bool speaks() const { return speaks_; }

 private:
  static constexpr int tail = 15;
  bool speaks_ = false;
  int quiet_ = 0;
};

// Agent thread.
class SpeechListener {
 public:
  // Streaming finds utterances by itself, and silence between them leaves the mouth to others. In
  // file mode everything up to end() is one utterance.
  void set_streaming(bool streaming) { streaming_ = streaming; }

  // 16 kHz, one channel. `shapes` becomes what the mouth does now, one for each 30 ms; `time` of
  // the last sample in seconds since the epoch.
  void feed(std::span<const std::int16_t> samples, double time, UtteranceFiles& files,
            std::vector<MouthShape>& shapes);
  // The utterance is over.
  void end(UtteranceFiles& files, std::vector<MouthShape>& shapes);

 private:
  void keep(std::span<const std::int16_t> samples, double time, bool speaks, UtteranceFiles& files);
  void finish(UtteranceFiles& files);

  bool streaming_ = true;
  MouthReader reader_;
  SpeechDetector detector_;
  std::vector<MouthClass> mouths_;  // scratch
  std::vector<std::int16_t> kept_;  // the utterance, or what may become its beginning
  bool in_utterance_ = false;       // of the files
  double utterance_time_ = 0.0;     // of its first sample
};

}  // namespace mmdagent::remote
