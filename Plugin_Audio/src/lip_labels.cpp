#include "lip_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>

#include "MMDAgent/Message.h"
#include "audio_limits.h"

namespace audio {
namespace {

constexpr std::size_t suffix_characters = 4;
constexpr std::int64_t units_per_millisecond = 10'000;
// The type of the message and a model's alias fit as well.
constexpr std::size_t most_bytes = mmdagent::max_message_bytes - 1'024;

constexpr std::string_view blanks = " \t\r\n";

// The next word, empty at the end.
std::string_view take_word(std::string_view& text) {
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (!text.starts_with('#')) break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n#"));
  text.remove_prefix(word.size());
  return word;
}

std::int64_t number(std::string_view word) {
  std::int64_t value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

}  // namespace

std::string lip_sequence_of(std::string_view labels) {
  std::string sequence;
  while (true) {
    const std::int64_t begin = std::max<std::int64_t>(number(take_word(labels)), 0);
    const std::int64_t end = number(take_word(labels));
    const std::string_view phone = take_word(labels);
    if (phone.empty() || begin >= end) return sequence;
    const std::int64_t length = end - begin;
    const bool rounds_up = length % units_per_millisecond >= units_per_millisecond / 2;
    const std::int64_t milliseconds = length / units_per_millisecond + (rounds_up ? 1 : 0);
    const std::string pair =
        fmt::format("{}{},{}", sequence.empty() ? "" : ",", phone, milliseconds);
    if (sequence.size() + pair.size() > most_bytes) return sequence;
    sequence += pair;
  }
}

std::optional<std::string> read_lip_labels(const std::string& sound) {
  if (sound.size() <= suffix_characters) return std::nullopt;
  std::ifstream file(sound.substr(0, sound.size() - suffix_characters) + ".lab", std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(limits::label_bytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  std::string sequence = lip_sequence_of(text);
  return sequence.empty() ? std::nullopt : std::optional(std::move(sequence));
}

}  // namespace audio
