#include "MMDFiles/text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "formats/cp932_table.h"

namespace mmd {

void append_utf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

namespace {

constexpr char32_t replacement = 0xFFFD;

void append_replacement(DecodedText& result) {
  append_utf8(result.text, replacement);
  result.damaged = true;
}

bool is_cp932_lead(std::uint8_t byte) {
  return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

// 0 when the pair is not assigned.
char32_t cp932_pair(std::uint8_t lead, std::uint8_t trail) {
  if (trail < 0x40 || trail > 0xFC) return 0;
  const std::size_t row = lead < 0xA0 ? lead - 0x81U : lead - 0xE0U + 31U;
  return cp932_table[row * cp932_trail_count + (trail - 0x40U)];
}

bool is_halfwidth_katakana(std::uint8_t byte) { return byte >= 0xA1 && byte <= 0xDF; }

// Length in bytes that a UTF-8 lead byte announces; 0 for a byte that cannot begin a character.
std::size_t utf8_length(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed character at `at`, 0 if there is none.
std::size_t well_formed_length(std::span<const std::byte> bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[at + i]); };
  const std::size_t length = utf8_length(byte(0));
  if (length == 0 || at + length > bytes.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte(i))) return 0;
  }
  if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;   // overlong
  if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;  // surrogate
  if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;   // overlong
  if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;  // beyond U+10FFFF
  return length;
}

// Of one well-formed character.
char32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0);
  char32_t code = byte(0) & (0xFFU >> (character.size() + 1));
  for (std::size_t i = 1; i < character.size(); ++i) code = (code << 6) | (byte(i) & 0x3FU);
  return code;
}

// By code point of the basic plane: lead byte * 256 + trail byte, 0 where there is none.
std::vector<std::uint16_t> make_cp932_pairs() {
  std::vector<std::uint16_t> pairs(0x10000, 0);
  const auto add_row = [&](std::uint8_t lead) {
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const char32_t code = cp932_pair(lead, static_cast<std::uint8_t>(trail));
      const bool wanted = code != 0 && pairs[code] == 0;
      if (wanted) pairs[code] = static_cast<std::uint16_t>((lead << 8) | trail);
    }
  };
  // Rows ED and EE repeat characters of later rows, which Windows prefers; else the first wins.
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    const bool is_lead = is_cp932_lead(static_cast<std::uint8_t>(lead));
    if (is_lead && lead != 0xED && lead != 0xEE) add_row(static_cast<std::uint8_t>(lead));
  }
  return pairs;
}

const std::vector<std::uint16_t>& cp932_pairs() {
  static const std::vector<std::uint16_t> pairs = make_cp932_pairs();
  return pairs;
}

// Next character of valid UTF-8 and its length; broken bytes count as one character each.
struct Character {
  std::size_t utf8_bytes;
  std::size_t cp932_bytes;
};

Character character_at(std::string_view utf8, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(utf8[at]);
  if (lead < 0x80) return {1, 1};
  const std::size_t length = std::max<std::size_t>(utf8_length(lead), 1);
  if (at + length > utf8.size()) return {1, 2};
  if (length != 3) return {length, 2};
  const char32_t code = ((lead & 0x0FU) << 12) |
                        ((static_cast<std::uint8_t>(utf8[at + 1]) & 0x3FU) << 6) |
                        (static_cast<std::uint8_t>(utf8[at + 2]) & 0x3FU);
  const bool halfwidth = code >= 0xFF61 && code <= 0xFF9F;
  return {3, halfwidth ? 1U : 2U};
}

}  // namespace

Utf8Character first_character(std::string_view utf8) {
  const std::size_t length = well_formed_length(std::as_bytes(std::span(utf8)), 0);
  if (length == 0) return {replacement, 1};
  return {code_point(utf8.substr(0, length)), length};
}

DecodedText decode_cp932(std::span<const std::byte> bytes) {
  DecodedText result;
  result.text.reserve(bytes.size() * 3 / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    if (byte < 0x80) {
      result.text += static_cast<char>(byte);
    } else if (is_halfwidth_katakana(byte)) {
      append_utf8(result.text, 0xFF61U + (byte - 0xA1U));
    } else if (!is_cp932_lead(byte)) {
      append_replacement(result);
    } else if (i + 1 == bytes.size()) {
      break;
    } else {
      const auto trail = static_cast<std::uint8_t>(bytes[i + 1]);
      const char32_t code = cp932_pair(byte, trail);
      if (code != 0) {
        append_utf8(result.text, code);
        ++i;
      } else {
        append_replacement(result);
        // An ASCII byte after a bad lead stands for itself.
        if (trail >= 0x80) ++i;
      }
    }
  }
  return result;
}

DecodedText decode_cp932_field(std::span<const std::byte> field) {
  const auto end = std::find(field.begin(), field.end(), std::byte{0});
  return decode_cp932(field.first(static_cast<std::size_t>(end - field.begin())));
}

DecodedText decode_utf16le(std::span<const std::byte> bytes) {
  DecodedText result;
  result.text.reserve(bytes.size() * 3 / 2);
  const auto unit = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<std::uint8_t>(bytes[i])) |
           (static_cast<char32_t>(static_cast<std::uint8_t>(bytes[i + 1])) << 8);
  };
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const char32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      append_utf8(result.text, first);
      continue;
    }
    const char32_t second = i + 3 < bytes.size() ? unit(i + 2) : 0;
    if (first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF) {
      append_utf8(result.text, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      i += 2;
    } else {
      append_replacement(result);
    }
  }
  if (i < bytes.size()) append_replacement(result);
  return result;
}

DecodedText decode_utf8(std::span<const std::byte> bytes) {
  DecodedText result;
  result.text.reserve(bytes.size());
  const auto* characters = reinterpret_cast<const char*>(bytes.data());
  std::size_t start = 0;  // of the well-formed run that is not copied yet
  std::size_t i = 0;
  while (i < bytes.size()) {
    const std::size_t length = well_formed_length(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    result.text.append(characters + start, i - start);
    append_replacement(result);
    start = ++i;
  }
  result.text.append(characters + start, i - start);
  return result;
}

DecodedText encode_cp932(std::string_view utf8) {
  DecodedText result;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t length = well_formed_length(std::as_bytes(std::span(utf8)), i);
    const char32_t code = length == 0 ? replacement : code_point(utf8.substr(i, length));
    i += std::max<std::size_t>(length, 1);
    if (code < 0x80) {
      result.text += static_cast<char>(code);
    } else if (code >= 0xFF61 && code <= 0xFF9F) {
      result.text += static_cast<char>(code - 0xFF61 + 0xA1);
    } else if (const std::uint16_t pair = code < 0x10000 ? cp932_pairs()[code] : 0; pair != 0) {
      result.text += static_cast<char>(pair >> 8);
      result.text += static_cast<char>(pair & 0xFF);
    } else {
      result.text += '?';
      result.damaged = true;
    }
  }
  return result;
}

std::size_t cp932_size(std::string_view utf8) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const Character character = character_at(utf8, i);
    size += character.cp932_bytes;
    i += character.utf8_bytes;
  }
  return size;
}

std::string_view cp932_prefix(std::string_view utf8, std::size_t max_bytes) {
  std::size_t used = 0;
  std::size_t i = 0;
  while (i < utf8.size()) {
    const Character character = character_at(utf8, i);
    if (used + character.cp932_bytes > max_bytes) break;
    used += character.cp932_bytes;
    i += character.utf8_bytes;
  }
  return utf8.substr(0, i);
}

}  // namespace mmd
