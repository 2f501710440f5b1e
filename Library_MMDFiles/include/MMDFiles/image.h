// Images of models and stages: PNG, JPEG, BMP and TGA, recognised by content whatever the suffix
// (.sph and .spa are such files).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace mmd {

struct Image {
  int width = 0;
  int height = 0;
  // Four bytes a pixel, straight alpha, top row first, no padding.
  std::vector<std::uint8_t> rgba;
  bool transparent = false;  // at least one pixel has an alpha below 255
};

// A picture of an animation and how long it stays, in frames of 1/30 s.
struct AnimationFrame {
  Image image;
  float duration = 0.0F;
};

// Throws LoadError. Of an animated PNG this is the first frame. Safe to call from any thread.
Image decode_image(std::span<const std::byte> bytes, std::string_view path);
Image read_image_file(const std::filesystem::path& path);

// All pictures of an animated PNG, each as large as the whole, at least half a frame long. Of any
// other image that one, with duration 0. Throws LoadError; safe to call from any thread.
std::vector<AnimationFrame> decode_animation(std::span<const std::byte> bytes,
                                             std::string_view path);
std::vector<AnimationFrame> read_animation_file(const std::filesystem::path& path);

}  // namespace mmd
