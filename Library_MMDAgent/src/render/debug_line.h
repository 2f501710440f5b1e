// What the debug display is made of.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

namespace mmdagent {

// One end of a line one pixel wide.
struct DebugPoint {
  glm::vec3 position{0.0F};            // world space
  glm::vec<4, std::uint8_t> color{0};  // straight alpha

  bool operator==(const DebugPoint&) const = default;
};

}  // namespace mmdagent
