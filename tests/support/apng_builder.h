// Builds the small animated PNG files of the image tests: RGBA, stored without compression.
#pragma once

#include <string_view>

#include "support/byte_writer.h"

namespace test_support {

inline void put_big_endian(ByteWriter& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.u8((value >> shift) & 0xFFU);
}

inline void write_png_chunk(ByteWriter& out, std::string_view type, const Bytes& data) {
  put_big_endian(out, static_cast<std::uint32_t>(data.size()));
  const Bytes checked = ByteWriter().raw(type).raw(data).bytes();
  out.raw(checked);
  put_big_endian(out, crc32(checked));
}

// The compressed form of rows of `width` RGBA pixels, in one stored block.
inline Bytes png_data(std::uint32_t width, const Bytes& rgba) {
  ByteWriter rows;
  for (std::size_t at = 0; at < rgba.size(); at += std::size_t{width} * 4) {
    rows.u8(0).raw(std::span(rgba).subspan(at, std::size_t{width} * 4));
  }
  const auto size = static_cast<unsigned>(rows.bytes().size());
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const std::byte byte : rows.bytes()) {
    a = (a + static_cast<unsigned>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  ByteWriter out;
  out.u8(0x78).u8(1).u8(1).u16(size).u16(~size & 0xFFFFU).raw(rows.bytes());
  put_big_endian(out, (b << 16) | a);
  return out.bytes();
}

struct ApngFrame {
  std::uint32_t width = 2;
  std::uint32_t height = 1;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  unsigned numerator = 1;
  unsigned denominator = 0;
  unsigned dispose = 0;
  unsigned blend = 0;
  Bytes rgba = Bytes(8, std::byte{0xFF});
};

inline Bytes png_header(std::uint32_t width, std::uint32_t height) {
  ByteWriter out;
  put_big_endian(out, width);
  put_big_endian(out, height);
  return out.u8(8).u8(6).u8(0).u8(0).u8(0).bytes();
}

// An image of 2 x 1. With `hidden` the default image stands before the first frame and is no part
// of the animation.
inline Bytes apng(std::initializer_list<ApngFrame> frames, bool hidden = false) {
  ByteWriter out;
  out.raw("\x89PNG\r\n\x1A\n");
  write_png_chunk(out, "IHDR", png_header(2, 1));
  ByteWriter control;
  put_big_endian(control, static_cast<std::uint32_t>(frames.size()));
  put_big_endian(control, 0);
  write_png_chunk(out, "acTL", control.bytes());
  if (hidden) write_png_chunk(out, "IDAT", png_data(2, Bytes(8, std::byte{0x77})));
  std::uint32_t number = 0;
  bool first = !hidden;
  for (const ApngFrame& frame : frames) {
    ByteWriter place;
    for (const std::uint32_t value : {number++, frame.width, frame.height, frame.x, frame.y}) {
      put_big_endian(place, value);
    }
    place.u8(frame.numerator >> 8).u8(frame.numerator & 0xFFU);
    place.u8(frame.denominator >> 8).u8(frame.denominator & 0xFFU);
    write_png_chunk(out, "fcTL", place.u8(frame.dispose).u8(frame.blend).bytes());
    ByteWriter data;
    if (!first) put_big_endian(data, number++);
    data.raw(png_data(frame.width, frame.rgba));
    write_png_chunk(out, first ? "IDAT" : "fdAT", data.bytes());
    first = false;
  }
  write_png_chunk(out, "IEND", {});
  return out.bytes();
}

}  // namespace test_support
