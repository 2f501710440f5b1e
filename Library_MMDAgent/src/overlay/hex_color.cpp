#include "overlay/hex_color.h"

#include <charconv>

namespace mmdagent {

glm::vec4 hex_color(std::string_view text) {
  constexpr int channels = 4;
  constexpr std::size_t digits = 2;
  glm::vec4 color(1.0F);
  if (text.starts_with('#')) text.remove_prefix(1);
  for (int channel = 0; channel < channels && text.size() >= digits; ++channel) {
    int value = 0;
    const char* const end = text.data() + digits;
    const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
    if (error != std::errc{} || stop != end || value < 0) break;
    color[channel] = static_cast<float>(value) / 255.0F;
    text.remove_prefix(digits);
  }
  return color;
}

}  // namespace mmdagent
