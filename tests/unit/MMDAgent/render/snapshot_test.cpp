#include "render/snapshot.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

void expect_near(const glm::vec3& got, const glm::vec3& expected) {
  EXPECT_NEAR(got.x, expected.x, 1e-4F);
  EXPECT_NEAR(got.y, expected.y, 1e-4F);
  EXPECT_NEAR(got.z, expected.z, 1e-4F);
}

CameraPose pose(const glm::vec3& target, const glm::vec3& degrees, float distance) {
  CameraPose camera;
  camera.target = target;
  camera.rotation = camera_rotation(degrees);
  camera.distance = distance;
  return camera;
}

// The eye, viewing and up directions of animation.md section 14.
TEST(Snapshot, ViewMatrixPutsTheEyeWhereTheCameraTableSays) {
  expect_near(eye_position(view_matrix(pose({0, 10, 0}, {0, 0, 0}, 45))), {0, 10, 45});
  expect_near(eye_position(view_matrix(pose({0, 11.25F, 0}, {13.5F, -50, 0}, 46.4F))),
              {34.562366F, 22.081863F, 29.001266F});
  const glm::mat4 view =
      view_matrix(pose({1, 10, -2}, {glm::degrees(0.1F), glm::degrees(-0.2F), 0}, 45));
  expect_near(eye_position(view), {9.895457F, 14.492504F, 41.882664F});
  expect_near(-glm::vec3(glm::transpose(glm::mat3(view))[2]), {-0.197677F, -0.099833F, -0.975170F});
  const glm::mat4 rolled = view_matrix(pose({0, 10, 0}, {0, 0, glm::degrees(0.3F)}, 45));
  expect_near(glm::transpose(glm::mat3(rolled))[1], {0.295520F, 0.955336F, 0});
}

TEST(Snapshot, AMountedCameraMovesWithItsBone) {
  CameraPose camera = pose({0, 10, 0}, {0, 0, 0}, 45);
  camera.mount[3] = glm::vec4(3, 4, 5, 1);
  expect_near(eye_position(view_matrix(camera)), {3, 14, 50});
}

TEST(Snapshot, ClearKeepsTheMemoryOfItsArrays) {
  Snapshot snapshot;
  snapshot.models.resize(3);
  snapshot.bones.resize(500);
  snapshot.clear();
  EXPECT_TRUE(snapshot.models.empty());
  EXPECT_TRUE(snapshot.bones.empty());
  EXPECT_GE(snapshot.bones.capacity(), 500U);
}

}  // namespace
}  // namespace mmdagent
