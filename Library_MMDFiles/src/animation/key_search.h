// Search for the keys around a frame.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace mmd {

// First index whose frame is not below `frame`, at most the last one. `frames` rises strictly and
// is not empty. `cursor` holds the last answer: neighbours are tried before a binary search.
inline std::uint32_t find_key(std::span<const float> frames, float frame, std::uint32_t& cursor) {
  const auto last = static_cast<std::uint32_t>(frames.size() - 1);
  std::uint32_t key = std::min(cursor, last);
  const auto fits = [&](std::uint32_t k) {
    return (k == last || frames[k] >= frame) && (k == 0 || frames[k - 1] < frame);
  };
  if (!fits(key)) {
    if (key < last && fits(key + 1)) {
      ++key;
    } else {
      const auto found = std::lower_bound(frames.begin(), frames.end(), frame);
      key = std::min(static_cast<std::uint32_t>(found - frames.begin()), last);
    }
  }
  cursor = key;
  return key;
}

// The two keys around a frame and the progress between them.
struct KeyPair {
  std::uint32_t before = 0;
  std::uint32_t after = 0;
  float progress = 0.0F;  // 0..1
};

inline KeyPair find_key_pair(std::span<const float> frames, float frame, std::uint32_t& cursor) {
  const std::uint32_t after = find_key(frames, frame, cursor);
  const std::uint32_t before = after <= 1 ? 0 : after - 1;
  const float from = frames[before];
  const float to = frames[after];
  if (before == after || frame <= from) return {before, before, 0.0F};
  if (frame >= to) return {after, after, 0.0F};
  return {before, after, (frame - from) / (to - from)};
}

}  // namespace mmd
