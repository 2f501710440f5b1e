// Labels to sound, by HTS voices.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

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
  // Finds what the sound of the labels that were begun last is made from. False: stopped, or
  // `error` tells why not.
  bool prepare_sound(const std::atomic<bool>& stop, std::string& error);
  // Whether part of that sound was not made yet.
  bool has_sound() const { return made_ < frames_; }
  // Appends the next part, the first one half a second long or little more where the voice allows a
  // cut. False: `error` tells why not.
  bool add_sound(std::vector<std::int16_t>& samples, std::string& error);

 private:
  struct Engine;
  explicit HtsSynthesis(std::unique_ptr<Engine> engine);
  void set(const speech::Style& style);
  void take_phones(std::span<const std::string> labels, std::vector<speech::Phone>& phones) const;
  bool is_voiced(std::size_t frame) const;
  std::size_t end_of_part() const;

  std::unique_ptr<Engine> engine_;
  std::size_t frames_ = 0;    // of the sound that is being made
  std::size_t made_ = 0;      // of them
  std::vector<double> tail_;  // of the part before, over which the next one is faded in
};

}  // namespace open_jtalk
