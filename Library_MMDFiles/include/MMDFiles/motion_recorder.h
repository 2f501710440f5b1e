// Makes a motion of what bones and morphs show frame by frame, as motion capture saves it: linear
// keys, and none where nothing changed.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <span>
#include <string>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

// What one bone shows, relative to rest, without what it takes from other bones.
struct RecordedBone {
  glm::vec3 translation{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};  // unit length
  bool recorded = true;  // false in frames in which physics or another bone moves it
};

// One thread at a time. Allocates only where a track gets a key.
class MotionRecorder {
 public:
  static constexpr std::uint32_t ten_minutes = 18'000;  // frames

  // Names give the order of the values. Items without a name, and further ones of a name, are left
  // out.
  MotionRecorder(std::string model_name, std::span<const std::string> bones,
                 std::span<const std::string> morphs, std::uint32_t capacity = ten_minutes);

  // Values of the next frame, one for each name. False, and nothing is taken, when it is full.
  bool add(std::span<const RecordedBone> bones, std::span<const float> weights);

  std::uint32_t frames() const { return frames_; }
  // The motion up to here; the recorder is full after it.
  MotionData take();

 private:
  void add_bone(std::size_t item, const RecordedBone& value);
  void add_morph(std::size_t item, float weight);

  std::uint32_t capacity_;
  std::uint32_t frames_ = 0;
  std::vector<int> bone_tracks_;   // of each item; -1: left out
  std::vector<int> morph_tracks_;  // of each item; -1: left out
  MotionData motion_;
};

}  // namespace mmd
