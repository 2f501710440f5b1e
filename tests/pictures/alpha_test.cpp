// The order of models beyond the cases of rendering.md section 10.3.
#include <gtest/gtest.h>

#include <algorithm>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(0.5F));
const mmd::MaterialData grey112 = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));

class Alpha : public testing::TestWithParam<ShadingProfile> {
 protected:
  Alpha() : rig(rig_q) { rig.snapshot.options.profile = GetParam(); }

  PictureRig rig;
};

INSTANTIATE_TEST_SUITE_P(Profiles, Alpha,
                         testing::Values(ShadingProfile::mmd, ShadingProfile::reference),
                         [](const auto& info) {
                           return info.param == ShadingProfile::mmd ? "mmd" : "reference";
                         });

TEST_P(Alpha, TheOrderTurnsWithTheCamera) {
  auto half = empty_model();
  add_quad(*half, {}, with_alpha(grey112, 0.5F));
  auto solid = empty_model();
  mmd::MaterialData both_sides = white;
  both_sides.two_sided = true;
  add_quad(*solid, {}, both_sides);
  // Seen from behind, the solid one at +5 is the far one.
  mmd::MaterialData& front = half->materials[0];
  front.two_sided = true;
  rig.show_at(rig.add_model(half), {0, 0, -5});
  rig.show_at(rig.add_model(solid), {0, 0, 5});
  rig.snapshot.camera.rotation = camera_rotation({0, 180, 0});
  rig.draw();
  expect_color(rig.center(), {183, 183, 183}, "from behind");
}

TEST_P(Alpha, TheDrawingOrderOfAModelIsThatOfItsCentreBone) {
  // The half-transparent quad lies in front, but its centre bone far behind: it is drawn first and
  // its depth rejects the white one.
  auto half = empty_model({0, 13, -60});
  add_quad(*half, at_z(5), with_alpha(grey112, 0.5F));
  auto solid = empty_model();
  add_quad(*solid, {}, white);
  rig.show(rig.add_model(solid));
  rig.show(rig.add_model(half));
  rig.draw();
  expect_color(rig.center(), {56, 56, 81}, "by centre bone");
}

// Windows are opened so that they can become transparent: until then nothing may show through.
TEST_P(Alpha, APictureThatIsNotTransparentIsOpaqueEverywhere) {
  auto half = empty_model();
  mmd::MaterialData glowing = with_alpha(grey112, 0.5F);
  glowing.shininess = 100.0F;
  add_quad(*half, {{-2, 11}, {2, 15}}, glowing);
  rig.show(rig.add_model(half));
  rig.snapshot.options.diffusion = true;
  rig.snapshot.images.push_back(
      {.image = rig.add_image(one_pixel(9, 9, 9, 100)), .opacity = 0.5F, .most = {0.5F, 0.5F}});
  rig.draw();
  int least = 255;
  for (int y = 0; y < rig_q.y; ++y) {
    for (int x = 0; x < rig_q.x; ++x) least = std::min(least, rig.alpha(x, y));
  }
  EXPECT_EQ(least, 255);
}

}  // namespace
}  // namespace mmdagent::test
