#include "gaze.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <glm/mat4x4.hpp>
#include <glm/trigonometric.hpp>

#include "MMDAgent/Host.h"

namespace look_at {
namespace {

// The width of the window stands for this many units in the plane of the camera.
constexpr float window_units = 200.0F;
constexpr float least_turn = 1e-7F;  // square of the sine

glm::quat quaternion(const float (&xyzw)[4]) { return {xyzw[3], xyzw[0], xyzw[1], xyzw[2]}; }

// About x first, then y, then z; radians.
glm::vec3 angles_of(const glm::quat& rotation) {
  const glm::mat3 m = glm::mat3_cast(rotation);
  return {std::atan2(m[1][2], m[2][2]), std::asin(std::clamp(-m[0][2], -1.0F, 1.0F)),
          std::atan2(m[0][1], m[0][0])};
}

glm::quat rotation_of(const glm::vec3& angles) {
  return glm::angleAxis(angles.z, glm::vec3(0, 0, 1)) *
         glm::angleAxis(angles.y, glm::vec3(0, 1, 0)) *
         glm::angleAxis(angles.x, glm::vec3(1, 0, 0));
}

}  // namespace

glm::quat turn_towards(const glm::vec3& direction, const glm::vec3& lower, const glm::vec3& upper) {
  constexpr glm::vec3 base(0, 0, 1);
  const float cosine = glm::dot(base, direction);
  const glm::vec3 axis = glm::cross(base, direction);
  if (!(cosine <= 1.0F) || glm::dot(axis, axis) < least_turn) return {1, 0, 0, 0};
  const glm::quat turn = glm::angleAxis(std::acos(std::max(cosine, -1.0F)), glm::normalize(axis));
  return rotation_of(glm::clamp(angles_of(turn), glm::radians(lower), glm::radians(upper)));
}

Controller::Controller(mmdagent::Host& host, const Follower& follower, std::string_view model)
    : host_(host),
      follower_(&follower),
      number_(host.find_model(model)),
      bone_(host.find_bone(number_, follower.bone)) {}

void Controller::set_on(bool on) {
  if (on == on_) return;
  on_ = on;
  weight_ = on ? 0.0F : 1.0F;
  if (on) rotation_ = present_rotation();
}

bool Controller::update(const glm::vec3& target, float frames) {
  mmdagent::BoneValue value;
  if (!host_.bone_value(number_, bone_, value)) return false;
  if (!on_ && weight_ == 0.0F) return true;
  const glm::quat present = present_rotation();
  if (present != written_) motion_ = present;
  if (on_) {
    follow(target, frames);
  } else {
    fade(frames);
  }
  return true;
}

// The direction is that in the frame in which the bone's own rotation turns it.
void Controller::follow(const glm::vec3& target, float frames) {
  mmdagent::BonePose pose;
  if (!host_.bone_place(number_, bone_, pose)) return;
  const glm::quat frame = quaternion(pose.rotation) * glm::inverse(present_rotation());
  const glm::vec3 position(pose.position[0], pose.position[1], pose.position[2]);
  const glm::vec3 way = glm::inverse(frame) * (target + follower_->shift - position);
  if (glm::length(way) == 0.0F) return;
  const glm::quat goal = turn_towards(glm::normalize(way), follower_->lower, follower_->upper);
  const float share = std::clamp(follower_->rate_on * frames, 0.0F, 1.0F);
  rotation_ = glm::normalize(glm::slerp(rotation_, goal, share));
  write(rotation_);
}

void Controller::fade(float frames) {
  weight_ = std::max(0.0F, weight_ - follower_->rate_off * frames);
  write(weight_ == 0.0F ? motion_ : glm::normalize(glm::slerp(motion_, rotation_, weight_)));
}

// The bone's local rotation now.
glm::quat Controller::present_rotation() const {
  mmdagent::BoneValue value;
  host_.bone_value(number_, bone_, value);
  return quaternion(value.rotation);
}

void Controller::write(const glm::quat& rotation) {
  mmdagent::BoneValue value;
  host_.bone_value(number_, bone_, value);
  const float parts[] = {rotation.x, rotation.y, rotation.z, rotation.w};
  std::copy_n(parts, 4, value.rotation);
  host_.set_bone_value(number_, bone_, value);
  written_ = present_rotation();  // as it was rounded
}

void Gaze::set_on(bool on) {
  on_ = on;
  for (Controller& controller : controllers_) controller.set_on(on);
}

// The controllers of what had that alias before go with the next update.
void Gaze::add(std::string_view model) {
  for (const Follower* follower : {&head, &eyes}) {
    controllers_.emplace_back(host_, *follower, model).set_on(on_);
  }
}

void Gaze::update(float frames) {
  if (controllers_.empty()) return;
  const glm::vec3 point = on_ ? target() : glm::vec3(0.0F);  // what fades looks nowhere
  controllers_.remove_if([&](Controller& controller) { return !controller.update(point, frames); });
}

// Without a pointer the camera itself.
glm::vec3 Gaze::target() const {
  float columns[16];
  host_.view_matrix(columns);
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
  glm::vec4 point(0, 0, 0, 1);
  if (host_.pointer(x, y, width, height)) {
    const float scale = window_units / width;
    point = {(x - width / 2.0F) * scale, (height / 2.0F - y) * scale, 0, 1};
  }
  return glm::vec3(glm::inverse(glm::make_mat4(columns)) * point);
}

}  // namespace look_at
