// The light keys of a motion. Immutable; safe to read from any thread.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

class LightMotion {
 public:
  struct Sample {
    glm::vec3 color{0.0F};
    glm::vec3 direction{0.0F};  // in which the light shines, not of unit length
  };

  explicit LightMotion(const MotionData& data);

  bool empty() const { return keys_.empty(); }
  float length() const { return frames_.empty() ? 0.0F : frames_.back(); }  // frames
  // Linear between keys; the first and the last key hold before and after. Not for empty ones.
  // `cursor` is a hint, see KeyCursor.
  Sample sample(float frame, std::uint32_t& cursor) const;

 private:
  std::vector<float> frames_;
  std::vector<LightKey> keys_;
};

}  // namespace mmd
