// Toon images as the layers of one array: of a toon only the left column is ever read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mmdagent {

inline constexpr int plain_toon_rows = 32;  // of the system's toons
inline constexpr int fine_toon_rows = 256;  // where a model has toons of another height

// RGBA rows, `rows` of them, as bilinear filtering would read the given ones at their centres.
std::vector<std::uint8_t> resampled_toon(std::span<const std::uint8_t> rgba, int rows);

}  // namespace mmdagent
