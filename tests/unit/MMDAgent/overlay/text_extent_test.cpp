#include "overlay/text_extent.h"

#include <gtest/gtest.h>

#include "fonts.h"

namespace {

using mmdagent::text_extent;
using mmdagent::TextExtent;

class TextExtentTest : public testing::Test {
 protected:
  void SetUp() override { overlay_test::add_system_font(fonts); }
  mmdagent::FontSet fonts;
};

TEST_F(TextExtentTest, AWideBlockIsAnEmWide) {
  const TextExtent extent = text_extent(fonts, "■■", 1.0F);
  EXPECT_NEAR(extent.width, 2.0F, 0.01F);
  EXPECT_EQ(extent.lines, 1);
  EXPECT_GT(extent.above, 0.7F);
  EXPECT_GT(extent.height, 0.75F);
  EXPECT_LT(extent.height, 1.05F);
}

TEST_F(TextExtentTest, WhatHangsBelowTheBaselineCounts) {
  const TextExtent flat = text_extent(fonts, "n", 1.0F);
  const TextExtent hanging = text_extent(fonts, "g", 1.0F);
  EXPECT_NEAR(flat.height, flat.above, 0.03F);
  EXPECT_GT(hanging.height, hanging.above + 0.1F);
}

TEST_F(TextExtentTest, FurtherLinesAddThePitch) {
  const TextExtent one = text_extent(fonts, "■", 1.5F);
  const TextExtent three = text_extent(fonts, "■\n■■\n■", 1.5F);
  EXPECT_NEAR(three.width, 2.0F, 0.01F);
  EXPECT_EQ(three.above, one.above);
  EXPECT_NEAR(three.height, one.height + 3.0F, 0.01F);
  EXPECT_EQ(three.lines, 3);
}

TEST_F(TextExtentTest, NothingTakesNoRoom) {
  EXPECT_EQ(text_extent(fonts, "", 1.0F).height, 0.0F);
  EXPECT_EQ(text_extent(fonts, "   ", 1.0F).height, 0.0F);
  EXPECT_GT(text_extent(fonts, "   ", 1.0F).width, 0.5F);
}

TEST(TextExtentWithoutFonts, IsNothing) {
  const mmdagent::FontSet none;
  const TextExtent extent = text_extent(none, "text", 1.0F);
  EXPECT_EQ(extent.width, 0.0F);
  EXPECT_EQ(extent.height, 0.0F);
}

}  // namespace
