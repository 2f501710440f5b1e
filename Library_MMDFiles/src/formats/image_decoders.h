// The decoders behind decode_image(). Each reads one whole file through the checked cursor, checks
// the size in pixels before it allocates and throws LoadError; none sets Image::transparent.
#pragma once

#include <cstdint>

#include "MMDFiles/image.h"
#include "formats/byte_reader.h"

namespace mmd {

Image decode_bmp(ByteReader& in);
Image decode_tga(ByteReader& in);

// An image of that size, all zero; throws at the reader's place when it is empty or beyond the
// limits.
Image make_image(std::int64_t width, std::int64_t height, const ByteReader& in);

struct Pixel {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
};

void set_pixel(Image& image, std::int64_t x, std::int64_t y, const Pixel& pixel);

// `bits` wide channel value to 0..255, rounded.
std::uint8_t scaled_channel(std::uint32_t value, unsigned bits);

}  // namespace mmd
