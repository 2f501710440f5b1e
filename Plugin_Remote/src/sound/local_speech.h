// Mouths that follow the microphone of this machine (Plugin_Remote_EnableLocalLipsync).
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "sound/microphone.h"
#include "sound/speech_listener.h"
#include "sound/speech_stream.h"

namespace mmdagent::remote {

// Agent thread. It listens only while somebody is connected; opening and closing the device are
// done by a thread, as they may take long.
class LocalSpeech {
 public:
  // `passthrough`: what is said is heard too.
  LocalSpeech(const SoundPlace& place, OpenSource open, bool passthrough);
  ~LocalSpeech();

  // What the mouths do now, one for each 30 ms.
  const std::vector<MouthShape>& update(bool is_wanted);
  void stop();

 private:
  enum class State : std::uint8_t { closed, opening, open, failed };
  // Shared with the thread that opens.
  struct Opening {
    std::unique_ptr<SampleSource> source;
    std::string reason;
    std::atomic<bool> done{false};
  };

  void open();
  void opened();
  void close();
  void read();

  const SoundPlace& place_;
  OpenSource open_source_;
  bool passthrough_;
  State state_ = State::closed;
  std::shared_ptr<Opening> opening_;
  std::unique_ptr<SampleSource> source_;
  std::shared_ptr<Voice> voice_;  // with passthrough
  SpeechListener listener_;
  std::array<std::int16_t, 4'096> samples_{};  // scratch
  std::vector<MouthShape> read_shapes_;        // scratch
  std::vector<MouthShape> shapes_;
  std::jthread worker_;
};

}  // namespace mmdagent::remote
