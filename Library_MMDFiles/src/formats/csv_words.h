// Several bytes of a text at once: fields are too short for what std::string_view::find needs to
// begin with.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

// Of 64 bytes of a text: bit i is set where byte i is `c`.
inline std::uint64_t block_equal(const char* text, char c) {
  std::uint64_t bits = 0;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(c);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 64; i += 16) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    const int equal = _mm_movemask_epi8(_mm_cmpeq_epi8(part, wanted));
    bits |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(equal)) << i;
  }
#else
  constexpr std::uint64_t gather = 0x0102040810204080;  // moves bit 8 i to bit 56 + i
  for (std::size_t i = 0; i < 64; i += 8)
    bits |= (((bytes_equal(word_at(text + i), c) >> 7) * gather) >> 56) << i;
#endif
  return bits;
}

}  // namespace mmd
