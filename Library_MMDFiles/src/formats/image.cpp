#include "MMDFiles/image.h"

#include <algorithm>
#include <string>

#include "MMDFiles/file.h"
#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "formats/apng_decoder.h"
#include "formats/image_decoders.h"
#include "formats/stb_decoder.h"

namespace mmd {
namespace {

bool is_bmp(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{'B'} && bytes[1] == std::byte{'M'};
}

// Block by block, without a branch for each pixel: most images are opaque and looked through whole.
bool has_transparency(std::span<const std::uint8_t> rgba) {
  constexpr std::size_t block_bytes = 4096;
  while (!rgba.empty()) {
    const auto block = rgba.first(std::min(block_bytes, rgba.size()));
    unsigned common = 255;
    for (std::size_t i = 3; i < block.size(); i += 4) common &= block[i];
    if (common != 255) return true;
    rgba = rgba.subspan(block.size());
  }
  return false;
}

Image decode_any(std::span<const std::byte> bytes, std::string_view path) {
  if (is_png(bytes) || is_jpeg(bytes)) return decode_with_stb(bytes, path);
  ByteReader in(bytes, path);
  // TGA has no mark of its own, so it is what remains.
  return is_bmp(bytes) ? decode_bmp(in) : decode_tga(in);
}

}  // namespace

Image make_image(std::int64_t width, std::int64_t height, const ByteReader& in) {
  const bool sensible = width > 0 && height > 0 && width <= limits::image_side &&
                        height <= limits::image_side &&
                        static_cast<std::uint64_t>(width * height * 4) <= limits::image_bytes;
  if (!sensible) {
    in.fail("size " + std::to_string(width) + " x " + std::to_string(height) + ", expected 1.." +
            std::to_string(limits::image_side) + " in both directions");
  }
  Image image;
  image.width = static_cast<int>(width);
  image.height = static_cast<int>(height);
  image.rgba.resize(static_cast<std::size_t>(width * height * 4));
  return image;
}

void set_pixel(Image& image, std::int64_t x, std::int64_t y, const Pixel& pixel) {
  std::uint8_t* target = image.rgba.data() + (y * image.width + x) * 4;
  target[0] = pixel.r;
  target[1] = pixel.g;
  target[2] = pixel.b;
  target[3] = pixel.a;
}

std::uint8_t scaled_channel(std::uint32_t value, unsigned bits) {
  const std::uint64_t highest = (std::uint64_t{1} << bits) - 1;
  return static_cast<std::uint8_t>((std::uint64_t{value} * 255 + highest / 2) / highest);
}

Image decode_image(std::span<const std::byte> bytes, std::string_view path) {
  Image image = decode_any(bytes, path);
  image.transparent = has_transparency(image.rgba);
  return image;
}

std::vector<AnimationFrame> decode_animation(std::span<const std::byte> bytes,
                                             std::string_view path) {
  std::vector<AnimationFrame> frames;
  if (is_png(bytes)) frames = decode_apng(bytes, path);
  if (frames.empty()) frames.push_back({decode_any(bytes, path), 0.0F});
  for (AnimationFrame& frame : frames) {
    frame.image.transparent = has_transparency(frame.image.rgba);
  }
  return frames;
}

std::vector<AnimationFrame> read_animation_file(const std::filesystem::path& path) {
  const auto bytes = read_file(path, limits::image_file_bytes);
  return decode_animation(bytes, path.string());
}

Image read_image_file(const std::filesystem::path& path) {
  const auto bytes = read_file(path, limits::image_file_bytes);
  return decode_image(bytes, path.string());
}

}  // namespace mmd
