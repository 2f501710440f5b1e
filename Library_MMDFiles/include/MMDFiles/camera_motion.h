// Camera motions of VMD files.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <memory>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

// View = translate(0,0,-distance) * Rz * Rx * Ry * translate(-look_at).
struct CameraPose {
  glm::vec3 look_at{0.0F, 13.0F, 0.0F};
  glm::vec3 angles{0.0F};  // degrees about x, y, z
  float distance = 100.0F;
  float fov = 16.0F;  // vertical, degrees

  // Rz * Rx * Ry: world to camera.
  glm::quat view_rotation() const;
  glm::vec3 eye() const;
  glm::vec3 forward() const;
  glm::vec3 up() const;
};

// The camera track of a motion. Immutable, shared by players.
class CameraMotion {
 public:
  // Empty tracks have length 0 and answer the default pose.
  explicit CameraMotion(const CameraTrack& track);

  bool empty() const { return frames_.empty(); }
  float length() const { return frames_.empty() ? 0.0F : frames_.back(); }  // frames
  CameraPose sample(float frame, std::uint32_t& cursor) const;

 private:
  bool is_cut(std::size_t before, std::size_t after) const;

  std::vector<float> frames_;
  CameraTrack track_;
};

// Plays a camera motion once; holds its last value.
class CameraPlayer {
 public:
  explicit CameraPlayer(std::shared_ptr<const CameraMotion> motion);

  // The pose of the current frame; then moves on by dt frames.
  CameraPose step(double dt);
  const CameraMotion& motion() const { return *motion_; }
  bool finished() const { return finished_; }  // stood on the last frame for a second step

 private:
  std::shared_ptr<const CameraMotion> motion_;
  double frame_ = 0.0;
  std::uint32_t cursor_ = 0;
  bool clamped_ = false;
  bool finished_ = false;
};

}  // namespace mmd
