// The shadow map on curved and standing things: no shadow where there is none (acne), none missing
// beside what casts it (peter-panning), and soft borders.
#include <gtest/gtest.h>

#include <cmath>

#include "pictures/overhead.h"
#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

constexpr int toon01 = 1;

mmd::MaterialData self_shadowing() {
  mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
  material.toon_slot = toon01;
  material.self_shadow_cast = true;
  material.self_shadow_receive = true;
  return material;
}

class SelfShadow : public testing::TestWithParam<ShadingProfile> {
 protected:
  SelfShadow() : rig(rig_g) {
    rig.snapshot.options.profile = GetParam();
    rig.snapshot.options.shadow_mapping = true;
  }

  // A model that the reference's light sees whole, too.
  static std::shared_ptr<mmd::ModelData> model_of_reach(float reach) {
    auto model = empty_model();
    model->bones.push_back(model->bones[0]);
    model->bones[1].origin = {0, reach, 0};
    return model;
  }

  PictureRig rig;
};

INSTANTIATE_TEST_SUITE_P(Profiles, SelfShadow,
                         testing::Values(ShadingProfile::mmd, ShadingProfile::reference),
                         [](const auto& info) {
                           return info.param == ShadingProfile::mmd ? "mmd" : "reference";
                         });

TEST_P(SelfShadow, ABallThatIsLitHasNoSpots) {
  auto model = model_of_reach(20);
  add_ball(*model, {0, 13, 0}, 6, self_shadowing());
  rig.show(rig.add_model(model));
  rig.draw();
  const glm::vec3 light = glm::normalize(glm::vec3(0.5F, 1.0F, 0.5F));
  int lit = 0;
  int dark = 0;
  for (int y = 0; y < 900; y += 2) {
    for (int x = 0; x < 900; x += 2) {
      // The ball as an orthographic camera would see it: near enough.
      const glm::vec2 place = glm::vec2(x - 449.5F, 449.5F - y) / 32.02F / 6.0F;
      const float height = 1.0F - glm::dot(place, place);
      if (height < 0.05F) continue;
      const float toward_light = glm::dot(glm::vec3(place, std::sqrt(height)), light);
      if (toward_light > 0.4F) {
        ++lit;
        dark += rig.pixel(x, y).red < 110 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(lit, 10'000);
  EXPECT_EQ(dark, 0);
}

TEST_P(SelfShadow, AShadowBeginsAtTheFootOfWhatStandsOnTheFloor) {
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.snapshot.camera = overhead();
  auto model = model_of_reach(20);
  add_box(*model, {0, 2, 0}, 2, self_shadowing());
  rig.show(rig.add_model(model));
  rig.draw();
  // The box hides up to 2.09 units from the middle; its shadow falls to the left and to the back.
  expect_color(color_at(rig, -2.2F, 0), grey(148), "at its left side");
  expect_color(color_at(rig, 0, -2.2F), grey(148), "at its back");
  expect_color(color_at(rig, 2.3F, 0), grey(255), "at its right side");
  expect_color(color_at(rig, 0, 2.3F), grey(255), "at its front");
}

TEST_P(SelfShadow, FallsFromOneModelOntoAnother) {
  auto below = model_of_reach(40);
  mmd::MaterialData material = self_shadowing();
  add_level_square(*below, {0, 0, 0}, 6, material);
  auto above = model_of_reach(40);
  add_level_square(*above, {5, 10, 5}, 2, material);
  rig.snapshot.camera = overhead();
  rig.show(rig.add_model(below));
  rig.show(rig.add_model(above));
  rig.draw();
  expect_color(color_at(rig, 0, 0), grey(90), "in the shadow");
  expect_color(color_at(rig, -4, -4), grey(112), "beside it");
  rig.snapshot.models[1].opacity = 0.4F;
  rig.draw();
  expect_color(color_at(rig, 0, 0), grey(112), "a faded model casts none");
}

TEST_P(SelfShadow, WithoutFlagsThereIsNone) {
  auto below = model_of_reach(40);
  mmd::MaterialData receiver = self_shadowing();
  receiver.self_shadow_receive = false;
  add_level_square(*below, {0, 0, 0}, 6, receiver);
  auto above = model_of_reach(40);
  add_level_square(*above, {5, 10, 5}, 2, self_shadowing());
  rig.snapshot.camera = overhead();
  rig.show(rig.add_model(below));
  rig.show(rig.add_model(above));
  rig.draw();
  expect_color(color_at(rig, 0, 0), grey(112), "does not receive");
}

TEST_P(SelfShadow, TakesThePlaceOfTheGroundShadow) {
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.snapshot.camera = overhead();
  auto model = model_of_reach(20);
  mmd::MaterialData material = self_shadowing();
  material.self_shadow_cast = false;
  material.ground_shadow = true;
  add_level_square(*model, {0, 10, 0}, 2, material);
  rig.show(rig.add_model(model));
  rig.draw();
  expect_color(color_at(rig, -5, -5), grey(255), "shadow mapping");
  rig.snapshot.options.shadow_mapping = false;
  rig.draw();
  expect_color(color_at(rig, -5, -5), grey(128), "ground shadow");
}

TEST_P(SelfShadow, FollowsAPoseThatMoves) {
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.snapshot.camera = overhead();
  auto model = model_of_reach(20);
  add_level_square(*model, {0, 10, 0}, 2, self_shadowing());
  rig.show(rig.add_model(model));
  rig.draw();
  expect_color(color_at(rig, -5, -5), grey(148), "before");
  for (BoneTransform& bone : rig.snapshot.bones) bone.translation = {8, 0, 0};
  rig.draw();
  expect_color(color_at(rig, -5, -5), grey(255), "has left");
  expect_color(color_at(rig, 3, -5), grey(148), "has arrived");
}

TEST_P(SelfShadow, APausedSceneDrawsNoMap) {
  auto model = model_of_reach(20);
  add_ball(*model, {0, 13, 0}, 6, self_shadowing());
  rig.show(rig.add_model(model));
  rig.draw();
  const auto with_map = rig.statistics().counts.draws;
  rig.draw();
  EXPECT_EQ(rig.statistics().counts.draws + 1, with_map);
  EXPECT_EQ(rig.statistics().counts.uploaded_bytes, 0U);
}

// Profile mmd: side by side with the lit part, the border has pixels between.
TEST(SelfShadowBorder, IsSoft) {
  PictureRig rig(rig_g);
  rig.snapshot.options.shadow_mapping = true;
  rig.snapshot.options.shadow_map_size = 256;
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.snapshot.camera = overhead();
  auto model = empty_model();
  add_level_square(*model, {0, 10, 0}, 2, self_shadowing());
  rig.show(rig.add_model(model));
  rig.draw();
  int steps = 0;
  for (float x = -7.5F; x < -6.5F; x += 1.0F / 32.0F) {
    const int value = color_at(rig, x, -5).red;
    steps += value > 152 && value < 250 ? 1 : 0;
  }
  EXPECT_GE(steps, 2);
  EXPECT_LE(steps, 10);
}

}  // namespace
}  // namespace mmdagent::test
