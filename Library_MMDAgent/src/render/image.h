// A decoded picture: 8 bits per channel, RGBA, straight alpha, rows from the top.
#pragma once

#include <cstdint>
#include <vector>

namespace mmdagent {

struct Image {
  int width = 0;
  int height = 0;
  bool has_alpha = false;            // false: every alpha in `pixels` is 255
  std::vector<std::uint8_t> pixels;  // width * height * 4

  bool empty() const { return pixels.empty(); }
};

}  // namespace mmdagent
