// File space to runtime space, the table of the animation chapter.
#include "formats/space.h"

#include <gtest/gtest.h>

namespace {

void expect_near(const glm::quat& q, float x, float y, float z, float w) {
  EXPECT_NEAR(q.x, x, 1e-6F);
  EXPECT_NEAR(q.y, y, 1e-6F);
  EXPECT_NEAR(q.z, z, 1e-6F);
  EXPECT_NEAR(q.w, w, 1e-6F);
}

TEST(Space, VectorsAndQuaternionsAreMirrored) {
  EXPECT_EQ(mmd::to_runtime(glm::vec3(1, 2, 3)), glm::vec3(1, 2, -3));
  expect_near(mmd::to_runtime(glm::quat(.927362F, .1F, .2F, .3F)), -.1F, -.2F, .3F, .927362F);
}

TEST(Space, A6_EulerAngles) {
  expect_near(mmd::euler_to_runtime({.1F, .2F, .3F}), -.064071F, -.091158F, .143572F, .983347F);
  const float degree = 3.14159265F / 180.0F;
  expect_near(mmd::euler_to_runtime(glm::vec3(10, 20, 30) * degree), -.127679F, -.144878F, .239298F,
              .951549F);
}

TEST(Space, A41_LimitsStayInOrder) {
  const auto translation = mmd::translation_limits_to_runtime({{-1, -2, -3}, {4, 5, 6}});
  EXPECT_EQ(translation.lower, glm::vec3(-1, -2, -6));
  EXPECT_EQ(translation.upper, glm::vec3(4, 5, 3));
  const auto rotation = mmd::rotation_limits_to_runtime({{-10, -20, -30}, {40, 50, 60}});
  EXPECT_EQ(rotation.lower, glm::vec3(-40, -50, -30));
  EXPECT_EQ(rotation.upper, glm::vec3(10, 20, 60));
}

}  // namespace
