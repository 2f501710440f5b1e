// The double-byte half of CP932 (Microsoft Shift-JIS) as code points of the basic plane.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mmd {

// Lead bytes 81..9F and E0..FC, trail bytes 40..FC.
inline constexpr std::size_t cp932_lead_count = 60;
inline constexpr std::size_t cp932_trail_count = 189;

// Row by lead, column by trail; 0 = not assigned.
extern const std::array<std::uint16_t, cp932_lead_count * cp932_trail_count> cp932_table;

}  // namespace mmd
