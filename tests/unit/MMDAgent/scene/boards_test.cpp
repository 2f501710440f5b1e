#include "scene/boards.h"

#include <gtest/gtest.h>

#include "host_limits.h"
#include "scene/models.h"
#include "support/apng_builder.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using test_support::Loading;
using test_support::SceneRun;

class BoardsTest : public testing::Test {
 protected:
  Snapshot snapshot() const {
    Snapshot result;
    boards.fill(result);
    return result;
  }
  std::vector<float> heights() const {  // of all boards as they are drawn
    std::vector<float> result;
    for (const DrawnBoard& board : snapshot().boards) result.push_back(board.place[3].y);
    return result;
  }
  static BoardItem box() { return {}; }
  static BoardItem words(std::string_view text, float depth) {
    BoardItem item;
    item.kind = BoardItem::Kind::text;
    item.text = text;
    item.depth = depth;
    return item;
  }
  static BoardItem picture(std::uint64_t image) {
    BoardItem item;
    item.kind = BoardItem::Kind::image;
    item.image = image;
    return item;
  }
  static BoardPlace at(float y) {
    BoardPlace place;
    place.position[1] = y;
    return place;
  }
  bool show(std::string_view id, const BoardPlace& place, std::vector<BoardItem> items = {box()}) {
    return boards.show("p", id, place, items);
  }

  SceneRun run;
  Boards boards{*run.scene};
};

TEST_F(BoardsTest, TheOneThatWasShownFirstIsDrawnLast) {
  show("a", at(1));
  show("b", at(2));
  show("c", at(3));
  EXPECT_EQ(heights(), (std::vector<float>{3, 2, 1}));
  show("a", at(4));
  EXPECT_EQ(heights(), (std::vector<float>{3, 2, 4})) << "what is replaced keeps its turn";
  boards.show("other", "b", at(5), std::vector{box()});
  boards.hide("p", "b");
  EXPECT_EQ(heights(), (std::vector<float>{5, 3, 4}));
}

TEST_F(BoardsTest, ItemsKeepTheirTextColorAndDepth) {
  BoardItem item = words("hello", 0.5F);
  item.corner[0] = 2;
  item.extent[1] = 3;
  item.color[1] = 0.25F;
  item.edge = 0.125F;
  show("a", at(1), {box(), box(), item});
  const Snapshot drawn = snapshot();
  ASSERT_EQ(drawn.boards.size(), 2U) << "one for each depth";
  EXPECT_EQ(drawn.boards[0].count, 2U);
  EXPECT_EQ(drawn.boards[1].place[3].z, 0.5F);
  ASSERT_EQ(drawn.board_items.size(), 3U);
  const FlatItem& text = drawn.board_items[drawn.boards[1].first];
  EXPECT_EQ(text.kind, FlatItem::Kind::text);
  EXPECT_EQ(std::string_view(drawn.characters.data() + text.first, text.count), "hello");
  EXPECT_EQ(text.corner.x, 2.0F);
  EXPECT_EQ(text.extent.y, 3.0F);
  EXPECT_EQ(text.color.g, 0.25F);
  EXPECT_EQ(text.edge.thickness, 0.125F);
}

TEST_F(BoardsTest, HangsOnABoneAndGoesWithItsModel) {
  run.send("MODEL_ADD|m|ok.pmd|5,0,0");
  run.run(1);
  BoardPlace place = at(1);
  place.model = run.scene->models().find("m")->picture;
  place.bone = 1;
  show("a", place);
  ASSERT_EQ(snapshot().boards.size(), 1U);
  EXPECT_NEAR(snapshot().boards[0].place[3].x, 5.0F, 1e-4F);
  EXPECT_NEAR(heights()[0], test_support::head_height + 1.0F, 1e-4F);
  place.bone = 99;
  show("a", place);
  EXPECT_TRUE(snapshot().boards.empty()) << "no such bone";
  place.bone = 1;
  show("a", place);
  run.send("MODEL_CHANGE|m|ok2.pmd");
  EXPECT_TRUE(snapshot().boards.empty()) << "another model";
}

TEST_F(BoardsTest, AnImageIsThereWhenItIsRead) {
  SceneRun slow(Loading::slow);
  Boards of_slow(*slow.scene);
  const std::uint64_t image = of_slow.load_image("x.png");
  of_slow.show("p", "a", at(1), std::vector{box(), picture(image)});
  int width = 0, height = 0;
  EXPECT_EQ(of_slow.image_state(image, width, height), ImageState::loading);
  Snapshot drawn;
  of_slow.fill(drawn);
  EXPECT_EQ(drawn.board_items.size(), 1U);
  slow.finish_loads();
  EXPECT_EQ(of_slow.image_state(image, width, height), ImageState::ready);
  EXPECT_EQ(width, 2);
  EXPECT_EQ(height, 2);
  drawn.clear();
  of_slow.fill(drawn);
  ASSERT_EQ(drawn.board_items.size(), 2U);
  EXPECT_NE(drawn.board_items[1].image, no_resource);
  of_slow.drop_image(image);
  drawn.clear();
  of_slow.fill(drawn);
  EXPECT_EQ(drawn.board_items.size(), 1U);
  EXPECT_EQ(of_slow.image_state(image, width, height), ImageState::missing);
}

TEST_F(BoardsTest, TellsWhatIsMissingFromWhatIsNoImage) {
  run.dir.write("bad.png", "no image");
  int width = 0, height = 0;
  EXPECT_EQ(boards.image_state(boards.load_image("none.png"), width, height), ImageState::missing);
  EXPECT_EQ(boards.image_state(boards.load_image("bad.png"), width, height), ImageState::unusable);
}

TEST_F(BoardsTest, AnimatedImagesMoveOn) {
  run.dir.write("moving.png",
                test_support::to_text(test_support::apng(
                    {{.numerator = 1, .denominator = 10}, {.numerator = 1, .denominator = 10}})));
  const std::uint64_t image = boards.load_image("moving.png");
  show("a", at(1), {picture(image)});
  EXPECT_EQ(snapshot().board_items.at(0).frame, 0U);
  boards.advance(4.0);  // of three frames of 1/30 s each
  EXPECT_EQ(snapshot().board_items.at(0).frame, 1U);
  boards.advance(3.0);
  EXPECT_EQ(snapshot().board_items.at(0).frame, 0U);
}

TEST_F(BoardsTest, OnlySoManyBoardsItemsAndImages) {
  EXPECT_FALSE(show("a", at(1), std::vector<BoardItem>(limits::board_items + 1)));
  EXPECT_TRUE(snapshot().boards.empty());
  EXPECT_TRUE(show("a", at(1), std::vector<BoardItem>(limits::board_items)));
  for (std::size_t i = 1; i < limits::boards; ++i) EXPECT_TRUE(show(std::to_string(i), at(1)));
  EXPECT_FALSE(show("one more", at(1)));
  EXPECT_TRUE(show("a", at(2))) << "it is there already";
  for (std::size_t i = 0; i < limits::board_images; ++i) {
    ASSERT_NE(boards.load_image("x.png"), 0U);
  }
  EXPECT_EQ(boards.load_image("x.png"), 0U);
}

}  // namespace
}  // namespace mmdagent
