#include "render/toon_rows.h"

#include <algorithm>
#include <cmath>

namespace mmdagent {

std::vector<std::uint8_t> resampled_toon(std::span<const std::uint8_t> rgba, int rows) {
  const auto given = static_cast<int>(rgba.size() / 4);
  std::vector<std::uint8_t> result(static_cast<std::size_t>(rows) * 4, 255);
  if (given == 0) return result;
  for (int row = 0; row < rows; ++row) {
    const float place =
        (static_cast<float>(row) + 0.5F) / static_cast<float>(rows) * static_cast<float>(given) -
        0.5F;
    const float low = std::floor(place);
    const float part = place - low;
    const int a = std::clamp(static_cast<int>(low), 0, given - 1);
    const int b = std::clamp(static_cast<int>(low) + 1, 0, given - 1);
    for (int channel = 0; channel < 4; ++channel) {
      const float from = rgba[static_cast<std::size_t>(a * 4 + channel)];
      const float to = rgba[static_cast<std::size_t>(b * 4 + channel)];
      result[static_cast<std::size_t>(row * 4 + channel)] =
          static_cast<std::uint8_t>(std::lround(from + (to - from) * part));
    }
  }
  return result;
}

}  // namespace mmdagent
