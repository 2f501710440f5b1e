#include "pictures/picture_measures.h"

#include "pictures/procedural_model.h"

namespace mmdagent::test {

void expect_white_at(const PictureRig& rig, const glm::vec2& place, const std::string& what) {
  glm::dvec2 sum(0);
  int count = 0;
  for (int y = 0; y < rig.picture().height; ++y) {
    for (int x = 0; x < rig.picture().width; ++x) {
      if (!is_white(rig.pixel(x, y))) continue;
      sum += glm::dvec2(x, y);
      ++count;
    }
  }
  ASSERT_GT(count, 0) << what << ": nothing white in the picture";
  const glm::vec2 found(sum / static_cast<double>(count));
  EXPECT_NEAR(found.x, place.x, 1.5F) << what;
  EXPECT_NEAR(found.y, place.y, 1.5F) << what;
}

float outline_width(const PictureRig& rig, int y) {
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

ResourceId add_marker(PictureRig& rig, const glm::vec3& position) {
  auto model = empty_model();
  add_box(*model, position, 0.1F, plain_material(glm::vec3(1), glm::vec3(1)));
  return rig.add_model(model);
}

}  // namespace mmdagent::test
