// The stage and shadows on it, beyond the cases of rendering.md section 10.5.
#include <gtest/gtest.h>

#include "pictures/overhead.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

// Top left red, top right green, bottom left blue, bottom right yellow.
Image four_corners() {
  return image_of(2, 2, {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 0, 255});
}

TEST(Stage, LightTintsAndDimsTheStage) {
  PictureRig rig(rig_q);
  rig.snapshot.stage.background = rig.add_image(one_pixel(200, 100, 50));
  rig.snapshot.light.color = {1, 0.5F, 0};
  rig.snapshot.light.intensity = 0.4F;
  rig.draw();
  // 0.2 + 1.5 * 0.4 * colour = (0.8, 0.5, 0.2)
  expect_color(rig.center(), {160, 50, 10}, "dimmed");
}

TEST(Stage, BackgroundStandsUprightAtTheFarEnd) {
  PictureRig rig(rig_g);
  Stage& stage = rig.snapshot.stage;
  stage.background = rig.add_image(four_corners());
  stage.half_size = {8, 5};
  stage.height = 16;
  rig.snapshot.camera.target = {0, 8, -5};
  rig.draw();
  // 32 pixels per unit at the target's plane, where the quad stands: 512 x 512 pixels.
  expect_color(rig.pixel(450 - 240, 450 - 240), {255, 0, 0}, "top left", 25);
  expect_color(rig.pixel(450 + 240, 450 - 240), {0, 255, 0}, "top right", 25);
  expect_color(rig.pixel(450 - 240, 450 + 240), {0, 0, 255}, "bottom left", 25);
  expect_color(rig.pixel(450 + 240, 450 + 240), {255, 255, 0}, "bottom right", 25);
  expect_color(rig.pixel(450 - 265, 450), clear_color, "beside it");
  rig.snapshot.camera.rotation = camera_rotation({0, 180, 0});
  rig.draw();
  expect_color(rig.pixel(450, 450), clear_color, "its back is culled");
}

TEST(Stage, FloorHasTheImagesTopAtTheFarEndAndTwoSides) {
  PictureRig rig(rig_g);
  Stage& stage = rig.snapshot.stage;
  stage.floor = rig.add_image(four_corners());
  stage.half_size = {10, 5};
  rig.snapshot.camera = overhead();
  rig.draw();
  expect_color(color_at(rig, -9.5F, -4.7F), {255, 0, 0}, "far left", 25);
  expect_color(color_at(rig, 9.5F, -4.7F), {0, 255, 0}, "far right", 25);
  expect_color(color_at(rig, -9.5F, 4.7F), {0, 0, 255}, "near left", 25);
  expect_color(color_at(rig, 9.5F, 4.7F), {255, 255, 0}, "near right", 25);
  expect_color(color_at(rig, 0, -5.3F), clear_color, "beyond the far end");
  rig.snapshot.camera.rotation = camera_rotation({-90, 0, 0});
  rig.draw();
  EXPECT_GT(color_at(rig, -9.5F, 4.7F).red, 200) << "from below, far left is at the lower left";
}

class GroundShadow : public testing::Test {
 protected:
  GroundShadow() : rig(rig_g) {
    rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
    rig.snapshot.camera = overhead();
    rig.snapshot.options.profile = ShadingProfile::reference;
    auto model = empty_model();
    mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(0.5F));
    material.ground_shadow = true;
    add_level_square(*model, {0, 10, 0}, 2, material);
    caster = rig.add_model(model);
    rig.show(caster);
  }

  // The shadow lies 5 units to the left and to the back: L = (0.5, 1, 0.5), 10 units high.
  void expect_shadow(int value, const char* what) {
    rig.draw();
    expect_color(color_at(rig, -5, -5), {value, value, value}, what);
    expect_color(color_at(rig, 5, 5), {255, 255, 255}, what);
    expect_color(color_at(rig, -2.5F, -2.5F), {255, 255, 255}, what);
  }

  PictureRig rig;
  ResourceId caster = no_resource;
};

TEST_F(GroundShadow, HasSharpSides) {
  rig.draw();
  expect_color(color_at(rig, -6.8F, -5), {128, 128, 128}, "inside its left side");
  expect_color(color_at(rig, -7.2F, -5), {255, 255, 255}, "outside its left side");
}

TEST_F(GroundShadow, CanBeTurnedOffAndLeavesWithAFadingModel) {
  rig.snapshot.options.shadow = false;
  expect_shadow(255, "use_shadow off");
  rig.snapshot.options.shadow = true;
  rig.snapshot.models[0].opacity = 0.4F;
  expect_shadow(255, "fading");
}

TEST_F(GroundShadow, OnlyFlaggedMaterialsCast) {
  auto model = empty_model();
  add_level_square(*model, {0, 10, 0}, 2, plain_material(glm::vec3(1), glm::vec3(0.5F)));
  rig.snapshot.clear();
  rig.show(rig.add_model(model));
  expect_shadow(255, "no shadow flag");
}

TEST_F(GroundShadow, ALightFromBelowCastsNone) {
  rig.snapshot.light.direction = {0.5F, -1, 0.5F};
  rig.draw();
  expect_color(color_at(rig, 5, 5), {255, 255, 255}, "from below");
  expect_color(color_at(rig, -5, -5), {255, 255, 255}, "from below");
}

TEST_F(GroundShadow, AStageModelTakesTheFloorsPlace) {
  auto ground = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(1));
  material.texture = add_texture(*ground);
  add_level_square(*ground, {0, 0, 0}, 20, material);
  const ResourceId id = rig.add_model(ground);
  rig.set_texture(id, 0, one_pixel(200, 100, 50));
  rig.snapshot.stage.floor = no_resource;
  rig.show(id).role = DrawRole::stage;
  rig.draw();
  expect_color(color_at(rig, 5, 5), {200, 100, 50}, "lit");
  expect_color(color_at(rig, -5, -5), {100, 50, 25}, "in the shadow");
}

}  // namespace
}  // namespace mmdagent::test
