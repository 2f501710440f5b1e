#include "MMDFiles/light_motion.h"

#include <gtest/gtest.h>

#include "support/near.h"

namespace {

using test_support::near;

TEST(LightMotion, LinearBetweenKeysAndHeldOutside) {
  mmd::MotionData data;
  data.lights = {{10, {0, 0, 0}, {0, -1, 0}}, {20, {1, 0.5F, 0}, {2, -1, 0}}, {21, {1, 1, 1}, {}}};
  const mmd::LightMotion motion(data);
  EXPECT_EQ(motion.length(), 21.0F);
  std::uint32_t cursor = 7;
  EXPECT_TRUE(near(motion.sample(0.0F, cursor).direction, {0, -1, 0}, 0.0F));
  EXPECT_TRUE(near(motion.sample(15.0F, cursor).color, {0.5F, 0.25F, 0}, 1e-6F));
  EXPECT_TRUE(near(motion.sample(15.0F, cursor).direction, {1, -1, 0}, 1e-6F));
  EXPECT_TRUE(near(motion.sample(99.0F, cursor).color, {1, 1, 1}, 0.0F));
  EXPECT_TRUE(near(motion.sample(12.5F, cursor).color, {0.25F, 0.125F, 0}, 1e-6F));
}

TEST(LightMotion, WithoutKeys) {
  const mmd::LightMotion motion{mmd::MotionData{}};
  EXPECT_TRUE(motion.empty());
  EXPECT_EQ(motion.length(), 0.0F);
}

}  // namespace
