#include "message/message_text.h"

#include <cstring>

namespace mmdagent {
namespace {

constexpr char separator = '|';
constexpr std::uint64_t high_bits = 0x8080808080808080U;

bool is_ascii_word(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & high_bits) == 0;
}

// What may follow a lead byte: how many continuation bytes, and the range of the first of them (the
// others are 0x80..0xbf). Unicode standard, table 3-7.
struct Following {
  std::size_t count;
  unsigned least;
  unsigned most;
};

Following following(unsigned lead) {
  if (lead < 0x80) return {0, 0, 0};
  if (lead >= 0xc2 && lead <= 0xdf) return {1, 0x80, 0xbf};
  if (lead == 0xe0) return {2, 0xa0, 0xbf};
  if (lead == 0xed) return {2, 0x80, 0x9f};
  if (lead >= 0xe1 && lead <= 0xef) return {2, 0x80, 0xbf};
  if (lead == 0xf0) return {3, 0x90, 0xbf};
  if (lead >= 0xf1 && lead <= 0xf3) return {3, 0x80, 0xbf};
  if (lead == 0xf4) return {3, 0x80, 0x8f};
  return {4, 1, 0};  // never a lead byte: no byte fits the empty range
}

// Length of the valid character at the front of `text`, 0 when there is none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const Following rule = following(byte(0));
  if (rule.count >= text.size()) return 0;
  if (rule.count == 0) return 1;
  if (byte(1) < rule.least || byte(1) > rule.most) return 0;
  for (std::size_t index = 2; index <= rule.count; ++index) {
    if (byte(index) < 0x80 || byte(index) > 0xbf) return 0;
  }
  return rule.count + 1;
}

}  // namespace

MessageLine split_line(std::string_view line) {
  const std::size_t start = line.find_first_not_of(separator);
  if (start == std::string_view::npos) return {};
  line.remove_prefix(start);
  const std::size_t end = line.find(separator);
  if (end == std::string_view::npos) return {line, line, {}};
  const std::string_view type = line.substr(0, end);
  const std::string_view args = line.substr(end + 1);
  return {args.empty() ? type : line, type, args};
}

// A separator is never part of a longer character: lead and continuation bytes are 0x80 and above,
// and an invalid byte stands for itself. So bytes can be searched.
Arguments::Arguments(std::string_view args) {
  for (;;) {
    const std::size_t start = args.find_first_not_of(separator);
    if (start == std::string_view::npos) return;
    if (count_ == parts_.size()) {
      exceeded_ = true;
      return;
    }
    args.remove_prefix(start);
    const std::size_t end = args.find(separator);
    parts_[count_++] = args.substr(0, end);
    if (end == std::string_view::npos) return;
    args.remove_prefix(end + 1);
  }
}

std::size_t valid_utf8_length(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    if (text.size() - position >= sizeof(std::uint64_t) && is_ascii_word(&text[position])) {
      position += sizeof(std::uint64_t);
      continue;
    }
    const std::size_t length = character_length(text.substr(position));
    if (length == 0) return position;
    position += length;
  }
  return position;
}

bool is_valid_utf8(std::string_view text) { return valid_utf8_length(text) == text.size(); }

LineProblem check_line(std::string_view line) {
  if (line.size() > max_message_bytes) return LineProblem::too_long;
  if (line.find('\0') != std::string_view::npos) return LineProblem::null_byte;
  if (!is_valid_utf8(line)) return LineProblem::invalid_utf8;
  return LineProblem::none;
}

}  // namespace mmdagent
