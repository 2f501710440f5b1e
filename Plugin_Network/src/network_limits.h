// All bounds of this plugin.
#pragma once

#include <cstdint>

namespace network::limits {

inline constexpr int downloads = 10;  // at once
inline constexpr long redirections = 9;
inline constexpr long silence_seconds = 5;
inline constexpr std::int64_t file_bytes = std::int64_t{2} << 30;

}  // namespace network::limits
