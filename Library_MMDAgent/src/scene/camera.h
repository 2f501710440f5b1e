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
  void follow(double seconds, const Models& models);
  void approach(double seconds);
  void detach();

  CameraView current_;
  CameraView goal_;
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
