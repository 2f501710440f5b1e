// Captions: layers, box, size, fonts; case 68 of rendering.md section 10.6.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "overlay/font_set.h"
#include "pictures/picture_rig.h"

namespace mmdagent::test {
namespace {

constexpr glm::vec4 yellow{1, 1, 0, 1};
constexpr glm::vec4 red{1, 0, 0, 1};
constexpr glm::vec4 green{0, 1, 0, 1};
constexpr glm::vec4 violet{1, 0, 1, 1};

// What is of a colour: how many pixels, and the rectangle about them, from the top left.
struct Area {
  int pixels = 0;
  int left = 1000, top = 1000, right = -1, bottom = -1;
};

class CaptionPicture : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string& path : FontSet::default_paths("")) rig.apply(AddFont{path});
  }

  DrawnCaption& add(const std::string& text, float size, TextSide side, float height) {
    DrawnCaption& drawn = rig.snapshot.captions.emplace_back();
    drawn.characters = {static_cast<std::uint32_t>(rig.snapshot.characters.size()),
                        static_cast<std::uint32_t>(text.size())};
    rig.snapshot.characters.insert(rig.snapshot.characters.end(), text.begin(), text.end());
    drawn.size = size;
    drawn.side = side;
    drawn.height = height;
    drawn.color = yellow;
    return drawn;
  }

  Area area(const glm::vec4& color) {
    Area found;
    for (int y = 0; y < rig.picture().height; ++y) {
      for (int x = 0; x < rig.picture().width; ++x) {
        const Color pixel = rig.pixel(x, y);
        const glm::vec4 off = glm::vec4(pixel.red, pixel.green, pixel.blue, 255) / 255.0F - color;
        if (std::max({std::abs(off.r), std::abs(off.g), std::abs(off.b)}) > 0.15F) continue;
        ++found.pixels;
        found.left = std::min(found.left, x);
        found.right = std::max(found.right, x);
        found.top = std::min(found.top, y);
        found.bottom = std::max(found.bottom, y);
      }
    }
    return found;
  }

  // 10 pixels a unit, 40 units wide.
  PictureRig rig{{400, 300}};
};

TEST_F(CaptionPicture, AnEmIs85HundredthsOfASize) {
  // A full-width block fills its em sideways; the caption's margin lies beside it.
  add("■■", 5.0F, TextSide::left, 0.5F).background = violet;
  rig.draw();
  const Area box = area(violet);
  EXPECT_EQ(box.left, 0);
  EXPECT_NEAR(box.right, 10 * (2 * 0.85F * 5 + 2 * 0.2F * 5), 2);
  const Area text = area(yellow);
  EXPECT_GT(text.pixels, 1000);
  EXPECT_NEAR(text.top - box.top, 10, 2) << "0.2 sizes above the highest glyph";
  EXPECT_NEAR(box.bottom - text.bottom, 10, 2);
}

TEST_F(CaptionPicture, TheFirstBaselineIsAtItsHeight) {
  add("■", 5.0F, TextSide::left, 0.25F);
  rig.draw();
  const Area one = area(yellow);
  // The block stands a little below its baseline.
  EXPECT_NEAR(one.bottom, 225, 8);
  rig.snapshot.captions.clear();
  add("■\n■", 5.0F, TextSide::left, 0.25F);
  rig.draw();
  const Area two = area(yellow);
  EXPECT_EQ(two.top, one.top);
  EXPECT_NEAR(two.bottom - one.bottom, 55, 1) << "1.1 sizes to the next line";
}

TEST_F(CaptionPicture, SidesAreThoseOfThePicture) {
  add("■", 5.0F, TextSide::right, 0.5F).background = violet;
  rig.draw();
  EXPECT_EQ(area(violet).right, 399);
  rig.snapshot.captions.back().side = TextSide::center;
  rig.draw();
  const Area centred = area(violet);
  EXPECT_NEAR(centred.left, 399 - centred.right, 1);
}

TEST_F(CaptionPicture, Case68WhatIsTooLongIsDrawnSmaller) {
  add(std::string(60, 'm'), 4.0F, TextSide::center, 0.5F).background = violet;
  rig.draw();
  const Area box = area(violet);
  EXPECT_NEAR(box.right - box.left + 1, 380, 2);
}

TEST_F(CaptionPicture, TextLiesOnItsEdgesAndTheyOnTheBox) {
  DrawnCaption& caption = add("■", 10.0F, TextSide::center, 0.4F);
  rig.draw();
  const Area plain = area(yellow);
  caption.inner = {red, 4.0F / 36.0F};
  caption.outer = {green, 8.0F / 36.0F};
  caption.background = violet;
  rig.draw();
  EXPECT_NEAR(area(yellow).pixels, plain.pixels, plain.pixels / 20);
  const Area inner = area(red);
  const Area outer = area(green);
  const Area box = area(violet);
  // 4 and 8 of 36 parts of 85 pixels.
  EXPECT_NEAR(plain.left - inner.left, 9.4F, 2);
  EXPECT_NEAR(plain.left - outer.left, 18.9F, 2);
  EXPECT_GE(plain.left - box.left, 20) << "the margin";
  EXPECT_GT(box.pixels, 500);
}

TEST_F(CaptionPicture, AnEdgeWithoutThicknessOrAlphaIsNotDrawn) {
  DrawnCaption& caption = add("■", 10.0F, TextSide::center, 0.4F);
  caption.inner = {red, 0.0F};
  caption.outer = {{0, 1, 0, 0}, 0.2F};
  rig.draw();
  EXPECT_EQ(area(red).pixels, 0);
  EXPECT_EQ(area(green).pixels, 0);
}

TEST_F(CaptionPicture, CaptionsLieOnTexts) {
  DrawnText& text = rig.snapshot.texts.emplace_back();
  const std::string block = "■";
  text.characters = {0, static_cast<std::uint32_t>(block.size())};
  rig.snapshot.characters.assign(block.begin(), block.end());
  text.position = {0.0F, 14.0F};
  text.size = 8.0F;
  text.color = green;
  rig.draw();
  const int alone = area(green).pixels;
  add("■■", 5.0F, TextSide::left, 0.5F).background = violet;
  rig.draw();
  EXPECT_LT(area(green).pixels, alone / 2);
  EXPECT_GT(alone, 1000);
}

TEST_F(CaptionPicture, AFontOfItsOwnServesOnlyWhoNamesIt) {
  add("m", 10.0F, TextSide::left, 0.5F);
  rig.draw();
  const Area before = area(yellow);
  rig.apply(AddFont{"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 77});
  rig.draw();
  EXPECT_EQ(area(yellow).right, before.right) << "nobody has named it";
  rig.snapshot.captions.back().font = 77;
  rig.draw();
  EXPECT_NE(area(yellow).right, before.right);
}

TEST_F(CaptionPicture, WhatDoesNotChangeIsNotUploadedAgain) {
  add("abc", 5.0F, TextSide::left, 0.5F);
  rig.draw();
  const auto first = rig.statistics().counts.uploaded_bytes;
  rig.draw();
  EXPECT_LT(rig.statistics().counts.uploaded_bytes + 3 * 6 * 32, first + 1);
}

}  // namespace
}  // namespace mmdagent::test
