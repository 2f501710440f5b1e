#include "overlay/glyph_atlas.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fonts.h"
#include "overlay/text_layout.h"

namespace {

class GlyphAtlasTest : public testing::Test {
 protected:
  void SetUp() override { overlay_test::add_system_font(fonts); }
  mmdagent::AtlasGlyph find(const char* text, float outline) {
    const auto layout = mmdagent::lay_out_text(fonts, text, false);
    return atlas.find(layout.glyphs.at(0).font, layout.glyphs.at(0).glyph, outline);
  }
  mmdagent::FontSet fonts;
  mmdagent::GlyphAtlas atlas{fonts};
};

}  // namespace

TEST_F(GlyphAtlasTest, AGlyphIsDrawnOnceUprightAboveItsBaseline) {
  const auto glyph = find("L", 0.0F);
  EXPECT_GT(glyph.width, 5);
  EXPECT_GT(glyph.height, 20);
  EXPECT_NEAR(glyph.offset_y, glyph.extent_y, 0.05F);  // stands on the baseline
  // An L is heavy at the bottom.
  const auto row_sum = [&](int y) {
    int sum = 0;
    for (int x = 0; x < glyph.width; ++x) {
      sum += atlas.texels()[static_cast<std::size_t>(glyph.top + y) * mmdagent::GlyphAtlas::side +
                            static_cast<std::size_t>(glyph.left + x)];
    }
    return sum;
  };
  EXPECT_GT(row_sum(glyph.height - 2), 2 * row_sum(2));
  const auto rows = atlas.take_changed_rows();
  EXPECT_EQ(rows.end - rows.first, glyph.height);
  find("L", 0.0F);
  EXPECT_EQ(atlas.take_changed_rows().end, 0);
}

TEST_F(GlyphAtlasTest, AnOutlineGrowsOnAllSides) {
  const auto plain = find("o", 0.0F);
  const auto outlined = find("o", 0.1F);
  EXPECT_NEAR(plain.offset_x - outlined.offset_x, 0.1F, 0.02F);
  EXPECT_NEAR(outlined.extent_x - plain.extent_x, 0.2F, 0.04F);
  EXPECT_NEAR(outlined.extent_y - plain.extent_y, 0.2F, 0.04F);
}

TEST_F(GlyphAtlasTest, ASpaceTakesNoRoom) { EXPECT_EQ(find(" ", 0.0F).width, 0); }

TEST_F(GlyphAtlasTest, AFullAtlasBeginsAnew) {
  for (std::uint32_t glyph = 1000; atlas.generation() == 0 && glyph < 20'000; ++glyph) {
    atlas.find(0, glyph, 0.0F);
  }
  EXPECT_EQ(atlas.generation(), 1U);
  EXPECT_GT(find("L", 0.0F).width, 5);
  const auto rows = atlas.take_changed_rows();
  EXPECT_EQ(rows.first, 0);
}

TEST_F(GlyphAtlasTest, SolidTexelsAreCoveredWhollyAlsoAfterItBeganAnew) {
  const auto covered = [&] {
    const auto solid = atlas.solid();
    int least = 255;
    for (int y = solid.top; y < solid.top + solid.height; ++y) {
      for (int x = solid.left; x < solid.left + solid.width; ++x) {
        least = std::min<int>(
            least, atlas.texels()[static_cast<std::size_t>(y * mmdagent::GlyphAtlas::side + x)]);
      }
    }
    return solid.width >= 2 && least == 255;
  };
  EXPECT_TRUE(covered());
  for (std::uint32_t glyph = 1000; atlas.generation() == 0 && glyph < 20'000; ++glyph) {
    atlas.find(0, glyph, 0.0F);
  }
  EXPECT_TRUE(covered());
}
