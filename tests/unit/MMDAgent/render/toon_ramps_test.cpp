#include "render/toon_ramps.h"

#include <gtest/gtest.h>

#include <array>

namespace mmdagent {
namespace {

using Rgb = std::array<int, 3>;

Rgb row(int slot, int number) {
  const Image image = toon_ramp(slot);
  const std::size_t at = static_cast<std::size_t>(number) * 4;
  return {image.rgba[at], image.rgba[at + 1], image.rgba[at + 2]};
}

TEST(ToonRamps, AreOneColumnOf32OpaqueRows) {
  for (int slot = 0; slot <= 10; ++slot) {
    const Image image = toon_ramp(slot);
    EXPECT_EQ(image.width, 1);
    EXPECT_EQ(image.height, 32);
    ASSERT_EQ(image.rgba.size(), 128U);
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) EXPECT_EQ(image.rgba[i], 255);
  }
}

TEST(ToonRamps, HaveTheColoursOfTheTable) {
  const Rgb white{255, 255, 255};
  for (const int slot : {0, 7, 8, 9, 10}) EXPECT_EQ(row(slot, 31), white);
  EXPECT_EQ(row(1, 15), white);
  EXPECT_EQ(row(1, 16), (Rgb{205, 205, 205}));
  EXPECT_EQ(row(2, 31), (Rgb{245, 225, 225}));
  EXPECT_EQ(row(3, 16), (Rgb{154, 154, 154}));
  EXPECT_EQ(row(4, 20), (Rgb{248, 239, 235}));
  EXPECT_EQ(row(5, 18), white);
  EXPECT_EQ(row(5, 19), (Rgb{255, 254, 254}));
  EXPECT_EQ(row(5, 20), (Rgb{255, 250, 248}));
  EXPECT_EQ(row(5, 25), (Rgb{255, 241, 235}));
  EXPECT_EQ(row(5, 31), (Rgb{254, 232, 223}));
  EXPECT_EQ(row(6, 0), (Rgb{255, 237, 97}));
  EXPECT_EQ(row(6, 9), (Rgb{255, 246, 175}));
  EXPECT_EQ(row(6, 17), (Rgb{226, 210, 91}));
  EXPECT_EQ(row(6, 31), (Rgb{195, 172, 3}));
}

}  // namespace
}  // namespace mmdagent
