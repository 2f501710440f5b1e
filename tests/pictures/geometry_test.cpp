// The cases of rendering.md section 10.4: where points land, what skinning does to them, and edges.
// Positions are in pixels from the top left.
#include <gtest/gtest.h>

#include <cmath>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(1));

bool is_white(const Color& color) {
  return color.red > 250 && color.green > 250 && color.blue > 250;
}

// The middle of all white pixels.
glm::vec2 white_center(const PictureRig& rig) {
  glm::dvec2 sum(0);
  int count = 0;
  for (int y = 0; y < rig.picture().height; ++y) {
    for (int x = 0; x < rig.picture().width; ++x) {
      if (!is_white(rig.pixel(x, y))) continue;
      sum += glm::dvec2(x, y);
      ++count;
    }
  }
  EXPECT_GT(count, 0) << "nothing white in the picture";
  return count == 0 ? glm::vec2(-1) : glm::vec2(sum / static_cast<double>(count));
}

void expect_at(const PictureRig& rig, float x, float y, const char* what) {
  const glm::vec2 found = white_center(rig);
  EXPECT_NEAR(found.x, x, 1.5F) << what;
  EXPECT_NEAR(found.y, y, 1.5F) << what;
}

// A small cube looks the same from every side.
ResourceId add_marker(PictureRig& rig, const glm::vec3& position) {
  auto model = empty_model();
  add_box(*model, position, 0.1F, white);
  return rig.add_model(model);
}

TEST(Camera, MarkersLandWhereTheTableSays) {
  struct Row {
    const char* number;
    glm::vec3 rotation;
    glm::vec3 marker;
    glm::vec2 pixel;
  };
  const Row rows[] = {{"34", {0, 0, 0}, {10, 13, 0}, {769.5F, 449.5F}},
                      {"35", {0, 0, 90}, {10, 13, 0}, {449.5F, 129.5F}},
                      {"36", {30, 0, 0}, {0, 23, 0}, {449.5F, 157.5F}},
                      {"37", {0, 30, 0}, {10, 13, 0}, {713.5F, 449.5F}},
                      {"38", {0, 90, 0}, {0, 13, 10}, {769.5F, 449.5F}}};
  PictureRig rig(rig_g);
  for (const Row& row : rows) {
    rig.snapshot.clear();
    rig.snapshot.camera.rotation = camera_rotation(row.rotation);
    rig.show(add_marker(rig, row.marker));
    rig.draw();
    expect_at(rig, row.pixel.x, row.pixel.y, row.number);
  }
}

TEST(Camera, DistanceTargetAndFieldOfView) {
  PictureRig rig(rig_g);
  rig.snapshot.camera.target = {0, 10, 0};
  rig.snapshot.camera.distance = 45;
  rig.snapshot.camera.fovy = 30;
  rig.show(add_marker(rig, {5, 10, 0}));
  rig.draw();
  expect_at(rig, 636.1F, 449.5F, "case 39");
}

TEST(Camera, WidePicturesKeepTheVerticalField) {
  PictureRig rig({1200, 600});
  rig.show(add_marker(rig, {10, 18, 0}));
  rig.draw();
  const float scale = 600.0F / (2 * 100 * std::tan(glm::radians(8.0F)));
  expect_at(rig, 599.5F + 10 * scale, 299.5F - 5 * scale, "1200 x 600");
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

// Two bones at (0,13,0), the second turned by 90 degrees about z; a marker 10 units to the right.
TEST(Skinning, SdefKeepsTheRadiusThatBdef2Loses) {
  for (const bool sdef : {true, false}) {
    PictureRig rig(rig_g);
    auto model = empty_model({0, 13, 0});
    model->bones.push_back(model->bones[0]);
    add_box(*model, {10, 13, 0}, 0.1F, white);
    mmd::VertexData& vertices = model->vertices;
    for (std::uint32_t i = 0; i < vertices.size(); ++i) {
      vertices.skinning[i] = sdef ? mmd::SkinningKind::sdef : mmd::SkinningKind::bdef2;
      vertices.bone_indices[i] = {0, 1, 0, 0};
      vertices.bone_weights[i] = {0.5F, 0.5F, 0, 0};
      if (sdef) vertices.sdef.push_back({i, {0, 13, 0}, {0, 23, 0}, {0, 3, 0}});
    }
    rig.show(rig.add_model(model));
    const glm::quat quarter = glm::angleAxis(glm::radians(90.0F), glm::vec3(0, 0, 1));
    const glm::vec3 pivot(0, 13, 0);
    rig.snapshot.bones[1] = {quarter, pivot - quarter * pivot};
    rig.draw();
    if (sdef) {
      expect_at(rig, 756.0F, 143.0F, "case 44, SDEF");
    } else {
      expect_at(rig, 609.6F, 289.4F, "case 44, BDEF2");
    }
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

  // Pixels of the outline to the right of the box at its middle row, by how black they are.
  float outline_width(int y) const {
    float width = 0;
    bool inside = false;
    for (int x = rig.picture().width / 2; x < rig.picture().width; ++x) {
      const Color color = rig.pixel(x, y);
      inside |= is_white(color);
      if (color.blue < 5) width += 1;
    }
    EXPECT_TRUE(inside);
    return width;
  }

  PictureRig rig;
  ResourceId id = no_resource;
};

TEST_F(EdgeBox, ReferenceEdgesHaveAWidthInTheWorld) {
  rig.snapshot.options.profile = ShadingProfile::reference;
  rig.snapshot.options.edge_width = 50;
  rig.snapshot.options.light_edge = false;
  show(1);
  rig.draw();
  expect_color(rig.pixel(610, 450), {255, 255, 255}, "case 45, model");
  expect_color(rig.pixel(634, 450), {0, 0, 0}, "case 45, right edge");
  expect_color(rig.pixel(660, 450), clear_color, "case 45, outside");
  expect_color(rig.pixel(640, 585), {0, 0, 0}, "case 45, low corner");
  expect_color(rig.pixel(640, 315), {0, 0, 0}, "case 45, high corner");
}

TEST_F(EdgeBox, LightThinsTheEdgesThatFaceIt) {
  rig.snapshot.options.profile = ShadingProfile::reference;
  rig.snapshot.options.edge_width = 50;
  show(1);
  rig.draw();
  expect_color(rig.pixel(640, 585), {0, 0, 0}, "case 46, away from the light");
  expect_color(rig.pixel(640, 315), clear_color, "case 46, towards the light");
}

TEST_F(EdgeBox, MmdEdgesKeepTheirPixelsAtAnyDistance) {
  rig.snapshot.options.light_edge = false;
  show(1);
  for (const float distance : {100.0F, 50.0F}) {
    rig.snapshot.camera.distance = distance;
    rig.draw();
    EXPECT_NEAR(outline_width(450), 1.7F, 1.0F) << "case 47, distance " << distance;
  }
  // The light thins and thickens these edges by the same rule.
  rig.snapshot.models.clear();
  show(6);
  rig.draw();
  EXPECT_NEAR(outline_width(450), 10.0F * std::sqrt(0.5F), 2.0F) << "six times as wide, diagonal";
}

TEST_F(EdgeBox, FadedEdgesBlend) {
  rig.snapshot.options.profile = ShadingProfile::reference;
  rig.snapshot.options.edge_width = 50;
  rig.snapshot.options.light_edge = false;
  show(1);
  rig.snapshot.models[0].opacity = 0.5F;
  rig.draw();
  expect_color(rig.pixel(634, 450), {0, 0, 25}, "case 48");
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
