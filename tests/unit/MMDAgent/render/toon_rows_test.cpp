#include "render/toon_rows.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

std::vector<std::uint8_t> column(std::initializer_list<int> reds) {
  std::vector<std::uint8_t> rgba;
  for (const int red : reds) rgba.insert(rgba.end(), {static_cast<std::uint8_t>(red), 1, 2, 255});
  return rgba;
}

TEST(ToonRows, TheSameHeightStaysAsItIs) {
  EXPECT_EQ(resampled_toon(column({10, 20, 90}), 3), column({10, 20, 90}));
}

TEST(ToonRows, OtherHeightsAreFilteredAsATextureIs) {
  // The centres of four rows lie at 0.25 and 0.75 of each of the two given ones.
  EXPECT_EQ(resampled_toon(column({0, 100}), 4), column({0, 25, 75, 100}));
}

TEST(ToonRows, NothingIsWhite) {
  EXPECT_EQ(resampled_toon({}, 2), std::vector<std::uint8_t>(8, 255));
}

}  // namespace
}  // namespace mmdagent
