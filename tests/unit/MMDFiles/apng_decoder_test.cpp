// Animated PNG: pictures, durations, composition.
#include "support/apng_builder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "image_builder.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"

namespace {

using namespace test_support;

std::string pictures_of(const Bytes& bytes) {
  std::string text;
  for (const mmd::AnimationFrame& frame : mmd::decode_animation(bytes, "a.png")) {
    if (!text.empty()) text += " | ";
    text += pixels_of(frame.image);
  }
  return text;
}

std::string error_of(const Bytes& bytes) {
  return load_error_of([&] { mmd::decode_animation(bytes, "a.png"); });
}

const Bytes red_green = bytes_of({255, 0, 0, 255, 0, 255, 0, 255});
const Bytes blue = bytes_of({0, 0, 255, 255});
const Bytes half_blue = bytes_of({0, 0, 255, 128});

ApngFrame base() { return {.rgba = red_green}; }
ApngFrame right_pixel(unsigned dispose, unsigned blend, const Bytes& rgba) {
  return {.width = 1, .x = 1, .dispose = dispose, .blend = blend, .rgba = rgba};
}

TEST(Apng, PicturesAreComposed) {
  const struct {
    const char* name;
    Bytes bytes;
    const char* pictures;
  } rows[] = {
      {"stays", apng({base(), right_pixel(0, 0, blue), {.width = 1, .rgba = blue}}),
       "ff0000ff 00ff00ff | ff0000ff 0000ffff | 0000ffff 0000ffff"},
      {"cleared", apng({base(), right_pixel(1, 0, blue), {.width = 1, .rgba = blue}}),
       "ff0000ff 00ff00ff | ff0000ff 0000ffff | 0000ffff 00000000"},
      {"restored", apng({base(), right_pixel(2, 0, blue), {.width = 1, .rgba = blue}}),
       "ff0000ff 00ff00ff | ff0000ff 0000ffff | 0000ffff 00ff00ff"},
      {"replaced", apng({base(), right_pixel(0, 0, half_blue)}),
       "ff0000ff 00ff00ff | ff0000ff 0000ff80"},
      {"over", apng({base(), right_pixel(0, 1, half_blue)}),
       "ff0000ff 00ff00ff | ff0000ff 007f80ff"},
      {"over nothing", apng({{.width = 1, .dispose = 0, .blend = 1, .rgba = half_blue}}, true),
       "0000ff80 00000000"},
      {"default image hidden", apng({base()}, true), "ff0000ff 00ff00ff"},
  };
  for (const auto& row : rows) EXPECT_EQ(pictures_of(row.bytes), row.pictures) << row.name;
}

TEST(Apng, DurationsAreInFramesAndAtLeastHalfOfOne) {
  const auto duration = [](unsigned numerator, unsigned denominator) {
    const ApngFrame frame = {.numerator = numerator, .denominator = denominator};
    return mmd::decode_animation(apng({frame}), "a.png").at(0).duration;
  };
  EXPECT_EQ(duration(1, 30), 1.0F);
  EXPECT_EQ(duration(300, 100), 90.0F);
  EXPECT_EQ(duration(10, 0), 3.0F);
  EXPECT_EQ(duration(0, 7), 0.5F);
}

TEST(Apng, FirstPictureIsTheStillImage) {
  EXPECT_EQ(pixels_of(mmd::decode_image(apng({base(), right_pixel(0, 0, blue)}), "a.png")),
            "ff0000ff 00ff00ff");
}

TEST(Apng, OtherImagesAreOnePictureWithoutDuration) {
  ByteWriter png;
  png.raw("\x89PNG\r\n\x1A\n");
  write_png_chunk(png, "IHDR", png_header(2, 1));
  write_png_chunk(png, "IDAT", png_data(2, red_green));
  write_png_chunk(png, "IEND", {});
  for (const Bytes& bytes : {png.bytes(), bmp({}, {}, bytes_of({0, 0, 255, 0, 255, 0, 0, 0}))}) {
    const auto frames = mmd::decode_animation(bytes, "a");
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(pixels_of(frames[0].image), "ff0000ff 00ff00ff");
    EXPECT_EQ(frames[0].duration, 0.0F);
    EXPECT_FALSE(frames[0].image.transparent);
  }
}

TEST(Apng, ReadsFiles) {
  TemporaryFolder folder;
  const Bytes bytes = apng({base(), right_pixel(0, 0, half_blue)});
  std::ofstream(folder.path() / "a.png", std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  const auto frames = mmd::read_animation_file(folder.path() / "a.png");
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_FALSE(frames[0].image.transparent);
  EXPECT_TRUE(frames[1].image.transparent);
}

TEST(Apng, RefusalsNamePlaceAndReason) {
  // Offsets: header chunk 8, animation control 33, first frame control 53, its data 91.
  constexpr std::size_t control = 53 + 8;
  const auto with = [](std::size_t offset, unsigned value) {
    Bytes bytes = apng({base()});
    put_u8(bytes, offset, value);
    return error_of(bytes);
  };
  EXPECT_EQ(with(control + 3, 1), "a.png: PNG chunk[2]: sequence number 1, expected 0 (offset 53)");
  EXPECT_EQ(with(control + 7, 3),
            "a.png: PNG chunk[2]: picture of 3 x 1 at 0, 0 leaves the image of 2 x 1 (offset 53)");
  EXPECT_EQ(with(control + 12, 0xFF),
            "a.png: PNG chunk[2]: picture of 2 x 1 at 4278190080, 0 leaves the image of 2 x 1 "
            "(offset 53)");
  EXPECT_EQ(with(control + 24, 3),
            "a.png: PNG chunk[2]: dispose 3 and blend 0, expected 0..2 and 0..1 (offset 53)");
  ByteWriter none;
  none.raw("\x89PNG\r\n\x1A\n");
  write_png_chunk(none, "IHDR", png_header(2, 1));
  write_png_chunk(none, "acTL", Bytes(8));
  EXPECT_EQ(error_of(none.bytes()),
            "a.png: PNG animation: animation without a picture (offset 53)");
  write_png_chunk(none, "IHDR", png_header(2, 1));
  EXPECT_EQ(error_of(none.bytes()), "a.png: PNG chunk[2]: second image header (offset 53)");
}

TEST(Apng, LimitsOfAllPicturesTogether) {
  ByteWriter out;
  out.raw("\x89PNG\r\n\x1A\n");
  write_png_chunk(out, "IHDR", png_header(16'384, 16'384));
  write_png_chunk(out, "acTL", Bytes(8));
  const auto add_controls = [&](unsigned first, unsigned last) {
    for (unsigned i = first; i < last; ++i) {
      ByteWriter control;
      put_big_endian(control, i);
      put_big_endian(control, 1);
      put_big_endian(control, 1);
      write_png_chunk(out, "fcTL", control.zeros(14).bytes());
    }
  };
  add_controls(0, 1);
  EXPECT_EQ(error_of(out.bytes()),
            "a.png: PNG animation: 1 pictures of 16384 x 16384, expected at most 1073741824 bytes "
            "in all (offset 91)");
  add_controls(1, 4097);
  EXPECT_EQ(error_of(out.bytes()),
            "a.png: PNG chunk[4098]: more than 4096 pictures (offset 155701)");
}

TEST(Apng, TruncatedAnimationsAreRefused) {
  const Bytes full = apng({base(), right_pixel(0, 0, blue)});
  for (std::size_t length = 53; length + 12 < full.size(); ++length) {
    const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
    // Between two chunks after the first picture what is there is an animation by itself.
    const auto second_control = 91 + 12 + png_data(2, red_green).size();
    if (length == second_control) {
      EXPECT_EQ(mmd::decode_animation(cut, "a").size(), 1U);
    } else {
      EXPECT_THROW(mmd::decode_animation(cut, "a"), mmd::LoadError) << length;
    }
  }
}

}  // namespace
