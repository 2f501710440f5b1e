// Images over the scene: cases 60 and 61 of rendering.md section 10.6, and the anchors.
#include <gtest/gtest.h>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"
#include "render/image_placement.h"

namespace mmdagent::test {
namespace {

constexpr glm::ivec2 wide{1024, 512};

// In units of the 2-D layer, 30 to the picture's shorter side.
void expect_place(const DrawnImage& image, const glm::ivec2& size, const glm::vec2& corner,
                  const glm::vec2& extent) {
  const glm::vec2 units = glm::vec2(wide) * (30.0F / 512.0F);
  const Placement placement = place(image, size, wide);
  const glm::vec2 seen_corner = placement.corner * units;
  const glm::vec2 seen_extent = placement.extent * units;
  EXPECT_NEAR(seen_corner.x, corner.x, 1e-3F);
  EXPECT_NEAR(seen_corner.y, corner.y, 1e-3F);
  EXPECT_NEAR(seen_extent.x, extent.x, 1e-3F);
  EXPECT_NEAR(seen_extent.y, extent.y, 1e-3F);
}

TEST(ImagePlacement, Case61Centred) {
  const DrawnImage image{.most = {0.5F, 0.5F}, .anchor = Anchor::center, .padding = 0.2F};
  expect_place(image, {200, 100}, {15, 7.5F}, {30, 15});
}

TEST(ImagePlacement, Case61AtTheLowerLeft) {
  const DrawnImage image{.most = {0.25F, 1}, .anchor = Anchor::bottom_left, .padding = 0.05F};
  expect_place(image, {200, 100}, {3, 1.5F}, {15, 7.5F});
}

TEST(ImagePlacement, OtherCorners) {
  DrawnImage image{.most = {0.25F, 1}, .anchor = Anchor::top_right, .padding = 0.05F};
  expect_place(image, {200, 100}, {60 - 3 - 15, 30 - 1.5F - 7.5F}, {15, 7.5F});
  image.anchor = Anchor::top_left;
  expect_place(image, {200, 100}, {3, 30 - 1.5F - 7.5F}, {15, 7.5F});
  image.anchor = Anchor::bottom_right;
  expect_place(image, {200, 100}, {60 - 3 - 15, 1.5F}, {15, 7.5F});
}

TEST(ImagePlacement, HeightLimitsATallImage) {
  const DrawnImage image{.most = {1, 0.5F}, .anchor = Anchor::bottom_left};
  expect_place(image, {100, 300}, {0, 0}, {5, 15});
}

TEST(ImagePicture, Case60AFrameCoversTheWholePicture) {
  PictureRig rig({100, 60});
  rig.snapshot.images.push_back(
      {.image = rig.add_image(one_pixel(200, 100, 50, 128)), .stretched = true});
  rig.draw();
  for (const glm::ivec2 at : {glm::ivec2(0, 0), {99, 0}, {0, 59}, {99, 59}, {50, 30}}) {
    expect_color(rig.pixel(at.x, at.y), {100, 50, 50}, "half over the clear colour");
  }
}

TEST(ImagePicture, StandsUpright) {
  PictureRig rig({90, 90});
  const Image corners = image_of(2, 2,
                                 {255, 0, 0, 255, 0, 255, 0, 255,  //
                                  0, 0, 255, 255, 255, 255, 0, 255});
  rig.snapshot.images.push_back({.image = rig.add_image(corners), .stretched = true});
  rig.draw();
  expect_color(rig.pixel(5, 5), {255, 0, 0}, "top left");
  expect_color(rig.pixel(84, 5), {0, 255, 0}, "top right");
  expect_color(rig.pixel(5, 84), {0, 0, 255}, "bottom left");
  expect_color(rig.pixel(84, 84), {255, 255, 0}, "bottom right");
}

TEST(ImagePicture, Case61OverlayEndsWhereItShould) {
  PictureRig rig(wide);
  rig.snapshot.images.push_back(
      {.image = rig.add_image(image_of(2, 1, {9, 200, 9, 255, 9, 200, 9, 255})),
       .most = {0.25F, 1},
       .anchor = Anchor::bottom_left,
       .padding = 0.05F});
  rig.draw();
  // x 3 to 18, y 1.5 to 9 units of 17.07 pixels, from the lower left.
  const Color green{9, 200, 9};
  expect_color(rig.pixel(52, 511 - 27), green, "just inside the lower left corner");
  expect_color(rig.pixel(306, 511 - 152), green, "just inside the upper right corner");
  expect_color(rig.pixel(50, 511 - 27), clear_color, "left of it");
  expect_color(rig.pixel(52, 511 - 24), clear_color, "below it");
  expect_color(rig.pixel(308, 511 - 152), clear_color, "right of it");
  expect_color(rig.pixel(306, 511 - 154), clear_color, "above it");
}

TEST(ImagePicture, LaterImagesCoverEarlierOnesByTheirOpacity) {
  PictureRig rig({60, 60});
  rig.snapshot.images.push_back({.image = rig.add_image(one_pixel(200, 0, 0)), .stretched = true});
  rig.snapshot.images.push_back(
      {.image = rig.add_image(one_pixel(0, 200, 0)), .opacity = 0.25F, .stretched = true});
  rig.draw();
  expect_color(rig.center(), {150, 50, 0}, "a quarter of green over red");
}

TEST(ImagePicture, WhatIsNotThereIsLeftOut) {
  PictureRig rig({60, 60});
  rig.snapshot.images.push_back({.image = 12345, .stretched = true});
  rig.draw();
  expect_color(rig.center(), clear_color, "nothing");
}

}  // namespace
}  // namespace mmdagent::test
