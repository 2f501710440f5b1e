// The camera: where it is, where it goes and what it follows. Angles are degrees in messages, a
// rotation from world to eye space in here.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <memory>
#include <optional>
#include <string>

#include "MMDFiles/camera_motion.h"
#include "MMDFiles/transform.h"
#include "render/snapshot.h"

namespace mmdagent {

class Models;
struct SceneModel;

// view = T(0,0,-distance) * R(rotation) * T(-target), before what it is attached to.
struct CameraView {
  glm::vec3 target{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
  float distance = 0.0F;
  float fovy = 0.0F;  // vertical, degrees
};

struct CameraAttachment {
  std::uint64_t model = 0;  // SceneModel::id
  std::string bone;         // empty: the model is followed sideways only
  int bone_index = 0;
};

// Agent thread only.
class Camera {
 public:
  explicit Camera(const CameraView& initial);

  // Goes to a view: smoothly (negative seconds), at the next advance (0) or evenly in that time.
  void move_to(const CameraView& view, float seconds, std::optional<CameraAttachment> attachment);
  void play(std::shared_ptr<const mmd::CameraMotion> motion);
  // Null when none runs.
  const mmd::CameraMotion* motion() const { return player_ ? &player_->motion() : nullptr; }

  // What keys and the mouse do: the goal moves, and is approached smoothly. A running camera motion
  // overrides it.
  void orbit(glm::vec2 degrees);     // about the picture's x axis, and the world's y axis
  void pan(glm::vec2 way);           // of the picture: the scene goes right and up
  void shift(const glm::vec3& way);  // of the target, along the world's axes
  void approach_by(float units);     // negative: away; stops at the target
  void widen(float degrees);         // field of view, stays within 1..179
  float goal_distance() const { return goal_.distance; }
  // Back to the view that move_to() set last, or the initial one.
  void go_home() { set_goal(home_); }

  // One simulation step of a camera motion.
  void step(double frames);
  // Once per displayed frame, after the models have their poses.
  void advance(double seconds, const Models& models);

  // The followed model got another file: to the bone of the same name or the centre bone; with
  // neither the view stays where it is in the world.
  void model_changed(const SceneModel& model);
  // The followed model goes: the view stays where it is in the world.
  void model_removed(const SceneModel& model);

  CameraPose pose() const;

 private:
  void set_goal(const CameraView& view);
  void follow(double seconds, const Models& models);
  void approach(double seconds);
  void detach();

  CameraView current_;
  CameraView goal_;
  CameraView home_;
  // A move in a given time; without it the goal is approached smoothly.
  struct Travel {
    CameraView from;
    double seconds = 0.0;
    double passed = 0.0;
  };
  std::optional<Travel> travel_;
  std::optional<mmd::CameraPlayer> player_;
  std::optional<CameraAttachment> attachment_;
  mmd::Transform mount_;  // of the followed bone; sideways: a translation along x
};

}  // namespace mmdagent
