// The debug display: lines of bones and bodies, models as wire.
#include <gtest/gtest.h>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

constexpr glm::vec<4, std::uint8_t> red{255, 0, 0, 255};

class DebugDisplay : public testing::Test {
 protected:
  void show_quad(const Quad& quad = {}) {
    auto model = empty_model();
    mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(1));
    material.edge = true;
    add_quad(*model, quad, material);
    rig_.show(rig_.add_model(model));
  }
  // Level, across the middle of the picture.
  void add_line(float z) {
    for (const float x : {-30.0F, 30.0F}) {
      rig_.snapshot.debug_points.push_back({{x, 13, z}, red});
    }
  }
  int count(bool (*counted)(const Color&)) const {
    int found = 0;
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 64; ++x) found += counted(rig_.pixel(x, y)) ? 1 : 0;
    }
    return found;
  }
  static bool is_red(const Color& color) {
    return color.red > 250 && color.green < 5 && color.blue < 5;
  }
  static bool is_lit(const Color& color) { return color.red > 250 && color.green > 250; }

  PictureRig rig_{rig_q};
};

TEST_F(DebugDisplay, LinesOfBodiesLieInTheScene) {
  show_quad();
  add_line(-1);
  rig_.snapshot.debug_hidden = 2;
  rig_.draw();
  EXPECT_EQ(count(is_red), 0) << "behind the model";
  for (DebugPoint& point : rig_.snapshot.debug_points) point.position.z = 1;
  rig_.draw();
  EXPECT_EQ(count(is_red), 64) << "before it, one pixel wide";
}

TEST_F(DebugDisplay, LinesOfBonesLieOnIt) {
  show_quad();
  add_line(-1);
  rig_.draw();
  EXPECT_EQ(count(is_red), 64);
}

TEST_F(DebugDisplay, CostsNothingWhileThereIsNone) {
  show_quad();
  rig_.draw();
  const auto draws = rig_.statistics().counts.draws;
  add_line(1);
  rig_.draw();
  EXPECT_EQ(rig_.statistics().counts.draws, draws + 1);
  EXPECT_EQ(rig_.statistics().counts.uploaded_bytes, 2 * sizeof(DebugPoint));
  rig_.snapshot.debug_points.clear();
  rig_.draw();
  EXPECT_EQ(rig_.statistics().counts.draws, draws);
  EXPECT_EQ(rig_.statistics().counts.uploaded_bytes, 0U);
}

TEST_F(DebugDisplay, WireShowsTheEdgesOfTrianglesAlone) {
  show_quad({{-5, 8}, {5, 18}});
  rig_.draw();
  const int filled = count(is_lit);
  rig_.snapshot.options.wire = true;
  rig_.draw();
  const int wire = count(is_lit);
  EXPECT_GT(wire, 20);
  EXPECT_LT(wire, filled / 2);
  expect_color(rig_.pixel(29, 36), clear_color, "within a triangle");
  rig_.snapshot.options.wire = false;
  rig_.draw();
  EXPECT_EQ(count(is_lit), filled) << "as before";
}

TEST_F(DebugDisplay, PostFiltersPause) {
  show_quad({{-5, 8}, {5, 18}});
  rig_.draw();
  const Image plain = rig_.picture();
  rig_.snapshot.options.diffusion = true;
  rig_.snapshot.options.diffusion_intensity = 1.0F;
  rig_.draw();
  EXPECT_NE(rig_.picture().rgba, plain.rgba);
  rig_.snapshot.options.bodies = true;
  rig_.draw();
  EXPECT_EQ(rig_.picture().rgba, plain.rgba);
}

}  // namespace
}  // namespace mmdagent::test
