#include "scene/debug_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "MMDFiles/rig.h"

namespace mmdagent {
namespace {

using Rgba = glm::vec<4, std::uint8_t>;

mmd::RigidBodyData body(mmd::BodyShape shape, const glm::vec3& size) {
  mmd::RigidBodyData data;
  data.shape = shape;
  data.size = size;
  return data;
}

struct Box {
  glm::vec3 low, high;
};

Box bounds(const std::vector<DebugPoint>& points) {
  Box box{glm::vec3(1e9F), glm::vec3(-1e9F)};
  for (const DebugPoint& point : points) {
    box.low = glm::min(box.low, point.position);
    box.high = glm::max(box.high, point.position);
  }
  return box;
}

void expect_near(const glm::vec3& got, const glm::vec3& expected) {
  EXPECT_LT(glm::distance(got, expected), 1e-4F) << got.x << ' ' << got.y << ' ' << got.z;
}

TEST(BodyLines, ASpheresPointsLieOnIt) {
  std::vector<DebugPoint> points;
  add_body_lines(body(mmd::BodyShape::sphere, {2, 0, 0}), {{1, 2, 3}, {}}, points);
  ASSERT_EQ(points.size(), 3U * 16 * 2);
  for (const DebugPoint& point : points) {
    EXPECT_NEAR(glm::distance(point.position, {1, 2, 3}), 2.0F, 1e-4F);
  }
}

TEST(BodyLines, ABoxHasTwelveEdges) {
  std::vector<DebugPoint> points;
  add_body_lines(body(mmd::BodyShape::box, {1, 2, 3}), {}, points);
  ASSERT_EQ(points.size(), 24U);
  int along[3] = {};
  for (std::size_t i = 0; i < points.size(); i += 2) {
    const glm::vec3 edge = glm::abs(points[i].position - points[i + 1].position);
    for (int axis = 0; axis < 3; ++axis) {
      glm::vec3 whole(0.0F);
      whole[axis] = 2.0F * static_cast<float>(axis + 1);
      along[axis] += glm::distance(edge, whole) < 1e-4F ? 1 : 0;
    }
  }
  EXPECT_EQ(along[0], 4);
  EXPECT_EQ(along[1], 4);
  EXPECT_EQ(along[2], 4);
}

TEST(BodyLines, ACapsuleIsAsLongAsItsCylinderAndBothEnds) {
  std::vector<DebugPoint> points;
  add_body_lines(body(mmd::BodyShape::capsule, {0.5F, 3, 0}), {}, points);
  const Box box = bounds(points);
  expect_near(box.low, {-0.5F, -2, -0.5F});
  expect_near(box.high, {0.5F, 2, 0.5F});
}

TEST(BodyLines, TurnWithTheBody) {
  const float half = std::sqrt(0.5F);
  std::vector<DebugPoint> points;
  // A quarter about z lays a capsule along x.
  add_body_lines(body(mmd::BodyShape::capsule, {0.5F, 3, 0}),
                 {{10, 0, 0}, glm::quat(half, 0, 0, half)}, points);
  const Box box = bounds(points);
  expect_near(box.low, {8, -0.5F, -0.5F});
  expect_near(box.high, {12, 0.5F, 0.5F});
}

TEST(BodyLines, AreColouredByHowTheyMove) {
  const std::pair<mmd::BodyMode, Rgba> cases[] = {
      {mmd::BodyMode::follow_bone, following_color},
      {mmd::BodyMode::physics, dynamic_color},
      {mmd::BodyMode::physics_with_bone_pos, turning_color}};
  for (const auto& [mode, color] : cases) {
    mmd::RigidBodyData data = body(mmd::BodyShape::box, {1, 1, 1});
    data.mode = mode;
    std::vector<DebugPoint> points;
    add_body_lines(data, {}, points);
    EXPECT_EQ(points.front().color, color);
  }
}

TEST(BoneLines, GoFromParentsAndTellWhatIkDoes) {
  // A root, its child that a body moves, an IK link under that, and what the chain reaches for.
  mmd::Rig rig;
  rig.parents = {-1, 0, 1, 1};
  rig.flags = {0, mmd::bone_flag::simulated, 0, 0};
  rig.links = {2};
  mmd::RigChain chain;
  chain.destination = 3;
  rig.chains = {chain};
  const std::vector<glm::vec3> heads = {{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {1, 2, 0}};
  std::vector<DebugPoint> points;
  add_bone_lines(rig, heads, points);
  ASSERT_EQ(points.size(), 6U + 6U);
  EXPECT_TRUE(std::all_of(points.begin(), points.begin() + 6,
                          [](const DebugPoint& point) { return point.color == bone_color; }));
  EXPECT_EQ(points[6], (DebugPoint{{0, 0, 0}, simulated_color}));
  EXPECT_EQ(points[7], (DebugPoint{{0, 1, 0}, simulated_color}));
  EXPECT_EQ(points[8], (DebugPoint{{0, 1, 0}, ik_link_color}));
  EXPECT_EQ(points[9], (DebugPoint{{0, 2, 0}, ik_link_color}));
  EXPECT_EQ(points[10], (DebugPoint{{0, 1, 0}, ik_target_color}));
  EXPECT_EQ(points[11], (DebugPoint{{1, 2, 0}, ik_target_color}));
}

}  // namespace
}  // namespace mmdagent
