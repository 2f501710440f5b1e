// The motions of one model, in layers: a later layer writes over an earlier one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "MMDFiles/motion_player.h"

namespace mmd {

struct MotionEvent {
  enum class Kind : std::uint8_t {
    accelerated,  // a speed change is done: MOTION_EVENT_ACCELERATE
    deleted,      // the end begins, a fade may follow: MOTION_EVENT_DELETE
    looped,       // went back to the start; no message
    ended         // no longer takes part; no message
  };
  Kind kind = Kind::deleted;
  // Valid until the next call that adds or steps motions of this model.
  std::string_view alias;
};

class MotionLayers {
 public:
  enum class Started : std::uint8_t { added, swapped };

  // A running motion of this alias is swapped and keeps its own options; an ending one is dropped.
  // Not frame-safe: binds names and allocates.
  Started add(std::string_view alias, std::shared_ptr<const Motion> motion,
              const MotionOptions& options, const Model& model, Pose& pose);
  // The following act on a running motion and answer false when there is none.
  bool change(std::string_view alias, std::shared_ptr<const Motion> motion, const Model& model,
              Pose& pose);
  bool reset(std::string_view alias, const Model& model, Pose& pose);
  // Speed 1 = normal, not negative. Duration and target in seconds; negative target: now.
  bool accelerate(std::string_view alias, double speed, double duration, double target);
  // Also finds an ending motion. Takes effect in the next step.
  bool request_delete(std::string_view alias);
  // Running or ending, for MOTION_CONFIGURE; nullptr when unknown.
  MotionPlayer* find(std::string_view alias);
  const MotionPlayer* find_running(std::string_view alias) const;
  // Smallest non-negative integer, as text, that no motion uses.
  std::string unused_alias() const;

  // Binds all motions anew after the model was exchanged; frames, options and fades go on.
  void rebind(const Model& model);

  // Layer order, first layer first; inactive ones stay listed until the next step.
  std::span<const std::unique_ptr<MotionPlayer>> players() const { return players_; }

  // Speed changes, before anything else of a step. Events are appended.
  void update_speeds(double dt, std::vector<MotionEvent>& events);
  // One update of all layers by dt frames. Events are appended in order.
  void update(double dt, const Model& model, Pose& pose, std::vector<MotionEvent>& events);

  // True once after a motion without smoothing started, was swapped, looped or ended: physics must
  // not be dragged along.
  bool take_physics_skip();
  // The model root was moved by a reposition since the last call: its target must follow.
  bool take_root_moved();

 private:
  MotionPlayer* find_running_player(std::string_view alias);
  void insert(std::unique_ptr<MotionPlayer> player);
  void start(MotionPlayer& player, const Model& model, Pose& pose);
  void reposition(MotionPlayer& player, const Model& model, Pose& pose);
  void decay(double dt, const Model& model, Pose& pose);

  std::vector<std::unique_ptr<MotionPlayer>> players_;
  double decay_left_ = 0.0;  // frames in which undriven bones and faces go to rest
  bool physics_skip_ = false;
  bool root_moved_ = false;
};

}  // namespace mmd
