#include "MMDFiles/root_motion.h"

#include <algorithm>
#include <cmath>

namespace mmd {
namespace {

constexpr float reference_rate = 60.0F;  // frames per second that the rest-per-frame rules assume
constexpr float move_rest = 0.9F;        // of the way that remains after 1/60 s
constexpr float spin_rest = 0.95F;       // of the angle that remains after 1/60 s
constexpr float arrived_distance = 1e-4F;
constexpr float arrived_chord = 1e-6F;
constexpr float near_chord_squared = 1e-5F;
constexpr float smallest_direction_squared = 1e-12F;
constexpr float degrees_to_radians = 3.14159265F / 180.0F;

glm::quat nearer_sign(const glm::quat& q, const glm::quat& to) {
  return glm::dot(q, to) < 0.0F ? -q : q;
}

// Length of the difference of the two unit quaternions: about half the angle between them.
float chord(const glm::quat& a, const glm::quat& b) {
  const glm::quat difference = nearer_sign(b, a) - a;
  return std::sqrt(glm::dot(difference, difference));
}

// Shortest rotation from +Z to a direction; closer than about 0.06 degrees to the z axis none at
// all, and exactly backwards half a turn about +Y (messages-core.md B15).
glm::quat rotation_to(const glm::vec3& direction) {
  constexpr float aligned = 1e-6F;
  const glm::vec3 to = glm::normalize(direction);
  const glm::vec3 axis(-to.y, to.x, 0.0F);  // (0,0,1) x to
  const float sine_squared = glm::dot(axis, axis);
  if (sine_squared < aligned) {
    return to.z > 0.0F ? identity_rotation : glm::quat(0.0F, 0.0F, 1.0F, 0.0F);
  }
  return rotation_about(axis / std::sqrt(sine_squared), std::acos(std::clamp(to.z, -1.0F, 1.0F)));
}

}  // namespace

void RootMotion::place(const glm::vec3& position, const glm::quat& rotation) {
  set_position(position);
  set_rotation(rotation);
}

void RootMotion::forget_speeds() {
  move_speed_ = -1.0F;
  spin_speed_ = -1.0F;
}

void RootMotion::set_position(const glm::vec3& position) {
  position_ = position;
  target_position_ = position;
  moving_ = false;
}

void RootMotion::set_rotation(const glm::quat& rotation) {
  rotation_ = rotation;
  target_rotation_ = rotation;
  turning_ = false;
}

RootEvents RootMotion::start_move(const glm::vec3& position, bool local, float speed) {
  RootEvents events;
  if (moving_) events.add(RootEvent::move_stop);
  const glm::vec3 target = local ? position_ + rotation_ * position : position;
  events.add(RootEvent::move_start);
  if (target == position_) {
    set_position(position_);  // an older target is given up (messages-core.md B14)
    events.add(RootEvent::move_stop);
    return events;
  }
  target_position_ = target;
  move_speed_ = speed;
  return events;
}

void RootMotion::finish_spin(RootEvents& events) const {
  events.add(rotate_ ? RootEvent::rotate_stop : RootEvent::turn_stop);
}

RootEvents RootMotion::start_turn(const glm::vec3& look_at, bool local, float speed) {
  RootEvents events;
  if (turning_) finish_spin(events);
  const glm::vec3 direction = local ? look_at : look_at - position_;
  if (glm::dot(direction, direction) < smallest_direction_squared) return events;
  const glm::quat turn = rotation_to(direction);
  return start_spin(local ? rotation_ * turn : turn, false, speed, events);
}

RootEvents RootMotion::start_rotation(const glm::quat& rotation, bool local, float speed) {
  RootEvents events;
  if (turning_) finish_spin(events);
  return start_spin(local ? rotation_ * rotation : rotation, true, speed, events);
}

RootEvents RootMotion::start_spin(const glm::quat& target, bool rotate, float speed,
                                  RootEvents events) {
  const glm::quat near = nearer_sign(target, rotation_);
  events.add(rotate ? RootEvent::rotate_start : RootEvent::turn_start);
  if (near == rotation_) {
    set_rotation(rotation_);
    events.add(rotate ? RootEvent::rotate_stop : RootEvent::turn_stop);
    return events;
  }
  target_rotation_ = near;
  spin_speed_ = speed;
  rotate_ = rotate;
  return events;
}

RootEvents RootMotion::stop_move() {
  RootEvents events;
  if (!moving_) return events;
  set_position(position_);
  events.add(RootEvent::move_stop);
  return events;
}

RootEvents RootMotion::stop_turn() {
  RootEvents events;
  if (!turning()) return events;
  set_rotation(rotation_);
  events.add(RootEvent::turn_stop);
  return events;
}

RootEvents RootMotion::stop_rotation() {
  RootEvents events;
  if (!rotating()) return events;
  set_rotation(rotation_);
  events.add(RootEvent::rotate_stop);
  return events;
}

RootEvents RootMotion::update(float seconds) {
  RootEvents events;
  jumped_ = false;
  update_move(seconds, events);
  update_spin(seconds, events);
  return events;
}

void RootMotion::update_move(float seconds, RootEvents& events) {
  if (position_ == target_position_) {
    moving_ = false;
    return;
  }
  const glm::vec3 way = target_position_ - position_;
  const float distance = std::sqrt(glm::dot(way, way));
  bool arrived = distance <= arrived_distance;
  if (!arrived && move_speed_ < 0.0F) {
    const float part = 1.0F - std::pow(move_rest, reference_rate * seconds);
    position_ += way * part;
    jumped_ = distance * part > jump_speed * seconds;
  } else if (!arrived) {
    const float step = move_speed_ * seconds;
    arrived = distance <= step;
    if (!arrived) position_ += way * (step / distance);
  }
  moving_ = !arrived;
  if (!arrived) return;
  position_ = target_position_;
  events.add(RootEvent::move_stop);
}

void RootMotion::update_spin(float seconds, RootEvents& events) {
  if (rotation_ == target_rotation_) {
    turning_ = false;
    return;
  }
  const float difference = chord(rotation_, target_rotation_);
  const glm::quat before = rotation_;
  bool arrived = difference <= arrived_chord;
  if (!arrived && spin_speed_ < 0.0F) {
    const bool near = difference * difference < near_chord_squared;
    const float part = 1.0F - std::pow(spin_rest, reference_rate * seconds);
    rotation_ = near ? slerp(rotation_, target_rotation_, 0.5F)
                     : slerp_with_dead_zone(rotation_, target_rotation_, part);
    arrived = rotation_ == before && seconds > 0.0F;
  } else if (!arrived) {
    const float step = spin_speed_ * degrees_to_radians * seconds;
    const float angle = 2.0F * std::asin(std::min(1.0F, 0.5F * difference)) * 2.0F;
    const float remaining = compat_turn_speed_ ? difference : angle;
    arrived = remaining <= step;
    if (!arrived && step > 0.0F) {
      rotation_ = slerp(rotation_, target_rotation_, step / remaining);
    }
  }
  turning_ = !arrived;
  if (!arrived) return;
  rotation_ = target_rotation_;
  finish_spin(events);
}

}  // namespace mmd
