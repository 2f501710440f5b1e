#include "MMDFiles/camera_motion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "MMDFiles/timing_curve.h"
#include "MMDFiles/transform.h"
#include "animation/key_search.h"

namespace mmd {
namespace {

// Keys at most so far apart are a cut when one of the differences below is exceeded.
constexpr float cut_frames = 1.0F;
constexpr float cut_distance_squared = 3.0F;  // of look-at points
constexpr float cut_angle = 0.08F;            // radians
constexpr float cut_distance = 3.0F;
constexpr float cut_view_angle = 2.0F;  // degrees
constexpr float radians = 3.14159265F / 180.0F;

glm::quat rotation_of(const glm::vec3& degrees) {
  return rotation_about({0.0F, 0.0F, 1.0F}, degrees.z * radians) *
         rotation_about({1.0F, 0.0F, 0.0F}, degrees.x * radians) *
         rotation_about({0.0F, 1.0F, 0.0F}, degrees.y * radians);
}

float lerp(float a, float b, float t) { return a + (b - a) * t; }

}  // namespace

glm::quat CameraPose::view_rotation() const { return rotation_of(angles); }

glm::vec3 CameraPose::eye() const {
  return look_at + glm::conjugate(view_rotation()) * glm::vec3(0.0F, 0.0F, distance);
}

glm::vec3 CameraPose::forward() const {
  return glm::conjugate(view_rotation()) * glm::vec3(0.0F, 0.0F, -1.0F);
}

glm::vec3 CameraPose::up() const {
  return glm::conjugate(view_rotation()) * glm::vec3(0.0F, 1.0F, 0.0F);
}

CameraMotion::CameraMotion(const CameraTrack& track) : track_(track) {
  for (const std::uint32_t frame : track_.frames) frames_.push_back(static_cast<float>(frame));
}

bool CameraMotion::is_cut(std::size_t before, std::size_t after) const {
  if (frames_[after] - frames_[before] > cut_frames) return false;
  const glm::vec3 way = track_.look_ats[after] - track_.look_ats[before];
  if (glm::dot(way, way) > cut_distance_squared) return true;
  if (std::abs(track_.distances[after] - track_.distances[before]) > cut_distance) return true;
  if (std::abs(track_.view_angles[after] - track_.view_angles[before]) > cut_view_angle)
    return true;
  const float cosine =
      std::abs(glm::dot(rotation_of(track_.angles[before]), rotation_of(track_.angles[after])));
  return 2.0F * std::acos(std::min(cosine, 1.0F)) > cut_angle;
}

CameraPose CameraMotion::sample(float frame, std::uint32_t& cursor) const {
  if (frames_.empty()) return {};
  const KeyPair pair = find_key_pair(frames_, frame, cursor);
  const std::size_t a = pair.before;
  const std::size_t b = pair.after;
  const CameraPose first{track_.look_ats[a], track_.angles[a], track_.distances[a],
                         track_.view_angles[a]};
  if (a == b || is_cut(a, b)) return first;
  std::array<float, 6> s{};
  for (std::size_t channel = 0; channel < s.size(); ++channel)
    s[channel] = evaluate_curve(track_.curves[b][channel], pair.progress);
  CameraPose pose;
  pose.look_at = first.look_at + (track_.look_ats[b] - first.look_at) * glm::vec3(s[0], s[1], s[2]);
  pose.angles = first.angles + (track_.angles[b] - first.angles) * s[3];
  pose.distance = lerp(first.distance, track_.distances[b], s[4]);
  pose.fov = lerp(first.fov, track_.view_angles[b], s[5]);
  return pose;
}

CameraPlayer::CameraPlayer(std::shared_ptr<const CameraMotion> motion)
    : motion_(std::move(motion)) {}

CameraPose CameraPlayer::step(double dt) {
  const CameraPose pose = motion_->sample(static_cast<float>(frame_), cursor_);
  const auto length = static_cast<double>(motion_->length());
  frame_ += dt;
  if (frame_ >= length) {
    frame_ = length;
    finished_ = clamped_;
    clamped_ = true;
  }
  return pose;
}

}  // namespace mmd
