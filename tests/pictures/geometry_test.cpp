// Where points land, and edges, beyond the cases of rendering.md section 10.4. Positions are in
// pixels from the top left.
#include <gtest/gtest.h>

#include <cmath>

#include "pictures/picture_measures.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(1));

TEST(Camera, WidePicturesKeepTheVerticalField) {
  PictureRig rig({1200, 600});
  rig.show(add_marker(rig, {10, 18, 0}));
  rig.draw();
  const float scale = 600.0F / (2 * 100 * std::tan(glm::radians(8.0F)));
  expect_white_at(rig, {599.5F + 10 * scale, 299.5F - 5 * scale}, "1200 x 600");
}

// Upright and not mirrored: the texture's top left corner is the quad's, seen from the front.
TEST(Textures, StandUprightAndAreNotMirrored) {
  for (const ShadingProfile profile : {ShadingProfile::mmd, ShadingProfile::reference}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.profile = profile;
    auto model = empty_model();
    mmd::MaterialData material = white;
    material.texture = add_texture(*model);
    Quad quad;
    quad.low = {-10, 3};
    quad.high = {10, 23};
    add_quad(*model, quad, material);
    const ResourceId id = rig.add_model(model);
    rig.set_texture(id, 0,
                    image_of(2, 2,
                             {255, 0, 0, 255, 0, 255, 0, 255,  //
                              0, 0, 255, 255, 255, 255, 0, 255}));
    rig.show(id);
    rig.draw();
    // The quad covers pixels 10 to 54; texels are pure at their centres.
    expect_color(rig.pixel(20, 20), {255, 0, 0}, "top left", 20);
    expect_color(rig.pixel(43, 20), {0, 255, 0}, "top right", 20);
    expect_color(rig.pixel(20, 43), {0, 0, 255}, "bottom left", 20);
    expect_color(rig.pixel(43, 43), {255, 255, 0}, "bottom right", 20);
  }
}

class EdgeBox : public testing::Test {
 protected:
  EdgeBox() : rig(rig_g) {}

  void show(float edge_size) {
    auto model = empty_model();
    mmd::MaterialData material = white;
    material.edge = true;
    material.edge_size = edge_size;
    add_box(*model, {0, 13, 0}, 5, material);
    id = rig.add_model(model);
    rig.show(id);
  }

  PictureRig rig;
  ResourceId id = no_resource;
};

TEST_F(EdgeBox, MmdEdgesGrowWithTheirSize) {
  rig.snapshot.options.light_edge = false;
  show(6);
  rig.draw();
  EXPECT_NEAR(outline_width(rig, 450), 10.0F * std::sqrt(0.5F), 2.0F) << "diagonal";
}

TEST_F(EdgeBox, NoEdgeWithoutToonFlagOrScale) {
  rig.snapshot.options.profile = ShadingProfile::reference;
  rig.snapshot.options.edge_width = 50;
  rig.snapshot.options.light_edge = false;
  show(1);
  rig.snapshot.models[0].toon = false;
  rig.draw();
  expect_color(rig.pixel(634, 450), clear_color, "toon off");

  auto model = empty_model();
  add_box(*model, {0, 13, 0}, 5, white);
  rig.snapshot.clear();
  rig.show(rig.add_model(model));
  rig.draw();
  expect_color(rig.pixel(634, 450), clear_color, "no edge flag");

  auto scaled = empty_model();
  mmd::MaterialData material = white;
  material.edge = true;
  add_box(*scaled, {0, 13, 0}, 5, material);
  scaled->vertices.edge_scales.assign(8, 0.0F);
  rig.snapshot.clear();
  rig.show(rig.add_model(scaled));
  rig.draw();
  expect_color(rig.pixel(634, 450), clear_color, "vertices without edge");
}

TEST_F(EdgeBox, SelectionDrawsEdgesOfItsOwnColour) {
  rig.snapshot.options.profile = ShadingProfile::reference;
  rig.snapshot.options.edge_width = 50;
  rig.snapshot.options.light_edge = false;
  auto model = empty_model();
  add_box(*model, {0, 13, 0}, 5, white);
  rig.show(rig.add_model(model));
  rig.snapshot.models[0].selected = true;
  rig.snapshot.models[0].toon = false;
  rig.draw();
  expect_color(rig.pixel(634, 450), {255, 0, 0}, "selected, no edge flag, no toon");
}

}  // namespace
}  // namespace mmdagent::test
