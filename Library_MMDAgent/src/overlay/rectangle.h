// A part of the picture, in pixels from its lower left corner.
#pragma once

#include <glm/vec2.hpp>

namespace mmdagent {

struct Rectangle {
  glm::vec2 corner{0.0F};  // lower left
  glm::vec2 extent{0.0F};

  glm::vec2 center() const { return corner + 0.5F * extent; }
  glm::vec2 end() const { return corner + extent; }
  bool contains(const glm::vec2& at) const {
    return at.x >= corner.x && at.y >= corner.y && at.x < end().x && at.y < end().y;
  }
};

}  // namespace mmdagent
