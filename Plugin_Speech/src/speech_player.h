// Plays the samples of a speech in real time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "output_device.h"
#include "speech_engine.h"

namespace speech {

// One thread.
class SpeechPlayer {
 public:
  // Returns when the speech was heard to its end, or soon after `stop` became true. `begins` is
  // called when the sound is under way; then `goes_on`, as long as it returns true: it has put what
  // is to be heard next into the samples. Without a device the time passes in silence; false with
  // an error, and `begins` was not called, when OpenAL can do nothing at all.
  bool play(Speech& speech, const std::atomic<bool>& stop, const std::function<void()>& begins,
            const std::function<bool()>& goes_on, std::string& error);

  // Gives the device back, on the thread that played.
  void close() { device_.reset(); }

 private:
  std::unique_ptr<audio::OutputDevice> device_;  // opened by the first speech
};

}  // namespace speech
