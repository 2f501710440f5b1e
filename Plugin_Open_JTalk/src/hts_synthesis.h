// Labels to sound, by HTS voices.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "speech_engine.h"

namespace open_jtalk {

// The phone of a full-context label: between its first '-' and the '+' behind it.
std::string_view phone_of(std::string_view label);

// One thread.
class HtsSynthesis {
 public:
  // nullptr: `error` names the voices that cannot be used.
  static std::unique_ptr<HtsSynthesis> load(const std::vector<std::filesystem::path>& voices,
                                            std::string& error);
  ~HtsSynthesis();
  HtsSynthesis(const HtsSynthesis&) = delete;
  HtsSynthesis& operator=(const HtsSynthesis&) = delete;

  int rate() const;  // Hz
  // Finds out how long the sounds of `labels` are, and appends the phones. False: `error` tells why
  // they cannot be said.
  bool begin(std::span<const std::string> labels, const speech::Style& style,
             std::vector<speech::Phone>& phones, std::string& error);
  // Appends the sound of the labels that were begun last. False: stopped, or `error` tells why not.
  bool finish(const std::atomic<bool>& stop, std::vector<std::int16_t>& samples,
              std::string& error);

 private:
  struct Engine;
  explicit HtsSynthesis(std::unique_ptr<Engine> engine);
  void set(const speech::Style& style);
  void take_phones(std::span<const std::string> labels, std::vector<speech::Phone>& phones) const;
  void take_samples(std::vector<std::int16_t>& samples) const;

  std::unique_ptr<Engine> engine_;
};

}  // namespace open_jtalk
