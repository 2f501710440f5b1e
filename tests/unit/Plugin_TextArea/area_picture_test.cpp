#include "area_picture.h"

#include <gtest/gtest.h>

#include "board_host.h"

namespace {

using mmdagent::BoardItem;
using test_support::BoardHost;
using text_area::AreaPicture;
using text_area::AreaRequest;
using text_area::Content;
using text_area::Panel;

constexpr float em = 0.85F;

AreaRequest request_of(float width, float height, float size = 1.0F, float margin = 0.5F) {
  AreaRequest request;
  request.width = width;
  request.height = height;
  request.size = size;
  request.margin = margin;
  request.line_space = 0.2F;
  request.background = {0.1F, 0.2F, 0.3F, 0.6F};
  request.color = {1, 0.5F, 0, 0.8F};
  return request;
}

Content text(const std::string& characters) {
  return {.kind = Content::Kind::text, .text = characters};
}

Content image(std::uint64_t number) {
  Content content;
  content.kind = Content::Kind::image;
  content.image = number;
  content.pixel_width = 200;
  content.pixel_height = 100;
  return content;
}

class AreaPictureTest : public testing::Test {
 protected:
  void run(int frames) {
    for (int i = 0; i < frames; ++i) picture.advance(1.0, request, host);
  }
  // The first of that kind.
  const BoardItem* item(BoardItem::Kind kind, const std::string& characters = {}) {
    items = picture.items(request);
    for (const BoardItem& one : items) {
      if (one.kind == kind && (characters.empty() || one.text == characters)) return &one;
    }
    return nullptr;
  }

  test_support::Record record;
  BoardHost host{"TextArea", record};
  AreaRequest request = request_of(0, 0);
  AreaPicture picture;
  std::vector<BoardItem> items;
};

}  // namespace

TEST(AreaText, P43BlanksAndLineBreaks) {
  EXPECT_EQ(text_area::drawn_text("Hello_world\\nsecond"), "Hello world\nsecond");
  EXPECT_EQ(text_area::drawn_text("a\\rb\\r\\nc\r\nd\ne"), "a\nb\nc\nd\ne");
  EXPECT_EQ(text_area::drawn_text("a\\\\n\\"), "a\\\n\\") << "no other escapes";
  EXPECT_EQ(text_area::drawn_text("\\n\\n"), "\n\n");
}

TEST(AreaPanel, P44ImagesKeepTheirShape) {
  EXPECT_EQ(text_area::image_panel(request_of(4, 0), 200, 100), (Panel{4, 2, 0, 0}));
  EXPECT_EQ(text_area::image_panel(request_of(0, 3), 200, 100), (Panel{6, 3, 0, 0}));
  EXPECT_EQ(text_area::image_panel(request_of(5, 5), 200, 100), (Panel{5, 5, 0, 0}));
  EXPECT_EQ(text_area::image_panel(request_of(0, -1), 200, 100), (Panel{200, 100, 0, 0}));
}

TEST(AreaPanel, P45WideTextBecomesSmaller) {
  const mmdagent::TextRoom room{10 / em, 1, 1};  // 10 units wide
  EXPECT_FLOAT_EQ(text_area::text_panel(request_of(4, 0), room).scale, 0.3F);
  EXPECT_FLOAT_EQ(text_area::text_panel(request_of(11, 0), room).scale, 1.0F) << "it fits";
  EXPECT_EQ(text_area::text_panel(request_of(0.5F, 0), room).scale, 0.0F) << "margins alone";
  EXPECT_FLOAT_EQ(text_area::text_panel(request_of(0, 0, 2), room).scale, 2.0F);
}

TEST(AreaPanel, TakesTheSizeOfItsText) {
  const mmdagent::TextRoom room{10, 0.75F, 2};
  const Panel panel = text_area::text_panel(request_of(0, 0, 2), room);
  EXPECT_FLOAT_EQ(panel.width, 10 * em * 2 + 1);
  EXPECT_FLOAT_EQ(panel.height, 2 * em * 2 + 1);
  EXPECT_FLOAT_EQ(panel.above, 0.75F * em);
  AreaRequest outlined = request_of(0, 0, 2);
  outlined.outlined = true;
  const Panel larger = text_area::text_panel(outlined, room);
  EXPECT_FLOAT_EQ(larger.width, panel.width) << "glyphs advance as before";
  EXPECT_FLOAT_EQ(larger.height, panel.height + 2 * 2 * em / 36);
  EXPECT_FLOAT_EQ(larger.above, panel.above + em / 36);
  EXPECT_FLOAT_EQ(text_area::text_panel(request_of(0, 9), room).height, 9);
}

TEST_F(AreaPictureTest, NothingBeforeTheFirstContent) {
  run(3);
  EXPECT_TRUE(picture.items(request).empty());
  EXPECT_FALSE(picture.advance(1.0, request, host));
}

TEST_F(AreaPictureTest, TextStandsWithinItsMarginAndSlidesIn) {
  request = request_of(0, 0, 2);
  picture.set(text("abc\nde"));
  run(1);
  const float width = 3 * em * 2 + 1;
  const float height = em * 2 + 1.2F * 2 + 1;
  EXPECT_FLOAT_EQ(picture.panel().width, width);
  EXPECT_FLOAT_EQ(picture.panel().height, height);
  run(5);  // half way
  const BoardItem* box = item(BoardItem::Kind::box);
  ASSERT_NE(box, nullptr);
  EXPECT_FLOAT_EQ(box->corner[0], -width / 2);
  EXPECT_FLOAT_EQ(box->corner[1], -height / 2);
  EXPECT_FLOAT_EQ(box->extent[0], width);
  EXPECT_FLOAT_EQ(box->color[3], 0.3F);
  EXPECT_EQ(box->depth, 0.0F);
  const BoardItem* words = item(BoardItem::Kind::text);
  ASSERT_NE(words, nullptr);
  EXPECT_FLOAT_EQ(words->corner[0], -width / 2 + 0.5F + 0.3F);
  EXPECT_NEAR(words->corner[1], height / 2 - 0.5F - em * 2, 1e-5F);
  EXPECT_FLOAT_EQ(words->extent[0], em * 2);
  EXPECT_FLOAT_EQ(words->extent[1], 1.2F * 2);
  EXPECT_FLOAT_EQ(words->color[3], 0.4F);
  EXPECT_FLOAT_EQ(words->depth, 0.02F);
  EXPECT_EQ(words->edge, 0.0F);
  run(5);
  EXPECT_FLOAT_EQ(item(BoardItem::Kind::text)->corner[0], -width / 2 + 0.5F);
  EXPECT_FLOAT_EQ(item(BoardItem::Kind::text)->color[3], 0.8F);
  EXPECT_FALSE(picture.advance(1.0, request, host)) << "nothing changes any more";
}

TEST_F(AreaPictureTest, OutlinedTextHasABlackEdge) {
  request.outlined = true;
  picture.set(text("a"));
  run(11);
  const BoardItem* words = item(BoardItem::Kind::text);
  EXPECT_FLOAT_EQ(words->edge, 1.0F / 36);
  EXPECT_EQ(words->edge_color[0], 0.0F);
  EXPECT_EQ(words->edge_color[3], 1.0F);
}

TEST_F(AreaPictureTest, E7OldTextFadesOutInItsOwnPlace) {
  request = request_of(8, 4);
  picture.set(text("one"));
  run(11);
  picture.set(text("longer than before\nand higher"));
  run(4);  // the first measures
  const BoardItem* old = item(BoardItem::Kind::text, "one");
  ASSERT_NE(old, nullptr);
  EXPECT_FLOAT_EQ(old->color[3], 0.8F * 0.7F);
  EXPECT_FLOAT_EQ(old->corner[0], -4 + 0.5F);
  EXPECT_FLOAT_EQ(old->extent[0], em);
  EXPECT_EQ(items.size(), 3U) << "one background, which does not fade";
  EXPECT_FLOAT_EQ(items[0].color[3], 0.6F);
  EXPECT_FLOAT_EQ(items[2].color[3], 0.8F * 0.3F);
  EXPECT_LT(items[2].extent[0], em) << "the new one is smaller";
  run(7);
  EXPECT_EQ(item(BoardItem::Kind::text, "one"), nullptr);
}

TEST_F(AreaPictureTest, AnOldImageStaysBeneathWhileTheNewOneFadesIn) {
  request = request_of(4, 0);
  EXPECT_EQ(picture.set(image(1)), 0U);
  run(11);
  EXPECT_EQ(picture.set(image(2)), 0U);
  run(6);
  items = picture.items(request);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].image, 1U);
  EXPECT_FLOAT_EQ(items[0].color[3], 1.0F);
  EXPECT_EQ(items[1].image, 2U);
  EXPECT_FLOAT_EQ(items[1].color[3], 0.5F);
  EXPECT_EQ(picture.images(), (std::vector<std::uint64_t>{2, 1}));
  run(5);
  EXPECT_EQ(picture.take_unused_image(), 1U);
  EXPECT_EQ(picture.take_unused_image(), 0U);
  EXPECT_EQ(picture.items(request).size(), 1U);
}

TEST_F(AreaPictureTest, OfAnotherSizeNothingOldIsSeen) {
  picture.set(text("one"));
  run(11);
  picture.set(text("longer"));
  run(3);
  EXPECT_EQ(item(BoardItem::Kind::text, "one"), nullptr);
  EXPECT_EQ(items.size(), 2U);
}

TEST_F(AreaPictureTest, WhatIsReplacedWhileItFadesGivesItsImageBack) {
  request = request_of(4, 0);
  picture.set(image(1));
  run(11);
  picture.set(image(2));
  run(3);
  EXPECT_EQ(picture.set(image(3)), 1U);
  EXPECT_EQ(picture.set(image(4)), 3U) << "it never appeared";
}

TEST_F(AreaPictureTest, WaitsForTheFonts) {
  picture.set(text("one"));
  host.has_fonts = false;
  run(20);
  EXPECT_TRUE(picture.items(request).empty());
  host.has_fonts = true;
  run(11);
  EXPECT_FLOAT_EQ(item(BoardItem::Kind::text)->color[3], 0.8F);
}
