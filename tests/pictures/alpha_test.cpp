// The cases of rendering.md section 10.3: transparency, depth, culling and the order of models.
#include <gtest/gtest.h>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(0.5F));
const mmd::MaterialData grey112 = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));

mmd::MaterialData with_alpha(mmd::MaterialData material, float alpha) {
  material.diffuse.a = alpha;
  return material;
}

Quad at_z(float z) {
  Quad quad;
  quad.z = z;
  return quad;
}

class Alpha : public testing::TestWithParam<ShadingProfile> {
 protected:
  Alpha() : rig(rig_q) { rig.snapshot.options.profile = GetParam(); }

  void show(const std::shared_ptr<mmd::ModelData>& model) {
    rig.show(rig.add_model(model));
    rig.draw();
  }

  PictureRig rig;
};

INSTANTIATE_TEST_SUITE_P(Profiles, Alpha,
                         testing::Values(ShadingProfile::mmd, ShadingProfile::reference),
                         [](const auto& info) {
                           return info.param == ShadingProfile::mmd ? "mmd" : "reference";
                         });

TEST_P(Alpha, HalfOpacityBlendsAndKeepsTheTargetOpaque) {
  auto model = empty_model();
  add_quad(*model, {}, with_alpha(grey112, 0.5F));
  show(model);
  expect_color(rig.center(), {56, 56, 81}, "case 23");
  EXPECT_EQ(rig.alpha(32, 32), 255);
}

TEST_P(Alpha, From098OnItIsOpaque) {
  auto opaque = empty_model();
  add_quad(*opaque, {}, with_alpha(grey112, 0.98F));
  show(opaque);
  expect_color(rig.center(), {112, 112, 112}, "case 24, 0.98");
  auto nearly = empty_model();
  add_quad(*nearly, {}, with_alpha(grey112, 0.97F));
  rig.snapshot.clear();
  show(nearly);
  expect_color(rig.center(), {108, 108, 110}, "case 24, 0.97");
}

TEST_P(Alpha, TextureAlphaBlends) {
  auto model = empty_model();
  mmd::MaterialData material = grey112;
  material.texture = add_texture(*model);
  add_quad(*model, {}, material);
  const ResourceId id = rig.add_model(model);
  rig.set_texture(id, 0, one_pixel(255, 255, 255, 128));
  rig.show(id);
  rig.draw();
  expect_color(rig.center(), {56, 56, 82}, "case 25");
}

TEST_P(Alpha, InvisibleMaterialsAndTexelsWriteNoDepth) {
  auto model = empty_model();
  add_quad(*model, at_z(1), with_alpha(grey112, 0));
  add_quad(*model, {}, white);
  show(model);
  expect_color(rig.center(), {255, 255, 255}, "case 26");

  auto textured = empty_model();
  mmd::MaterialData material = grey112;
  material.texture = add_texture(*textured);
  add_quad(*textured, at_z(1), material);
  add_quad(*textured, {}, white);
  rig.snapshot.clear();
  const ResourceId id = rig.add_model(textured);
  rig.set_texture(id, 0, one_pixel(255, 0, 0, 0));
  rig.show(id);
  rig.draw();
  expect_color(rig.center(), {255, 255, 255}, "case 27");
}

TEST_P(Alpha, MaterialsStayInFileOrderAndWriteDepth) {
  auto front_first = empty_model();
  add_quad(*front_first, at_z(1), with_alpha(grey112, 0.5F));
  add_quad(*front_first, {}, white);
  show(front_first);
  expect_color(rig.center(), {56, 56, 81}, "case 28");
  auto back_first = empty_model();
  add_quad(*back_first, {}, white);
  add_quad(*back_first, at_z(1), with_alpha(grey112, 0.5F));
  rig.snapshot.clear();
  show(back_first);
  expect_color(rig.center(), {183, 183, 183}, "case 29");
}

TEST_P(Alpha, BackFacesAreCulledUnlessTwoSided) {
  Quad away;
  away.reversed = true;
  for (const bool two_sided : {false, true}) {
    auto model = empty_model();
    mmd::MaterialData material = white;
    material.two_sided = two_sided;
    add_quad(*model, away, material);
    rig.snapshot.clear();
    show(model);
    expect_color(rig.center(), two_sided ? Color{255, 255, 255} : clear_color, "case 30");
  }
}

TEST_P(Alpha, FadesMultiplyTheOpacity) {
  auto model = empty_model();
  add_quad(*model, {}, grey112);
  rig.show(rig.add_model(model)).opacity = 0.5F;
  rig.draw();
  expect_color(rig.center(), {56, 56, 81}, "case 31");
}

TEST_P(Alpha, FarModelsComeFirstWhateverTheirPlace) {
  auto half = empty_model();
  add_quad(*half, {}, with_alpha(grey112, 0.5F));
  auto solid = empty_model();
  add_quad(*solid, {}, white);
  rig.show_at(rig.add_model(half), {0, 0, 5});
  rig.show_at(rig.add_model(solid), {0, 0, -5});
  rig.draw();
  expect_color(rig.center(), {183, 183, 183}, "case 32");
}

TEST_P(Alpha, AccessoriesComeLast) {
  auto half = empty_model();
  add_quad(*half, {}, with_alpha(grey112, 0.5F));
  auto solid = empty_model();
  add_quad(*solid, {}, white);
  rig.show_at(rig.add_model(half), {0, 0, -5}).role = DrawRole::accessory;
  rig.show_at(rig.add_model(solid), {0, 0, 5});
  rig.draw();
  expect_color(rig.center(), {255, 255, 255}, "case 33");
}

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

}  // namespace
}  // namespace mmdagent::test
