#include "render/png_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

namespace mmdagent {
namespace {

std::vector<std::uint8_t> without_alpha(const Image& image) {
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.rgba.size() / 4 * 3);
  for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
    rgb.insert(rgb.end(), {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]});
  }
  return rgb;
}

// PNG wants colours that their alpha has not touched.
std::vector<std::uint8_t> with_straight_alpha(const Image& image) {
  std::vector<std::uint8_t> rgba = image.rgba;
  for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) {
    const unsigned alpha = rgba[i + 3];
    if (alpha == 0 || alpha == 255) continue;
    for (std::size_t channel = i; channel < i + 3; ++channel) {
      const unsigned straight = (rgba[channel] * 255U + alpha / 2) / alpha;
      rgba[channel] = static_cast<std::uint8_t>(std::min(straight, 255U));
    }
  }
  return rgba;
}

void append(void* context, void* bytes, int count) {
  auto& target = *static_cast<std::vector<unsigned char>*>(context);
  const auto* const first = static_cast<const unsigned char*>(bytes);
  target.insert(target.end(), first, first + count);
}

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::optional<std::string> write_png(const std::string& path, const Image& image) {
  const int channels = image.transparent ? 4 : 3;
  const std::vector<std::uint8_t> pixels =
      image.transparent ? with_straight_alpha(image) : without_alpha(image);
  std::vector<unsigned char> bytes;
  if (image.rgba.empty() ||
      stbi_write_png_to_func(append, &bytes, image.width, image.height, channels, pixels.data(),
                             image.width * channels) == 0) {
    return fmt::format("{}: a picture of {} x {} pixels cannot be encoded", path, image.width,
                       image.height);
  }
  std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "wb"));
  const bool written = file != nullptr &&
                       std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0;
  if (written) return std::nullopt;
  return fmt::format("{}: cannot be written: {}", path, std::strerror(errno));
}

}  // namespace mmdagent
