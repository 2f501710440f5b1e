// Panels of the program's own in the picture; cases 63-66 and 69 of rendering.md section 10.6.
#include <gtest/gtest.h>

#include "overlay/font_set.h"
#include "overlay/overlay.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"
#include "render/animation.h"
#include "support/scene_run.h"

namespace mmdagent::test {
namespace {

constexpr glm::ivec2 window{1024, 900};
constexpr glm::vec4 red{1, 0, 0, 1};
constexpr glm::vec4 green{0, 1, 0, 1};

// What a scene without models shows of its panels.
class PanelPicture : public testing::Test {
 protected:
  void show(const std::string& message, double frames) {
    run.send(message);
    run.run(frames);
    draw();
  }
  void draw() {
    rig.snapshot = run.snapshot();
    rig.draw();
  }

  test_support::SceneRun run;
  PictureRig rig{window};
};

TEST_F(PanelPicture, Case63And64PromptInTheMiddle) {
  show("PROMPT_SHOW|a|b", 15);
  expect_color(rig.pixel(343, 450), {61, 41, 133}, "inside the margin");
  expect_color(rig.pixel(337, 450), {61, 41, 133}, "left edge");
  expect_color(rig.pixel(335, 450), clear_color, "left of it");
  expect_color(rig.pixel(687, 450), {61, 41, 133}, "right edge");
  expect_color(rig.pixel(689, 450), clear_color, "right of it");
  expect_color(rig.pixel(400, 470), {216, 212, 231}, "a label beside its text");
}

TEST_F(PanelPicture, Case65NotificationForTwoSeconds) {
  show("NOTIFY_SHOW|a", 15);
  expect_color(rig.pixel(343, 450), {163, 82, 51}, "shown");
  run.run(60.5);
  draw();
  expect_color(rig.pixel(343, 450), clear_color, "gone");
}

TEST_F(PanelPicture, ItAppearsFromInvisible) {
  show("NOTIFY_SHOW|a", 0.5);
  const Color early = rig.center();
  EXPECT_LT(early.red, 20);
  run.run(7);
  draw();
  EXPECT_GT(rig.center().red, 30);
}

TEST_F(PanelPicture, Case66DocumentOverTheScene) {
  show("INFOTEXT_STRING|a|t|OK", 12);
  expect_color(rig.pixel(33, 450), {61, 163, 214}, "beside the text");
  expect_color(rig.pixel(700, 450), {28, 76, 100}, "behind the text");
  expect_color(rig.pixel(24, 450), clear_color, "left of it");
  expect_color(rig.pixel(60, 800), {0, 0, 255}, "button");
}

TEST_F(PanelPicture, TextIsShownInItsPlaceOnly) {
  for (const std::string& path : FontSet::default_paths("")) rig.apply(AddFont{path});
  std::string text;
  for (int i = 0; i < 60; ++i) text += std::string(200, '_') + '\n';
  run.dir.write("long.txt", text);
  show("INFOTEXT_FILE|long.txt|t|OK|4", 12);
  const int right = 983;  // of the text's place; its bar is 8 pixels wide, 4 farther right
  int shown = 0;
  for (int y = 140; y < 760; ++y) {
    expect_color(rig.pixel(right + 2, y), {61, 163, 214}, "between text and bar");
    if (rig.pixel(right - 2, y).red > 150) ++shown;
  }
  EXPECT_GT(shown, 10);
  expect_color(rig.pixel(right + 8, 140), {153, 201, 225}, "upper end of the bar", 3);
  expect_color(rig.pixel(right + 8, 755), {55, 88, 104}, "lower end of the bar", 3);
}

TEST_F(PanelPicture, Case69ItFollowsTheWindow) {
  show("INFOTEXT_STRING|a|t|OK", 12);
  run.scene->overlay().resize({512, 450});
  draw();
  expect_color(rig.pixel(33, 450), {61, 163, 214}, "the same at half the size");
}

TEST_F(PanelPicture, GainSliderAtTheLeft) {
  show("REMOTEKEY_CHAR|a", 12);
  // A unit is 51.2 pixels.
  expect_color(rig.pixel(25, 640), {255, 255, 255}, "panel");
  expect_color(rig.pixel(18, 640), clear_color, "left of it");
  expect_color(rig.pixel(115, 640), clear_color, "right of it");
  expect_color(rig.pixel(66, 740), {255, 153, 51}, "below the knob");
  expect_color(rig.pixel(66, 300), {230, 230, 230}, "above the knob");
  expect_color(rig.pixel(66, 605), {179, 179, 179}, "knob");
}

TEST_F(PanelPicture, MenuAtTheLowerRight) {
  show("REMOTEKEY_CHAR|/", 6);
  expect_color(rig.pixel(980, 365), {0, 89, 158}, "title");
  expect_color(rig.pixel(800, 653), {0, 0, 112}, "a row without item");
  expect_color(rig.pixel(535, 653), clear_color, "left of it");
  expect_color(rig.pixel(800, 310), clear_color, "over it");
  run.send("REMOTEKEY_CHAR|/");
  run.run(6);
  draw();
  expect_color(rig.pixel(800, 653), clear_color, "closed");
}

class FlatPicture : public testing::Test {
 protected:
  void SetUp() override { rig.snapshot.flat_size = {100, 50}; }
  FlatItem& add(FlatItem::Kind kind, glm::vec2 corner, glm::vec2 extent, glm::vec4 color) {
    FlatItem& item = rig.snapshot.flat.emplace_back();
    item.kind = kind;
    item.corner = corner;
    item.extent = extent;
    item.color = color;
    return item;
  }

  PictureRig rig{{200, 100}};  // twice the size that is meant
};

TEST_F(FlatPicture, BoxesAreScaledToThePicture) {
  add(FlatItem::Kind::box, {10, 10}, {20, 30}, red);
  rig.draw();
  expect_color(rig.pixel(21, 78), {255, 0, 0}, "low left");
  expect_color(rig.pixel(58, 21), {255, 0, 0}, "high right");
  expect_color(rig.pixel(19, 50), clear_color, "left of it");
  expect_color(rig.pixel(40, 81), clear_color, "under it");
  expect_color(rig.pixel(61, 50), clear_color, "right of it");
}

TEST_F(FlatPicture, NothingIsDrawnOutsideItsClip) {
  add(FlatItem::Kind::box, {0, 0}, {100, 50}, red).clip = {10, 20, 30, 40};
  rig.draw();
  expect_color(rig.pixel(21, 58), {255, 0, 0}, "inside");
  expect_color(rig.pixel(18, 50), clear_color, "left");
  expect_color(rig.pixel(62, 50), clear_color, "right");
  expect_color(rig.pixel(40, 62), clear_color, "under");
  expect_color(rig.pixel(40, 18), clear_color, "over");
}

TEST_F(FlatPicture, ImagesShowTheirPartInTheirColor) {
  // Red over green, blue over white: from the top left.
  Image image{2, 2, {255, 0, 0, 255, 0, 0, 255, 255, 0, 255, 0, 255, 255, 255, 255, 255}};
  const ResourceId id = rig.add_image(std::move(image));
  FlatItem& whole = add(FlatItem::Kind::image, {0, 0}, {20, 20}, glm::vec4(1));
  whole.image = id;
  FlatItem& part = add(FlatItem::Kind::image, {50, 0}, {20, 20}, {1, 1, 1, 0.5F});
  part.image = id;
  part.part_from = {0.0F, 0.5F};
  part.part_to = {0.5F, 1.0F};
  rig.draw();
  expect_color(rig.pixel(2, 62), {255, 0, 0}, "top left", 3);
  expect_color(rig.pixel(2, 97), {0, 255, 0}, "low left", 3);
  expect_color(rig.pixel(37, 97), {255, 255, 255}, "low right", 3);
  expect_color(rig.pixel(102, 62), {128, 0, 26}, "half of the red part", 3);
}

TEST_F(FlatPicture, SomeLieUnderImagesAndTextsAndSomeOver) {
  const ResourceId white = rig.add_image(Image{1, 1, {255, 255, 255, 255}});
  DrawnImage& frame = rig.snapshot.images.emplace_back();
  frame.image = white;
  frame.stretched = true;
  add(FlatItem::Kind::box, {0, 0}, {50, 50}, red);
  add(FlatItem::Kind::box, {50, 0}, {50, 50}, green);
  rig.snapshot.flat_under = 1;
  rig.draw();
  expect_color(rig.pixel(50, 50), {255, 255, 255}, "covered by the image");
  expect_color(rig.pixel(150, 50), {0, 255, 0}, "over the image");
}

TEST_F(FlatPicture, AnImageThatIsNotThereIsLeftOut) {
  add(FlatItem::Kind::image, {0, 0}, {100, 50}, glm::vec4(1)).image = 999;
  add(FlatItem::Kind::box, {0, 0}, {50, 50}, green);
  rig.draw();
  expect_color(rig.pixel(50, 50), {0, 255, 0}, "the others are drawn");
  expect_color(rig.pixel(150, 50), clear_color, "nothing");
}

// A board of 10 by 10 units about (0, 13, 0), 32 pixels a unit in a picture of 900 by 900.
class BoardPicture : public testing::Test {
 protected:
  void add_board(float z, const glm::vec4& color) {
    DrawnBoard& board = rig.snapshot.boards.emplace_back();
    board.place[3] = {-5.0F, 8.0F, z, 1.0F};
    board.first = static_cast<std::uint32_t>(rig.snapshot.board_items.size());
    board.count = 1;
    FlatItem& item = rig.snapshot.board_items.emplace_back();
    item.extent = {10, 10};
    item.color = color;
  }

  PictureRig rig{{900, 900}};
};

TEST_F(BoardPicture, ItStandsInTheWorld) {
  add_board(0, red);
  rig.draw();
  expect_color(rig.center(), {255, 0, 0}, "in the middle");
  expect_color(rig.pixel(292, 450), {255, 0, 0}, "left edge");
  expect_color(rig.pixel(287, 450), clear_color, "left of it");
  rig.snapshot.boards[0].place[3].x += 10.0F;
  rig.draw();
  expect_color(rig.pixel(292, 450), clear_color, "it went away");
  expect_color(rig.pixel(760, 450), {255, 0, 0}, "to the right");
}

TEST_F(BoardPicture, WhatIsNearerHidesItAndItHidesNothing) {
  rig.snapshot.stage.background = rig.add_image(Image{1, 1, {255, 255, 255, 255}});
  rig.snapshot.stage.half_size = {25, 25};  // the background stands at z = -25
  add_board(-30, red);
  for (const int samples : {4, 0}) {
    rig.snapshot.options.samples = samples;
    rig.draw();
    expect_color(rig.center(), {255, 255, 255}, "behind the background");
  }
  rig.snapshot.boards[0].place[3].z = -20.0F;
  add_board(-22, {0, 1, 0, 0.5F});
  rig.draw();
  expect_color(rig.center(), {128, 128, 0}, "later boards over earlier ones", 2);
}

TEST_F(BoardPicture, AnimatedImagesShowTheFrameThatIsAskedFor) {
  std::vector<mmd::AnimationFrame> frames;
  frames.push_back({one_pixel(255, 0, 0), 30.0F});
  frames.push_back({one_pixel(0, 255, 0), 30.0F});
  const auto animation = std::make_shared<const Animation>(std::move(frames));
  constexpr ResourceId id = 100;
  rig.apply(CreateImage{id, {animation, &animation->picture(0)}, animation});
  add_board(0, glm::vec4(1));
  FlatItem& item = rig.snapshot.board_items[0];
  item.kind = FlatItem::Kind::image;
  item.image = id;
  for (const ShadingProfile profile : {ShadingProfile::mmd, ShadingProfile::reference}) {
    rig.snapshot.options.profile = profile;
    for (const auto& [frame, color] :
         {std::pair{0U, Color{255, 0, 0}}, {1U, {0, 255, 0}}, {7U, {255, 0, 0}}}) {
      rig.snapshot.board_items[0].frame = frame;
      rig.draw();
      expect_color(rig.center(), color, "frame " + std::to_string(frame));
    }
  }
  rig.apply(FreeResource{id});
  rig.snapshot.board_items[0].frame = 1;
  rig.draw();
  expect_color(rig.center(), clear_color, "it was freed");
}

}  // namespace
}  // namespace mmdagent::test
