// Text of MMD files to UTF-8 and back. No function fails: what cannot be decoded becomes U+FFFD and
// is reported in `damaged`.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace mmd {

struct DecodedText {
  std::string text;      // valid UTF-8; CP932 where encode_cp932() returned it
  bool damaged = false;  // at least one replacement was made
};

// CP932 (Microsoft Shift-JIS with NEC and IBM rows). A lone lead byte at the very end, left by a
// cut name, is dropped and is no damage.
DecodedText decode_cp932(std::span<const std::byte> bytes);

// A fixed field: as above, up to the first zero byte.
DecodedText decode_cp932_field(std::span<const std::byte> field);

// An odd last byte and unpaired surrogates are damage.
DecodedText decode_utf16le(std::span<const std::byte> bytes);

// Checks UTF-8; overlong forms, surrogates and values beyond U+10FFFF are damage.
DecodedText decode_utf8(std::span<const std::byte> bytes);

// UTF-8 to the bytes of CP932; what it lacks becomes '?' and counts as damage. Where CP932 has a
// character twice, the bytes are those that Windows writes.
DecodedText encode_cp932(std::string_view utf8);

// Bytes that the UTF-8 text takes in CP932: one for ASCII and half-width katakana, else two.
std::size_t cp932_size(std::string_view utf8);

// The longest prefix of whole characters that takes at most `max_bytes` in CP932: what is left of a
// name after it was stored in a fixed field.
std::string_view cp932_prefix(std::string_view utf8, std::size_t max_bytes);

// Of UTF-8 text.
struct Utf8Character {
  char32_t value = 0;
  std::size_t bytes = 1;
};

// Of text that is not empty; U+FFFD for one byte that begins no well-formed character.
Utf8Character first_character(std::string_view utf8);

// `character`: a Unicode scalar value.
void append_utf8(std::string& text, char32_t character);

}  // namespace mmd
