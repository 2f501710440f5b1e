// Where things are in a drawn picture, in pixels from the top left.
#pragma once

#include <glm/vec2.hpp>

#include "pictures/picture_rig.h"

namespace mmdagent::test {

inline bool is_white(const Color& color) {
  return color.red > 250 && color.green > 250 && color.blue > 250;
}

// The middle of all white pixels, expected within 1.5 pixels.
void expect_white_at(const PictureRig& rig, const glm::vec2& place, const std::string& what);

// Black pixels of row `y` to the right of a white box in the middle.
float outline_width(const PictureRig& rig, int y);

// A small white cube, which looks the same from every side.
ResourceId add_marker(PictureRig& rig, const glm::vec3& position);

}  // namespace mmdagent::test
