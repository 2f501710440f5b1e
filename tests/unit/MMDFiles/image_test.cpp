// Decoding of textures; its conformance cases are in tests/conformance/formats.
#include "MMDFiles/image.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "image_builder.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace {

using namespace test_support;

std::string decoded(const Bytes& bytes) { return pixels_of(mmd::decode_image(bytes, "a.bmp")); }
std::string error_of(const Bytes& bytes) {
  return load_error_of([&] { mmd::decode_image(bytes, "a.bmp"); });
}

struct Row {
  const char* name;
  Bytes bytes;
  const char* expected;
};

void expect_pixels(std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(decoded(row.bytes), row.expected) << row.name;
}

void append(void* context, void* data, int size) {
  static_cast<ByteWriter*>(context)->raw(
      std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size)));
}

TEST(Image, Png) {
  const std::uint8_t pixels[] = {1, 2, 3, 255, 4, 5, 6, 128};
  ByteWriter out;
  stbi_write_png_to_func(append, &out, 1, 2, 4, pixels, 4);
  const mmd::Image image = mmd::decode_image(out.bytes(), "a.sph");
  EXPECT_EQ(pixels_of(image), "010203ff/04050680");
  EXPECT_TRUE(image.transparent);
  Bytes cut = out.bytes();
  cut.resize(40);
  EXPECT_NE(error_of(cut).find("a.bmp: image cannot be decoded: "), std::string::npos);
}

TEST(Image, Jpeg) {
  const std::vector<std::uint8_t> pixels(8 * 8 * 3, 200);
  ByteWriter out;
  stbi_write_jpg_to_func(append, &out, 8, 8, 3, pixels.data(), 95);
  const mmd::Image image = mmd::decode_image(out.bytes(), "a.jpg");
  EXPECT_EQ(image.width, 8);
  EXPECT_EQ(image.height, 8);
  EXPECT_NEAR(image.rgba[0], 200, 2);
  EXPECT_EQ(image.rgba[3], 255);
  EXPECT_FALSE(image.transparent);
}

TEST(Image, BmpDepths) {
  const Bytes two = bytes_of({0, 0, 0, 0, 3, 2, 1, 0});
  const Bytes masks = ByteWriter().u32(0x000000FF).u32(0x0000FF00).u32(0x00FF0000).bytes();
  const Bytes masks565 = ByteWriter().u32(0xF800).u32(0x07E0).u32(0x001F).bytes();
  ByteWriter core;
  core.raw("BM").u32(0).u32(0).u32(14 + 12 + 6).u32(12).u16(2).u16(1).u16(1).u16(1);
  core.raw(bytes_of({0, 0, 0, 3, 2, 1, 0x40, 0, 0, 0}));
  expect_pixels({
      {"1 bit", bmp({.bits = 1, .colors = 2}, two, bytes_of({0x40, 0, 0, 0})), "000000ff 010203ff"},
      {"4 bits", bmp({.bits = 4, .colors = 2}, two, bytes_of({0x10, 0, 0, 0})),
       "010203ff 000000ff"},
      {"8 bits", bmp({.bits = 8, .colors = 2}, two, bytes_of({1, 0, 0, 0})), "010203ff 000000ff"},
      {"core header", core.bytes(), "000000ff 010203ff"},
      {"555", bmp({.bits = 16}, {}, bytes_of({0x1F, 0x7C, 0xE0, 0x03})), "ff00ffff 00ff00ff"},
      {"565", bmp({.bits = 16, .compression = 3}, masks565, bytes_of({0x1F, 0xF8, 0xE0, 0x07})),
       "ff00ffff 00ff00ff"},
      {"masks", bmp({.width = 1, .bits = 32, .compression = 3}, masks, bytes_of({1, 2, 3, 4})),
       "010203ff"},
  });
}

TEST(Image, BmpOfTheFifthVersionHasAnAlphaMask) {
  ByteWriter out;
  out.raw("BM").u32(0).u32(0).u32(14 + 124).u32(124).i32(1).i32(1).u16(1).u16(32).u32(3);
  out.u32(0).u32(0).u32(0).u32(0).u32(0);
  out.u32(0x00FF0000).u32(0x0000FF00).u32(0x000000FF).u32(0xFF000000).zeros(124 - 56);
  out.raw(bytes_of({3, 2, 1, 0x80}));
  EXPECT_EQ(decoded(out.bytes()), "01020380");
}

TEST(Image, BmpRuns) {
  const Bytes palette = bytes_of({0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0});
  const BmpHeader eight = {.width = 4, .height = 2, .bits = 8, .compression = 1, .colors = 4};
  const BmpHeader four = {.width = 4, .height = 2, .bits = 4, .compression = 2, .colors = 4};
  expect_pixels({
      {"eight bits", bmp(eight, palette, bytes_of({2, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1})),
       "000001ff 000002ff 000003ff 000000ff/000001ff 000001ff 000000ff 000000ff"},
      {"four bits", bmp(four, palette, bytes_of({3, 0x12, 0, 2, 0, 1, 1, 0x30, 0, 1})),
       "000000ff 000000ff 000000ff 000003ff/000001ff 000002ff 000001ff 000000ff"},
      {"four bits as they are", bmp(four, palette, bytes_of({0, 3, 0x12, 0x30, 0, 1})),
       "000000ff 000000ff 000000ff 000000ff/000001ff 000002ff 000003ff 000000ff"},
  });
  EXPECT_EQ(error_of(bmp(eight, palette, bytes_of({5, 1}))),
            "a.bmp: BMP pixels: run beyond the end of the image (offset 72)");
  EXPECT_EQ(error_of(bmp(eight, palette, bytes_of({1, 1}))),
            "a.bmp: BMP pixels: file ends early: expected 1 more bytes, found 0 (offset 72)");
}

TEST(Image, BmpRefusals) {
  const auto with = [](const BmpHeader& header, const Bytes& between = {}) {
    return error_of(bmp(header, between, Bytes(8)));
  };
  EXPECT_EQ(with({.width = 16'385}),
            "a.bmp: BMP header: size 16385 x 1, expected 1..16384 in both directions (offset 0)");
  EXPECT_EQ(with({.height = -16'385}),
            "a.bmp: BMP header: size 2 x 16385, expected 1..16384 in both directions (offset 0)");
  EXPECT_EQ(with({.width = 0}),
            "a.bmp: BMP header: size 0 x 1, expected 1..16384 in both directions (offset 0)");
  EXPECT_EQ(with({.width = 16'384, .height = 16'384}),
            "a.bmp: BMP pixels: file ends early: 805306368 records need at least 805306368 bytes, "
            "found 8 (offset 54)");
  EXPECT_EQ(with({.bits = 24, .compression = 1}),
            "a.bmp: BMP header: BMP with 24 bits and compression 1 is not supported (offset 0)");
  EXPECT_EQ(with({.bits = 8, .colors = 257}),
            "a.bmp: BMP header: palette of 257 colours, expected at most 256 (offset 0)");
  EXPECT_EQ(error_of(bmp({.bits = 8, .colors = 1}, Bytes(4), bytes_of({0, 1, 0, 0}))),
            "a.bmp: BMP pixels: palette entry 1 does not exist (offset 58)");
  Bytes header = bmp({}, {}, Bytes(8));
  put_u32(header, 14, 41);
  EXPECT_EQ(error_of(header),
            "a.bmp: BMP header: BMP header of 41 bytes is not supported (offset 14)");
  Bytes early = bmp({}, {}, Bytes(8));
  put_u32(early, 10, 20);
  EXPECT_EQ(error_of(early), "a.bmp: BMP pixels: pixels begin inside the header (offset 54)");
}

TEST(Image, TgaKindsAndDirections) {
  const Bytes two = bytes_of({3, 2, 1, 6, 5, 4});
  expect_pixels({
      {"colour", tga({}, two), "010203ff 040506ff"},
      {"right to left", tga({.descriptor = 0x30}, two), "040506ff 010203ff"},
      {"bottom-up", tga({.width = 1, .height = 2, .descriptor = 0}, two), "040506ff/010203ff"},
      {"alpha", tga({.width = 1, .bits = 32}, bytes_of({3, 2, 1, 128})), "01020380"},
      {"15 bits", tga({.width = 1, .bits = 16}, bytes_of({0x1F, 0x7C})), "ff00ffff"},
      {"gray", tga({.type = 3, .bits = 8}, bytes_of({7, 8})), "070707ff 080808ff"},
      {"palette",
       tga({.type = 1, .bits = 8, .palette_colors = 2}, bytes_of({3, 2, 1, 6, 5, 4, 1, 0})),
       "040506ff 010203ff"},
      {"runs", tga({.type = 10, .width = 4}, bytes_of({0x81, 3, 2, 1, 0x01, 6, 5, 4, 9, 8, 7})),
       "010203ff 010203ff 040506ff 070809ff"},
      {"gray runs", tga({.type = 11, .width = 3, .bits = 8}, bytes_of({0x82, 7})),
       "070707ff 070707ff 070707ff"},
      {"palette runs",
       tga({.type = 9, .bits = 8, .palette_colors = 1}, bytes_of({3, 2, 1, 0x81, 0})),
       "010203ff 010203ff"},
  });
}

TEST(Image, TgaRefusals) {
  EXPECT_EQ(error_of(bytes_of({1, 2, 3})),
            "a.bmp: TGA header: no PNG, JPEG, BMP or TGA image (offset 0)");
  EXPECT_EQ(error_of({}),
            "a.bmp: TGA header: file ends early: expected 1 more bytes, found 0 (offset 0)");
  EXPECT_EQ(error_of(tga({.bits = 8}, Bytes(8))),
            "a.bmp: TGA header: TGA with 8 bits a pixel is not supported (offset 0)");
  EXPECT_EQ(error_of(tga({.width = 16'385}, Bytes(3 * 16'385))),
            "a.bmp: TGA pixels: size 16385 x 1, expected 1..16384 in both directions (offset 18)");
  EXPECT_EQ(error_of(tga({.type = 10, .width = 60'000, .height = 60'000}, Bytes(8))),
            "a.bmp: TGA pixels: file ends early: 28125000 records need at least 112500000 bytes, "
            "found 8 (offset 18)");
  EXPECT_EQ(error_of(tga({.type = 1, .bits = 8}, Bytes(8))),
            "a.bmp: TGA header: TGA lacks its palette (offset 0)");
  EXPECT_EQ(error_of(tga({.type = 1, .bits = 8, .palette_colors = 1}, bytes_of({1, 2, 3, 0, 1}))),
            "a.bmp: TGA pixels: palette entry 1 does not exist (offset 22)");
}

TEST(Image, EveryTruncationIsRefused) {
  const Bytes palette = bytes_of({0, 0, 0, 0, 1, 0, 0, 0});
  const Bytes files[] = {
      bmp({}, {}, bytes_of({3, 2, 1, 6, 5, 4})),
      bmp({.width = 4, .bits = 8, .compression = 1, .colors = 2}, palette, bytes_of({4, 1, 0, 1})),
      tga({}, bytes_of({3, 2, 1, 6, 5, 4})),
      tga({.type = 10}, bytes_of({0x81, 3, 2, 1})),
  };
  for (const Bytes& full : files) {
    for (std::size_t length = 0; length < full.size(); ++length) {
      const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
      EXPECT_THROW(mmd::decode_image(cut, "a"), mmd::LoadError) << length;
    }
  }
}

TEST(Image, ReadsFiles) {
  TemporaryFolder folder;
  const auto path = folder.path() / "a.bmp";
  const Bytes bytes = bmp({}, {}, bytes_of({3, 2, 1, 6, 5, 4, 0, 0}));
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  EXPECT_EQ(pixels_of(mmd::read_image_file(path)), "010203ff 040506ff");
  EXPECT_EQ(load_error_of([&] { mmd::read_image_file(folder.path() / "b.bmp"); }),
            (folder.path() / "b.bmp").string() + ": no such file");
}

}  // namespace
