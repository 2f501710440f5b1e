#include "render/model_bounds.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>

#include "pictures/procedural_model.h"

namespace mmdagent {
namespace {

TEST(Bounds, AnEmptyOneTakesWhatComesFirst) {
  Bounds bounds;
  EXPECT_TRUE(bounds.empty());
  bounds.include({5, 6, 7}, 1.0F);
  EXPECT_FALSE(bounds.empty());
  EXPECT_EQ(bounds.low, glm::vec3(4, 5, 6));
  EXPECT_EQ(bounds.high, glm::vec3(6, 7, 8));
  bounds.include({0, 6, 7}, 0.0F);
  EXPECT_EQ(bounds.center(), glm::vec3(3, 6, 7));
}

TEST(BoneSpheres, HoldEveryVertexThatTheBoneMoves) {
  auto model = test::empty_model();
  model->bones.resize(3);
  test::add_box(*model, {0, 10, 0}, 2, {});
  for (std::size_t i = 0; i < model->vertices.size(); ++i) {
    model->vertices.bone_indices[i] = {i < 4 ? 0 : 1, 1, 0, 0};
    model->vertices.bone_weights[i] = {0.5F, 0.5F, 0, 0};
  }
  const auto spheres = bone_spheres(*model);
  ASSERT_EQ(spheres.size(), 3U);
  EXPECT_LT(spheres[2].radius, 0.0F) << "moves nothing";
  for (std::size_t i = 0; i < model->vertices.size(); ++i) {
    const glm::vec3& position = model->vertices.positions[i];
    EXPECT_LE(glm::distance(position, spheres[1].center), spheres[1].radius + 1e-5F);
    if (i >= 4) continue;
    EXPECT_LE(glm::distance(position, spheres[0].center), spheres[0].radius + 1e-5F);
  }
  EXPECT_NEAR(spheres[1].radius, 2.0F * std::sqrt(3.0F), 1e-5F);
}

TEST(BoneSpheres, FollowThePose) {
  const BoneSphere spheres[] = {{{1, 0, 0}, 0.5F}, {{0, 0, 0}, -1.0F}};
  const BoneTransform bones[] = {
      {glm::angleAxis(glm::radians(90.0F), glm::vec3(0, 0, 1)), {0, 0, 3}}, {{}, {99, 99, 99}}};
  Bounds bounds;
  include_pose(spheres, bones, bounds);
  EXPECT_NEAR(bounds.center().y, 1.0F, 1e-5F);
  EXPECT_NEAR(bounds.center().z, 3.0F, 1e-5F);
  EXPECT_NEAR(bounds.high.x, 0.5F, 1e-5F);
}

}  // namespace
}  // namespace mmdagent
