// A motion ready to be played: keys of all tracks in flat arrays, sampled with cursors.
// Immutable, shared (shared_ptr<const Motion>) by all its players; safe to read from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

struct BoneSample {
  glm::vec3 position{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
};

// Where the last search in a track ended; the next one usually ends there or one key further. Any
// value is a valid start.
using KeyCursor = std::uint32_t;

class Motion {
 public:
  struct Track {
    std::string name;
    std::uint32_t first_key = 0;
    std::uint32_t key_count = 0;  // at least 1
    float second_frame = 0.0F;    // of the second key; 0 with a single key
  };

  explicit Motion(MotionData data);

  float length() const { return length_; }  // frames: last key of bones, morphs and switches
  const std::string& model_name() const { return model_name_; }
  std::span<const Track> bone_tracks() const { return bone_tracks_; }
  std::span<const Track> morph_tracks() const { return morph_tracks_; }
  std::span<const SwitchKey> switches() const { return switches_; }

  // Value at `frame` (not below 0; beyond the last key that key holds). With `from_last` a first
  // key at frame 0 has the value of the last key: the seam of a smooth loop.
  BoneSample sample_bone(std::uint32_t track, float frame, bool from_last, KeyCursor& cursor) const;
  float sample_morph(std::uint32_t track, float frame, bool from_last, KeyCursor& cursor) const;

  // The switch key that holds at `frame`, -1 without keys.
  int switch_at(float frame, KeyCursor& cursor) const;

 private:
  float length_ = 0.0F;
  std::string model_name_;
  std::vector<Track> bone_tracks_;
  std::vector<float> bone_frames_;
  std::vector<glm::vec3> translations_;
  std::vector<glm::quat> rotations_;
  std::vector<BoneCurves> curves_;
  std::vector<Track> morph_tracks_;
  std::vector<float> morph_frames_;
  std::vector<float> weights_;
  std::vector<SwitchKey> switches_;
  std::vector<float> switch_frames_;
};

}  // namespace mmd
