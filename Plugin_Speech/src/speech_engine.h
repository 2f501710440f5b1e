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
  std::vector<std::int16_t> samples;  // mono; begins with the first phone, may end early
};

// One thread.
class SpeechEngine {
 public:
  virtual ~SpeechEngine() = default;

  // All phones of a text, and the beginning of its sound. May take long. False: `error` tells why
  // the text cannot be said; empty if `stop` became true.
  virtual bool speak(const std::string& text, const Style& style, const std::atomic<bool>& stop,
                     Speech& speech, std::string& error) = 0;
  // Appends more of its sound, as long as there is any. Takes less time than what it gives.
  enum class Part : std::uint8_t { added, none, failed };
  virtual Part go_on(const std::atomic<bool>&, [[maybe_unused]] Speech& speech,
                     [[maybe_unused]] std::string& error) {
    return Part::none;
  }
};

// Called on the thread that will use the engine. nullptr: `error` tells why there is none.
using EngineFactory = std::function<std::unique_ptr<SpeechEngine>(std::string& error)>;

}  // namespace speech
