#include "render/caption_placement.h"

#include <gtest/gtest.h>

namespace mmdagent::test {
namespace {

constexpr glm::vec2 layer{40.0F, 30.0F};

CaptionPlacement place(TextSide side, float size, float width, float height = 0.5F) {
  DrawnCaption caption;
  caption.side = side;
  caption.size = size;
  caption.height = height;
  return place_caption(caption, width, layer);
}

TEST(CaptionPlacement, TheBoxTouchesTheSideAndTheTextItsMargin) {
  // Text 5 wide at size 1: 10 at size 2, with margins 10.8.
  EXPECT_FLOAT_EQ(place(TextSide::left, 2, 5).origin.x, 0.4F);
  EXPECT_FLOAT_EQ(place(TextSide::right, 2, 5).origin.x, 40.0F - 10.4F);
  EXPECT_FLOAT_EQ(place(TextSide::center, 2, 5).origin.x, 15.0F);
}

TEST(CaptionPlacement, HeightIsAPartOfThePicture) {
  EXPECT_FLOAT_EQ(place(TextSide::left, 2, 5, 0.0F).origin.y, 0.0F);
  EXPECT_FLOAT_EQ(place(TextSide::left, 2, 5, 0.25F).origin.y, 7.5F);
}

TEST(CaptionPlacement, Case68WhatIsTooWideLeavesTwoUnits) {
  const CaptionPlacement fits = place(TextSide::center, 4, 9.6F);
  EXPECT_FLOAT_EQ(fits.size, 4.0F) << "exactly as wide as the picture";
  for (const TextSide side : {TextSide::left, TextSide::center, TextSide::right}) {
    const CaptionPlacement wide = place(side, 4, 20);
    EXPECT_NEAR(wide.size * 20.4F, 38.0F, 1e-4F);
    const float left = wide.origin.x - caption_margin * wide.size;
    const float wanted = side == TextSide::left ? 0.0F : side == TextSide::center ? 1.0F : 2.0F;
    EXPECT_NEAR(left, wanted, 1e-4F);
  }
}

}  // namespace
}  // namespace mmdagent::test
