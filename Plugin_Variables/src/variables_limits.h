// All bounds of this plugin.
#pragma once

#include <cstddef>

namespace variables::limits {

inline constexpr std::size_t values = 65'536;
inline constexpr std::size_t timers = 65'536;
// A longer name or text would not fit into its event.
inline constexpr std::size_t text_bytes = 65'000;
// Longer timers end after this, three years.
inline constexpr double timer_seconds = 1e8;

}  // namespace variables::limits
