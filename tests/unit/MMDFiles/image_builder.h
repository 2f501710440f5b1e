// Builds the small BMP and TGA files of the image tests.
#pragma once

#include <string>
#include <vector>

#include "MMDFiles/image.h"
#include "support/byte_writer.h"

namespace test_support {

struct BmpHeader {
  std::int32_t width = 2;
  std::int32_t height = 1;  // negative = top row first
  unsigned bits = 24;
  std::uint32_t compression = 0;
  std::uint32_t colors = 0;
};

// A BMP with the 40-byte header; `between` are masks and palette.
inline Bytes bmp(const BmpHeader& header, const Bytes& between, const Bytes& pixels) {
  ByteWriter out;
  out.raw("BM").u32(0).u32(0).u32(54 + static_cast<std::uint32_t>(between.size()));
  out.u32(40).i32(header.width).i32(header.height).u16(1).u16(header.bits);
  out.u32(header.compression).u32(0).u32(0).u32(0).u32(header.colors).u32(0);
  return out.raw(between).raw(pixels).bytes();
}

struct TgaHeader {
  unsigned type = 2;
  unsigned width = 2;
  unsigned height = 1;
  unsigned bits = 24;
  unsigned descriptor = 0x20;  // top row first
  unsigned palette_colors = 0;
};

// `data` are palette and pixels.
inline Bytes tga(const TgaHeader& header, const Bytes& data) {
  ByteWriter out;
  out.u8(0).u8(header.palette_colors > 0 ? 1 : 0).u8(header.type);
  out.u16(0).u16(header.palette_colors).u8(header.palette_colors > 0 ? 24 : 0).u32(0);
  out.u16(header.width).u16(header.height).u8(header.bits).u8(header.descriptor);
  return out.raw(data).bytes();
}

inline Bytes bytes_of(std::initializer_list<unsigned> values) {
  ByteWriter out;
  for (const unsigned value : values) out.u8(value);
  return out.bytes();
}

// One grey pixel; big-endian, unlike everything else here.
inline Bytes jpeg() {
  ByteWriter out;
  out.raw(bytes_of({0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0}));
  for (int i = 0; i < 64; ++i) out.u8(1);
  out.raw(bytes_of({0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0}));
  for (const unsigned table : {0x00U, 0x10U}) {  // one code each, of one bit, for 0
    out.raw(bytes_of({0xFF, 0xC4, 0, 20, table, 1})).zeros(15).u8(0);
  }
  return out.raw(bytes_of({0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9})).bytes();
}

// "rrggbbaa rrggbbaa ..." in reading order, rows separated by '/'.
inline std::string pixels_of(const mmd::Image& image) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < image.rgba.size(); ++i) {
    const std::size_t pixel = i / 4;
    if (i > 0 && i % 4 == 0) {
      text += pixel % static_cast<std::size_t>(image.width) == 0 ? '/' : ' ';
    }
    text += digits[image.rgba[i] >> 4];
    text += digits[image.rgba[i] & 15];
  }
  return text;
}

}  // namespace test_support
