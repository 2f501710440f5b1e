#include "overlay/text_layout.h"

#include <gtest/gtest.h>

#include "fonts.h"

namespace {

class TextLayoutTest : public testing::Test {
 protected:
  void SetUp() override { overlay_test::add_system_font(fonts); }
  mmdagent::FontSet fonts;
};

}  // namespace

TEST_F(TextLayoutTest, GlyphsFollowEachOtherOnTheBaseline) {
  const auto layout = mmdagent::lay_out_text(fonts, "ab", false);
  ASSERT_EQ(layout.glyphs.size(), 2U);
  EXPECT_EQ(layout.glyphs[0].x, 0.0F);
  EXPECT_GT(layout.glyphs[1].x, 0.2F);
  EXPECT_EQ(layout.glyphs[1].y, 0.0F);
  EXPECT_EQ(layout.lines, 1);
}

TEST_F(TextLayoutTest, AWideCharacterIsOneEmWide) {
  const auto layout = mmdagent::lay_out_text(fonts, "あい", false);
  ASSERT_EQ(layout.glyphs.size(), 2U);
  EXPECT_NEAR(layout.glyphs[1].x, mmdagent::em_per_line_height, 0.01F);
  EXPECT_NEAR(layout.width, 2 * mmdagent::em_per_line_height, 0.01F);
}

TEST_F(TextLayoutTest, LinesGoDownAndTheWidthIsTheLongest) {
  const auto layout = mmdagent::lay_out_text(fonts, "あああ\nあ", false);
  ASSERT_EQ(layout.glyphs.size(), 4U);
  EXPECT_EQ(layout.lines, 2);
  EXPECT_EQ(layout.glyphs[3].x, 0.0F);
  EXPECT_EQ(layout.glyphs[3].y, -1.0F);
  EXPECT_NEAR(layout.width, 3 * mmdagent::em_per_line_height, 0.01F);
}

TEST_F(TextLayoutTest, RightAlignedLinesEndAtTheOrigin) {
  const auto layout = mmdagent::lay_out_text(fonts, "ああ\nあ", true);
  ASSERT_EQ(layout.glyphs.size(), 3U);
  EXPECT_NEAR(layout.glyphs[0].x, -2 * mmdagent::em_per_line_height, 0.01F);
  EXPECT_NEAR(layout.glyphs[2].x, -mmdagent::em_per_line_height, 0.01F);
}

TEST_F(TextLayoutTest, InvalidBytesAreShownAndNeverLoop) {
  const auto layout = mmdagent::lay_out_text(fonts, "a\xFF\xE3z", false);
  EXPECT_EQ(layout.glyphs.size(), 4U);
  EXPECT_EQ(layout.glyphs[1].glyph, layout.glyphs[2].glyph);
}

TEST(TextLayoutWithoutFont, DrawsNothing) {
  const mmdagent::FontSet fonts;
  EXPECT_TRUE(mmdagent::lay_out_text(fonts, "a", false).glyphs.empty());
}
