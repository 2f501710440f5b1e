// Comparison of vectors and rotations in tests.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace test_support {

inline ::testing::AssertionResult near(const glm::vec3& got, const glm::vec3& want,
                                       float tolerance) {
  for (int axis = 0; axis < 3; ++axis)
    if (!(std::abs(got[axis] - want[axis]) <= tolerance))
      return ::testing::AssertionFailure()
             << "got (" << got.x << ", " << got.y << ", " << got.z << "), want (" << want.x << ", "
             << want.y << ", " << want.z << ")";
  return ::testing::AssertionSuccess();
}

// Both signs of a quaternion are the same rotation.
inline ::testing::AssertionResult near(const glm::quat& got, const glm::quat& want,
                                       float tolerance) {
  const float sign = glm::dot(got, want) < 0.0F ? -1.0F : 1.0F;
  const float worst =
      std::max(std::max(std::abs(got.x * sign - want.x), std::abs(got.y * sign - want.y)),
               std::max(std::abs(got.z * sign - want.z), std::abs(got.w * sign - want.w)));
  if (worst <= tolerance) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << "got (" << got.x << ", " << got.y << ", " << got.z << ", " << got.w << "), want ("
         << want.x << ", " << want.y << ", " << want.z << ", " << want.w << ")";
}

}  // namespace test_support
