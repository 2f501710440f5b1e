// Heads and eyes that follow a point (plugins.md section 3). Agent thread.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <list>
#include <string_view>

namespace mmdagent {
class Host;
}

namespace look_at {

// How one bone follows. Angles in degrees, rates in parts of the way per frame of 1/30 s.
struct Follower {
  const char* bone;
  float rate_on;
  float rate_off;
  glm::vec3 lower, upper;  // of the angles about x, y and z, turned in the order x, y, z
  glm::vec3 shift;         // of the point, in the world
};

inline constexpr float rate_off = 0.008F;
inline constexpr Follower head{"頭", 0.060F, rate_off, {-45, -60, 0}, {20, 60, 0}, {0, -1, 0}};
inline constexpr Follower eyes{"両目", 0.300F, rate_off, {-30, -60, 0}, {30, 60, 0}, {0, 0, 0}};

// The rotation that turns +z towards `direction`, its angles within the limits. Identity where the
// direction is that already, or the opposite.
glm::quat turn_towards(const glm::vec3& direction, const glm::vec3& lower, const glm::vec3& upper);

// One bone of one model.
class Controller {
 public:
  Controller(mmdagent::Host& host, const Follower& follower, std::string_view model);

  void set_on(bool on);
  // False: the model is gone, or has no such bone.
  bool update(const glm::vec3& target, float frames);

 private:
  void follow(const glm::vec3& target, float frames);
  void fade(float frames);
  glm::quat present_rotation() const;
  void write(const glm::quat& rotation);

  mmdagent::Host& host_;
  const Follower* follower_;
  std::uint64_t number_;
  int bone_;
  bool on_ = false;
  float weight_ = 0.0F;  // of what is left when it is off
  glm::quat rotation_{1, 0, 0, 0};
  glm::quat motion_{1, 0, 0, 0};   // what the motions gave last
  glm::quat written_{2, 0, 0, 0};  // none at first
};

// All models that were added.
class Gaze {
 public:
  explicit Gaze(mmdagent::Host& host) : host_(host) {}

  bool is_on() const { return on_; }
  void set_on(bool on);
  // A model appeared under this alias, or changed.
  void add(std::string_view model);
  // In the host's update.
  void update(float frames);

 private:
  glm::vec3 target() const;

  mmdagent::Host& host_;
  bool on_ = false;
  std::list<Controller> controllers_;  // of each model the head before the eyes
};

}  // namespace look_at
