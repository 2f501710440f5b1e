#include "overlay/font_set.h"

#include <gtest/gtest.h>

#include "fonts.h"

TEST(FontSet, SaysWhichFileIsNoFont) {
  mmdagent::FontSet fonts;
  std::string reason;
  EXPECT_FALSE(fonts.add(__FILE__, reason));
  EXPECT_EQ(reason, std::string(__FILE__) + ": not a font that can be read");
  EXPECT_EQ(fonts.size(), 0U);
}

TEST(FontSet, TheFirstFontServesWhatNoneHas) {
  mmdagent::FontSet fonts;
  overlay_test::add_system_font(fonts);
  EXPECT_EQ(fonts.font_for(U'あ'), 0U);
  EXPECT_EQ(fonts.font_for(0x10FFFF), 0U);
}
