#include "text_check.h"

#include <cstring>

namespace mmdagent::remote {
namespace {

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080ULL;
constexpr std::uint64_t low_bits = 0x0101'0101'0101'0101ULL;

// True when all eight bytes are in 0x01..0x7F.
bool is_plain(const char* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return (((word - low_bits) | word) & high_bits) == 0;
}

// Length of the UTF-8 sequence at `at`, 0 when there is none. RFC 3629, table of section 4.
std::size_t sequence_length(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned char lead = byte(at);
  std::size_t length = 0;
  unsigned char second_min = 0x80;
  unsigned char second_max = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) second_min = 0xA0;
    if (lead == 0xED) second_max = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) second_min = 0x90;
    if (lead == 0xF4) second_max = 0x8F;
  }
  if (length == 0 || text.size() - at < length) return 0;
  if (byte(at + 1) < second_min || byte(at + 1) > second_max) return 0;
  for (std::size_t index = at + 2; index < at + length; ++index) {
    if ((byte(index) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace

TextCheck check_text(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= sizeof(std::uint64_t) && is_plain(text.data() + at)) {
      at += sizeof(std::uint64_t);
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0) return {TextDefect::nul_byte, at};
    if (byte < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return {TextDefect::invalid_utf8, at};
    at += length;
  }
  return {};
}

}  // namespace mmdagent::remote
