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

TEST(FontSet, ANamedFontServesOnlyWhoNamesIt) {
  mmdagent::FontSet fonts;
  std::string reason;
  const auto named = fonts.add_named(mmdagent::FontSet::default_paths("/nowhere").front(), reason);
  ASSERT_EQ(named, 0U) << reason;
  overlay_test::add_system_font(fonts);
  EXPECT_EQ(fonts.font_for(U'a'), 1U);
  EXPECT_EQ(fonts.font_for(U'a', named), 0U);
  EXPECT_FALSE(fonts.add_named(__FILE__, reason));
  EXPECT_EQ(fonts.size(), 2U);
}

TEST(FontSet, TellsWithoutAddingWhetherAFileIsAFont) {
  EXPECT_FALSE(mmdagent::FontSet::problem_of(mmdagent::FontSet::default_paths("").front()));
  EXPECT_EQ(mmdagent::FontSet::problem_of(__FILE__),
            std::string(__FILE__) + ": not a font that can be read");
}
