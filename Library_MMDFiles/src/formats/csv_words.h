// Eight bytes of a text at once: fields are too short for what std::string_view::find needs to
// begin with.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mmd {

inline constexpr std::uint64_t each_byte = 0x0101010101010101;

// The first byte is the lowest.
inline std::uint64_t word_at(const char* text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  };
  return byte(0) | byte(1) | byte(2) | byte(3) | byte(4) | byte(5) | byte(6) | byte(7);
}

// 0x80 in each byte that is `c`, 0 in the others.
inline std::uint64_t bytes_equal(std::uint64_t word, char c) {
  constexpr std::uint64_t low = each_byte * 0x7F;
  const std::uint64_t differences = word ^ (each_byte * static_cast<unsigned char>(c));
  return ~(((differences & low) + low) | differences | low);
}

// How many bytes are 0x80; the others are 0.
inline std::size_t flagged_bytes(std::uint64_t flags) { return ((flags >> 7) * each_byte) >> 56; }

}  // namespace mmd
