// Moves and turns a model as MOVE_*, TURN_* and ROTATE_* ask. Runtime space, model units, seconds.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "MMDFiles/transform.h"

namespace mmd {

enum class RootEvent : std::uint8_t {
  move_start,
  move_stop,
  turn_start,
  turn_stop,
  rotate_start,
  rotate_stop
};

// A few events in the order in which they are to be posted.
class RootEvents {
 public:
  void add(RootEvent event) { events_[count_++] = event; }
  std::span<const RootEvent> list() const { return {events_.data(), count_}; }

 private:
  std::array<RootEvent, 4> events_{};
  std::size_t count_ = 0;
};

class RootMotion {
 public:
  // With `compat_turn_speed` turns with a speed are about twice as fast, as in the reference.
  explicit RootMotion(bool compat_turn_speed = false) : compat_turn_speed_(compat_turn_speed) {}

  const glm::vec3& position() const { return position_; }
  const glm::quat& rotation() const { return rotation_; }
  bool moving() const { return moving_; }
  bool turning() const { return turning_ && !rotate_; }  // by TURN
  bool rotating() const { return turning_ && rotate_; }  // by ROTATE

  // Takes the place at once, without event; targets follow.
  void place(const glm::vec3& position, const glm::quat& rotation);
  // The model was moved by a motion that repositions: no event.
  void set_position(const glm::vec3& position);
  void set_rotation(const glm::quat& rotation);
  // The last update() moved it without a speed, and faster than jump_speed: rather a jump than a
  // move, for what hangs on the model.
  bool jumped() const { return jumped_; }
  static constexpr float jump_speed = 30.0F;  // units per second
  // What is under way goes on as if no speed had been given.
  void forget_speeds();

  // Speed: units or degrees per second; negative = a tenth (turns: a twentieth) of the rest per
  // 1/60 s. `local`: relative to the current place and rotation.
  RootEvents start_move(const glm::vec3& position, bool local, float speed);
  RootEvents start_turn(const glm::vec3& look_at, bool local, float speed);
  RootEvents start_rotation(const glm::quat& rotation, bool local, float speed);
  // Empty when there is nothing to stop.
  RootEvents stop_move();
  RootEvents stop_turn();
  RootEvents stop_rotation();

  // Once per displayed frame. Only from here on a started move can be stopped.
  RootEvents update(float seconds);

 private:
  RootEvents start_spin(const glm::quat& target, bool rotate, float speed, RootEvents events);
  void finish_spin(RootEvents& events) const;
  void update_move(float seconds, RootEvents& events);
  void update_spin(float seconds, RootEvents& events);

  glm::vec3 position_{0.0F};
  glm::quat rotation_ = identity_rotation;
  glm::vec3 target_position_{0.0F};
  glm::quat target_rotation_ = identity_rotation;
  float move_speed_ = -1.0F;
  float spin_speed_ = -1.0F;
  bool moving_ = false;
  bool turning_ = false;
  bool rotate_ = false;
  bool jumped_ = false;
  bool compat_turn_speed_ = false;
};

}  // namespace mmd
