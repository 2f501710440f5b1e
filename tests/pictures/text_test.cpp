// Texts of the 2-D layer: place, colour, outline.
#include <gtest/gtest.h>

#include <string>

#include "overlay/font_set.h"
#include "pictures/picture_rig.h"

namespace mmdagent::test {
namespace {

class TextPicture : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string& path : FontSet::default_paths("")) rig.apply(AddFont{path});
  }

  DrawnText& add(const std::string& text, glm::vec2 position, float size) {
    DrawnText& drawn = rig.snapshot.texts.emplace_back();
    drawn.characters = {static_cast<std::uint32_t>(rig.snapshot.characters.size()),
                        static_cast<std::uint32_t>(text.size())};
    rig.snapshot.characters.insert(rig.snapshot.characters.end(), text.begin(), text.end());
    drawn.position = position;
    drawn.size = size;
    return drawn;
  }

  // Pixels of nearly that colour in a part of the picture, from the top left.
  int count(const Color& color, glm::ivec2 from, glm::ivec2 to) {
    int found = 0;
    for (int y = from.y; y < to.y; ++y) {
      for (int x = from.x; x < to.x; ++x) {
        const Color pixel = rig.pixel(x, y);
        found += std::abs(pixel.red - color.red) < 40 && std::abs(pixel.green - color.green) < 40 &&
                 std::abs(pixel.blue - color.blue) < 40;
      }
    }
    return found;
  }

  PictureRig rig{{300, 300}};
};

constexpr Color yellow{255, 255, 0};
constexpr Color red{255, 0, 0};

}  // namespace

TEST_F(TextPicture, StandsOnItsBaselineWhereItIsPut) {
  // 10 pixels a unit: the baseline is 50 pixels above the lower edge.
  add("■■", {2.0F, 5.0F}, 5.0F).color = {1.0F, 1.0F, 0.0F, 1.0F};
  rig.draw();
  EXPECT_GT(count(yellow, {20, 205}, {110, 260}), 500);
  EXPECT_EQ(count(yellow, {0, 0}, {300, 195}), 0);
  EXPECT_EQ(count(yellow, {120, 195}, {300, 300}), 0);
}

TEST_F(TextPicture, RightAlignedEndsWhereItIsPut) {
  DrawnText& text = add("■■", {28.0F, 20.0F}, 5.0F);
  text.color = {1.0F, 1.0F, 0.0F, 1.0F};
  text.right_aligned = true;
  rig.draw();
  EXPECT_GT(count(yellow, {190, 40}, {282, 115}), 500);
  EXPECT_EQ(count(yellow, {283, 0}, {300, 300}), 0);
  EXPECT_EQ(count(yellow, {0, 0}, {190, 300}), 0);
}

TEST_F(TextPicture, TheOutlineLiesAroundAndBehindTheText) {
  DrawnText& text = add("I", {14.0F, 10.0F}, 15.0F);
  text.color = {1.0F, 1.0F, 0.0F, 1.0F};
  text.outline_color = {1.0F, 0.0F, 0.0F, 1.0F};
  rig.draw();
  const int plain = count(yellow, {0, 0}, {300, 300});
  EXPECT_EQ(count(red, {0, 0}, {300, 300}), 0);
  text.outline_width = 1.0F;
  rig.draw();
  EXPECT_NEAR(count(yellow, {0, 0}, {300, 300}), plain, plain / 10);
  EXPECT_GT(count(red, {0, 0}, {300, 300}), 1000);
}

TEST_F(TextPicture, WhatDoesNotChangeIsNotUploadedAgain) {
  add("abc", {2.0F, 5.0F}, 5.0F);
  rig.draw();
  const auto first = rig.statistics().counts.uploaded_bytes;
  rig.draw();
  EXPECT_LT(rig.statistics().counts.uploaded_bytes + 3 * 6 * 32, first + 1);
}

}  // namespace mmdagent::test
