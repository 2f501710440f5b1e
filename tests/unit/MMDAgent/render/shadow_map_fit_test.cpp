#include "render/shadow_map_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>

namespace mmdagent {
namespace {

glm::vec3 place(const glm::mat4& matrix, const glm::vec3& point) {
  const glm::vec4 clip = matrix * glm::vec4(point, 1.0F);
  return glm::vec3(clip) / clip.w;
}

bool inside(const glm::vec3& place) {
  return std::abs(place.x) <= 1.0F && std::abs(place.y) <= 1.0F && std::abs(place.z) <= 1.0F;
}

Bounds box(const glm::vec3& center, const glm::vec3& half) {
  Bounds bounds;
  bounds.include(center - half, 0.0F);
  bounds.include(center + half, 0.0F);
  return bounds;
}

const glm::vec3 lights[] = {{0.408F, 0.816F, 0.408F}, {0, 1, 0}, {0, -1, 0}, {1, 0, 0}, {0, 0, 1}};

TEST(ParallelLight, SeesAllOfTheBounds) {
  const Bounds bounds = box({3, 10, -4}, {8, 10, 2});
  for (const glm::vec3& light : lights) {
    const glm::mat4 matrix = parallel_light(bounds, glm::normalize(light), 1024);
    for (int corner = 0; corner < 8; ++corner) {
      const glm::vec3 point((corner & 1) != 0 ? bounds.low.x : bounds.high.x,
                            (corner & 2) != 0 ? bounds.low.y : bounds.high.y,
                            (corner & 4) != 0 ? bounds.low.z : bounds.high.z);
      EXPECT_TRUE(inside(place(matrix, point))) << light.x << " " << light.y << " " << corner;
    }
    const glm::vec3 nearer = place(matrix, bounds.center() + light);
    EXPECT_LT(nearer.z, place(matrix, bounds.center()).z) << "depth grows away from the light";
  }
}

// A model that walks by parts of a texel keeps its texels where they are.
TEST(ParallelLight, MovesByWholeTexels) {
  constexpr int size = 256;
  const glm::vec3 light = glm::normalize(glm::vec3(0.5F, 1, 0.5F));
  const glm::vec3 fixed(1, 2, 3);
  const glm::vec3 before = place(parallel_light(box({0, 10, 0}, {5, 5, 5}), light, size), fixed);
  for (int i = 1; i < 20; ++i) {
    const Bounds bounds = box({0.013F * static_cast<float>(i), 10, 0}, {5, 5, 5});
    const glm::vec3 moved = place(parallel_light(bounds, light, size), fixed) - before;
    // The map is two units of clip space wide.
    const float texels = moved.x * static_cast<float>(size) / 2.0F;
    EXPECT_NEAR(texels, std::round(texels), 0.03F) << i;
  }
}

TEST(DistantLight, SeesTheSphere) {
  for (const glm::vec3& light : lights) {
    const glm::mat4 matrix = distant_light({1, 9, 0}, 12, glm::normalize(light));
    const glm::vec3 middle = place(matrix, {1, 9, 0});
    EXPECT_NEAR(middle.x, 0.0F, 1e-5F);
    EXPECT_NEAR(middle.y, 0.0F, 1e-5F);
    for (const glm::vec3& way : lights) {
      EXPECT_TRUE(inside(place(matrix, glm::vec3(1, 9, 0) + glm::normalize(way) * 11.9F)));
      EXPECT_TRUE(inside(place(matrix, glm::vec3(1, 9, 0) - glm::normalize(way) * 11.9F)));
    }
  }
}

}  // namespace
}  // namespace mmdagent
