#include "MMDFiles/transform.h"

#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using test_support::about_x;
using test_support::about_y;
using test_support::about_z;
using test_support::near;

struct SlerpCase {
  glm::quat to;
  float t;
  glm::quat want;
};

TEST(Transform, A7_SlerpTable) {
  const SlerpCase cases[] = {
      {about_y(90.0F), 0.15F, {0.993068F, 0.0F, 0.117537F, 0.0F}},
      {about_y(270.0F), 0.5F, {0.923880F, 0.0F, -0.382683F, 0.0F}},
      {about_y(90.0F), 1.5F, {0.382683F, 0.0F, 0.923879F, 0.0F}},
  };
  for (const SlerpCase& c : cases) {
    EXPECT_TRUE(near(mmd::slerp(mmd::identity_rotation, c.to, c.t), c.want, 1e-6F));
    EXPECT_TRUE(near(mmd::slerp_with_dead_zone(mmd::identity_rotation, c.to, c.t), c.want, 1e-6F));
  }
}

TEST(Transform, A7_DeadZoneStandsStillOnlyWhereAsked) {
  const glm::quat tiny = mmd::rotation_about({0.0F, 1.0F, 0.0F}, 0.0002F);
  EXPECT_EQ(mmd::slerp_with_dead_zone(mmd::identity_rotation, tiny, 0.1F), mmd::identity_rotation);
  EXPECT_GT(mmd::slerp(mmd::identity_rotation, tiny, 0.5F).y, 4e-5F);
}

TEST(Transform, A6_MessageRotation) {
  EXPECT_TRUE(near(mmd::rotation_from_degrees({10.0F, 20.0F, 30.0F}),
                   {0.951549F, 0.038135F, 0.189308F, 0.239298F}, 1e-6F));
}

TEST(Transform, ScaledRotationTakesNegativeAndLargeRatios) {
  EXPECT_TRUE(near(mmd::scaled_rotation(about_x(40.0F), -1.0F), about_x(-40.0F), 1e-6F));
  EXPECT_TRUE(near(mmd::scaled_rotation(about_x(40.0F), 2.0F), about_x(80.0F), 1e-6F));
}

TEST(Transform, ComposesAndInverts) {
  const mmd::Transform a{{1.0F, 2.0F, 3.0F}, about_z(90.0F)};
  const mmd::Transform b{{1.0F, 0.0F, 0.0F}, about_x(30.0F)};
  EXPECT_TRUE(near((a * b).position, {1.0F, 3.0F, 3.0F}, 1e-5F));
  const mmd::Transform none = (a * b) * mmd::inverse(a * b);
  EXPECT_TRUE(near(none.position, glm::vec3(0.0F), 1e-5F));
  EXPECT_TRUE(near(none.rotation, mmd::identity_rotation, 1e-6F));
}

}  // namespace
