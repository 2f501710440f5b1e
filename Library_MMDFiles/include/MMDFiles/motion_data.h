// A VMD motion as plain data, in runtime space (right-handed). One frame is 1/30 s.
//
// In every track the frames rise strictly: keys are sorted, and of several keys at one frame the
// last one in the file stays. The parallel vectors of a track have equal length, at least one.
#pragma once

#include <array>
#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <string>
#include <vector>

namespace mmd {

// Control points of a timing curve from (0,0) to (127,127), each 0..127. The curve of a key shapes
// the way from the key before it.
struct TimingCurve {
  std::uint8_t x1 = 20;
  std::uint8_t y1 = 20;
  std::uint8_t x2 = 107;
  std::uint8_t y2 = 107;

  bool linear() const { return x1 == y1 && x2 == y2; }
  bool operator==(const TimingCurve&) const = default;
};

// Channels X, Y, Z, rotation.
using BoneCurves = std::array<TimingCurve, 4>;
// Channels X, Y, Z, rotation, distance, view angle.
using CameraCurves = std::array<TimingCurve, 6>;

struct BoneTrack {
  std::string name;
  std::vector<std::uint32_t> frames;
  std::vector<glm::vec3> translations;  // from rest
  std::vector<glm::quat> rotations;     // unit length
  std::vector<BoneCurves> curves;
};

struct MorphTrack {
  std::string name;
  std::vector<std::uint32_t> frames;
  std::vector<float> weights;
};

// May be empty. Eye = look-at + R^-1 (0, 0, distance).
struct CameraTrack {
  std::vector<std::uint32_t> frames;
  std::vector<float> distances;  // positive = in front of the look-at point
  std::vector<glm::vec3> look_ats;
  std::vector<glm::vec3> angles;          // degrees about x, y, z
  std::vector<float> view_angles;         // vertical, degrees
  std::vector<std::uint8_t> perspective;  // 1 = perspective, 0 = orthographic
  std::vector<CameraCurves> curves;
};

struct LightKey {
  std::uint32_t frame = 0;
  glm::vec3 color{0.0F};
  glm::vec3 direction{0.0F};
};

struct SelfShadowKey {
  std::uint32_t frame = 0;
  std::uint8_t mode = 0;  // 0 off, 1, 2
  float distance = 0.0F;  // as stored: 0.1 - d * 0.00001
};

struct IkSwitch {
  std::string bone;
  bool enabled = true;
};

struct SwitchKey {
  std::uint32_t frame = 0;
  bool visible = true;
  std::vector<IkSwitch> ik;
};

struct MotionData {
  std::string model_name;
  std::vector<BoneTrack> bone_tracks;    // in order of first appearance, names distinct
  std::vector<MorphTrack> morph_tracks;  // in order of first appearance, names distinct
  CameraTrack camera;
  std::vector<LightKey> lights;
  std::vector<SelfShadowKey> self_shadows;
  std::vector<SwitchKey> switches;
  std::uint32_t length = 0;         // frames: last key of bones, morphs and switches
  std::uint32_t camera_length = 0;  // frames: last camera key

  // Repairs made while reading, whole lines in the form of LoadError.
  std::vector<std::string> warnings;
};

}  // namespace mmd
