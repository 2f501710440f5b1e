// What turns a text into sound: one for each language, behind one interface.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "voice_config.h"

namespace speech {

struct Phone {
  std::string name;  // as the lip table of a model knows it
  int milliseconds = 0;

  bool operator==(const Phone&) const = default;
};

struct Speech {
  std::vector<Phone> phones;          // none: there is nothing to say
  int rate = 0;                       // of the samples, Hz
  std::vector<std::int16_t> samples;  // mono; begins with the first phone
};

// One thread.
class SpeechEngine {
 public:
  virtual ~SpeechEngine() = default;

  // May take long. False: `error` tells why the text cannot be said; empty if `stop` became true.
  virtual bool speak(const std::string& text, const Style& style, const std::atomic<bool>& stop,
                     Speech& speech, std::string& error) = 0;
};

// Called on the thread that will use the engine. nullptr: `error` tells why there is none.
using EngineFactory = std::function<std::unique_ptr<SpeechEngine>(std::string& error)>;

}  // namespace speech
