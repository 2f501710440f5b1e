#include "scene/camera.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <utility>

#include "scene/models.h"

namespace mmdagent {
namespace {

// What is left of the way after 1/60 s (messages-core.md section 13, B38; animation.md section 14).
constexpr double smooth_rest = 0.9;
constexpr double sideways_rest = 0.99;
// Closer than these the camera takes the goal itself.
constexpr float snap_squared = 1e-6F;
constexpr float snap_distance = 0.1F;
constexpr float snap_fovy = 0.01F;
// What keys and the wheel can reach, degrees.
constexpr float least_fovy = 1.0F;
constexpr float most_fovy = 179.0F;

float part_of_way(double rest_per_tick, double seconds) {
  return static_cast<float>(1.0 - std::pow(rest_per_tick, 60.0 * seconds));
}

float squared(const glm::vec3& v) { return glm::dot(v, v); }

float difference_squared(const glm::quat& a, const glm::quat& b) {
  const glm::quat nearer = glm::dot(a, b) < 0.0F ? -b : b;
  const glm::quat difference = a + -nearer;
  return glm::dot(difference, difference);
}

CameraView between(const CameraView& a, const CameraView& b, float part) {
  return {glm::mix(a.target, b.target, part), mmd::slerp(a.rotation, b.rotation, part),
          glm::mix(a.distance, b.distance, part), glm::mix(a.fovy, b.fovy, part)};
}

// The same view without an attachment to `mount`.
CameraView in_world(const CameraView& view, const mmd::Transform& mount) {
  CameraView world = view;
  world.target = mount.position + mount.rotation * view.target;
  world.rotation = glm::normalize(view.rotation * glm::conjugate(mount.rotation));
  return world;
}

}  // namespace

Camera::Camera(const CameraView& initial) : current_(initial), goal_(initial), home_(initial) {}

void Camera::move_to(const CameraView& view, float seconds,
                     std::optional<CameraAttachment> attachment) {
  player_.reset();
  const bool same_sideways = attachment && attachment_ && attachment->model == attachment_->model &&
                             attachment->bone.empty() && attachment_->bone.empty();
  if (!same_sideways) mount_ = {};
  attachment_ = std::move(attachment);
  goal_ = view;
  home_ = view;
  travel_.reset();
  if (seconds >= 0.0F) travel_ = Travel{current_, seconds, 0.0};
}

void Camera::play(std::shared_ptr<const mmd::CameraMotion> motion) {
  player_.emplace(std::move(motion));
  travel_.reset();
}

void Camera::set_goal(const CameraView& view) {
  goal_ = view;
  travel_.reset();
}

void Camera::orbit(glm::vec2 degrees) {
  CameraView view = goal_;
  const glm::quat about_x = camera_rotation({degrees.x, 0.0F, 0.0F});
  const glm::quat about_y = camera_rotation({0.0F, degrees.y, 0.0F});
  view.rotation = glm::normalize(about_x * view.rotation * about_y);
  set_goal(view);
}

void Camera::pan(glm::vec2 way) {
  CameraView view = goal_;
  view.target -= glm::conjugate(view.rotation) * glm::vec3(way, 0.0F);
  set_goal(view);
}

void Camera::shift(const glm::vec3& way) {
  CameraView view = goal_;
  view.target += way;
  set_goal(view);
}

void Camera::approach_by(float units) {
  CameraView view = goal_;
  view.distance = std::max(view.distance - units, 0.0F);
  set_goal(view);
}

void Camera::widen(float degrees) {
  CameraView view = goal_;
  view.fovy = std::clamp(view.fovy + degrees, least_fovy, most_fovy);
  set_goal(view);
}

void Camera::step(double frames) {
  if (!player_) return;
  const mmd::CameraPose pose = player_->step(frames);
  current_ = {pose.look_at, pose.view_rotation(), pose.distance, pose.fov};
  goal_ = current_;
  if (player_->finished()) player_.reset();
}

void Camera::advance(double seconds, const Models& models) {
  if (travel_) {
    travel_->passed += seconds;
    if (travel_->passed < travel_->seconds) {
      const auto part = static_cast<float>(travel_->passed / travel_->seconds);
      current_ = between(travel_->from, goal_, part);
    } else {
      current_ = goal_;
      travel_.reset();
    }
  } else if (!player_) {
    approach(seconds);
  }
  follow(seconds, models);
}

void Camera::approach(double seconds) {
  const CameraView next = between(current_, goal_, part_of_way(smooth_rest, seconds));
  const auto is_near = [](float rest, float limit) { return std::abs(rest) < limit; };
  current_.target =
      squared(goal_.target - next.target) <= snap_squared ? goal_.target : next.target;
  current_.rotation = difference_squared(goal_.rotation, next.rotation) <= snap_squared
                          ? goal_.rotation
                          : next.rotation;
  current_.distance =
      is_near(goal_.distance - next.distance, snap_distance) ? goal_.distance : next.distance;
  current_.fovy = is_near(goal_.fovy - next.fovy, snap_fovy) ? goal_.fovy : next.fovy;
}

void Camera::follow(double seconds, const Models& models) {
  if (!attachment_) return;
  const SceneModel* model = models.find(attachment_->model);
  if (model == nullptr) return;
  const mmd::Transform bone = model->instance->pose().world(attachment_->bone_index);
  if (!attachment_->bone.empty()) {
    mount_ = bone;
    return;
  }
  // Sideways: T(x of the inverse) is appended to the view, so the mount is its opposite.
  const float goal = -mmd::inverse(bone).position.x;
  mount_.position.x += (goal - mount_.position.x) * part_of_way(sideways_rest, seconds);
}

void Camera::detach() {
  current_ = in_world(current_, mount_);
  goal_ = in_world(goal_, mount_);
  if (travel_) travel_->from = in_world(travel_->from, mount_);
  mount_ = {};
  attachment_.reset();
}

void Camera::model_changed(const SceneModel& model) {
  if (!attachment_ || attachment_->model != model.id) return;
  const mmd::Model& data = model.instance->model();
  const std::optional<int> same =
      attachment_->bone.empty() ? std::nullopt : data.find_bone(attachment_->bone);
  const int index = same.value_or(data.data().center_bone);
  if (index < 0) {
    detach();
    return;
  }
  attachment_->bone_index = index;
}

void Camera::model_removed(const SceneModel& model) {
  if (attachment_ && attachment_->model == model.id) detach();
}

CameraPose Camera::pose() const {
  CameraPose pose;
  pose.target = current_.target;
  pose.rotation = current_.rotation;
  pose.distance = current_.distance;
  pose.fovy = current_.fovy;
  pose.mount = glm::translate(glm::mat4(1.0F), mount_.position) * glm::mat4_cast(mount_.rotation);
  return pose;
}

}  // namespace mmdagent
