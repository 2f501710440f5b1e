// What speech accepts at most.
#pragma once

#include <cstddef>

namespace speech::limits {

inline constexpr std::size_t voices = 64;             // in a voice file
inline constexpr std::size_t styles = 1'000;          // in a voice file
inline constexpr std::size_t speakers = 16;           // that speak at once in one engine
inline constexpr std::size_t config_bytes = 1 << 20;  // of a voice file

}  // namespace speech::limits
