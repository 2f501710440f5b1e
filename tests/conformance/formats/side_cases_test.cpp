// Conformance cases F40 to F48 of the format chapter: side files and images. F46 and F47 are the
// host's: see README.md.
#include <gtest/gtest.h>

#include <fstream>

#include "MMDFiles/lip_table.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "support/apng_builder.h"
#include "support/format_fixtures.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"
#include "unit/MMDFiles/image_builder.h"

namespace {

using namespace test_support;

TEST(FormatCases, F40_ABadLipTableLeavesTheModelUsable) {
  TemporaryFolder folder;
  const auto model = folder.path() / "a.pmd";
  const Bytes bytes = pmd_tri();
  std::ofstream(model, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  std::ofstream(folder.path() / "a.lip") << "2 a i 1 x 0.5 -0.1";
  EXPECT_EQ(mmd::read_model_file(model).bones.size(), 1U);
  const auto table = mmd::find_lip_table(model);
  ASSERT_TRUE(table);
  EXPECT_EQ(
      load_error_of([&] { mmd::read_lip_table_file(*table); }),
      table->string() + ": lip table: rate \"-0.1\", expected a number of at least 0 (offset 14)");
}

TEST(FormatCases, F41_TunedWeights) {
  std::vector<float> weights = {1, .5F, .5F};
  const std::vector<std::vector<int>> sets = {{0, 1, 2}};
  mmd::tune_weights(sets, weights);
  EXPECT_EQ(weights, (std::vector<float>{1, 0, 0}));
}

TEST(FormatCases, F42_Thresholds) {
  const mmd::ShapeMap map = mmd::parse_shape_map("AU1 上 >0.7", "a.shapemap");
  const mmd::ShapeTarget& target = map.units.at("AU1").at(0);
  EXPECT_EQ(target.morph, "上");
  EXPECT_NEAR(target.response.weight(.7F), .5F, 1e-6F);
  EXPECT_NEAR(target.response.weight(.9F), .997527F, 1e-6F);
}

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

TEST(FormatCases, F43_BmpWhoseAlphaIsAllZeroIsOpaque) {
  const BmpHeader header = {.bits = 32};
  expect_pixels({
      {"all zero", bmp(header, {}, bytes_of({3, 2, 1, 0, 6, 5, 4, 0})), "010203ff 040506ff"},
      {"one not", bmp(header, {}, bytes_of({3, 2, 1, 0, 6, 5, 4, 9})), "01020300 04050609"},
  });
  EXPECT_TRUE(
      mmd::decode_image(bmp(header, {}, bytes_of({3, 2, 1, 0, 6, 5, 4, 9})), "a").transparent);
}

TEST(FormatCases, F44_BmpRowsArePaddedAndMayBeTopDown) {
  const Bytes rows = bytes_of({1, 0, 0, 2, 0, 0, 3, 0, 0, 9, 9, 9,  //
                               4, 0, 0, 5, 0, 0, 6, 0, 0, 9, 9, 9});
  expect_pixels({
      {"top-down", bmp({.width = 3, .height = -2}, {}, rows),
       "000001ff 000002ff 000003ff/000004ff 000005ff 000006ff"},
      {"bottom-up", bmp({.width = 3, .height = 2}, {}, rows),
       "000004ff 000005ff 000006ff/000001ff 000002ff 000003ff"},
  });
  Bytes unpadded = bmp({.width = 3, .height = -2}, {}, rows);
  unpadded.resize(unpadded.size() - 3);
  EXPECT_EQ(decoded(unpadded), "000001ff 000002ff 000003ff/000004ff 000005ff 000006ff");
}

TEST(FormatCases, F45_TgaRunBeyondTheImageIsRefused) {
  const TgaHeader header = {.type = 10, .width = 3};
  EXPECT_EQ(error_of(tga(header, bytes_of({0x83, 3, 2, 1}))),
            "a.bmp: TGA pixels: run beyond the end of the image (offset 18)");
  EXPECT_EQ(error_of(tga(header, bytes_of({0x03, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1}))),
            "a.bmp: TGA pixels: run beyond the end of the image (offset 18)");
}

TEST(FormatCases, F48_AFrameOfAHundredthStaysForHalfAFrame) {
  const ApngFrame frame = {.numerator = 1, .denominator = 0};
  EXPECT_EQ(mmd::decode_animation(apng({frame}), "a.png").at(0).duration, .5F);
}

}  // namespace
