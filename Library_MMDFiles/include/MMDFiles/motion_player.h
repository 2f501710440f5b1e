// One motion running on one model. Frames are motion frames of 1/30 s.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "MMDFiles/motion.h"

namespace mmd {

class Model;
struct Pose;

struct MotionOptions {
  bool part = false;        // tracks with a single key do not drive
  bool loop = false;        // rewind instead of ending
  bool smooth = true;       // blend in, out and over the loop point
  bool reposition = false;  // move the model to where its centre stands at the start
  float priority = 0.0F;
};

enum class BlendMode : std::uint8_t { replace, add, multiply, none };

class MotionPlayer {
 public:
  // Fade times in frames.
  static constexpr float bone_fade = 20.0F;
  static constexpr float morph_fade = 6.0F;

  MotionPlayer(std::string alias, std::shared_ptr<const Motion> motion, MotionOptions options);

  const std::string& alias() const { return alias_; }
  const MotionOptions& options() const { return options_; }
  const Motion& motion() const { return *motion_; }
  const std::shared_ptr<const Motion>& shared_motion() const { return motion_; }
  double frame() const { return frame_; }  // the next update shows it
  double speed() const { return speed_; }
  bool active() const { return active_; }
  bool ending() const { return ending_; }
  bool running() const { return active_ && !ending_; }
  // What is left of the fade at the next update, 0 while running.
  float bone_fade_left() const { return ending_ ? bone_fade_left_ : 0.0F; }
  float morph_fade_left() const { return ending_ ? morph_fade_left_ : 0.0F; }

  // Resolves names to indices of the model; blend settings stay. Allocates, as swap_motion() does.
  void bind(const Model& model);
  // Plays from frame 0: cursors, blend settings, a pending delete and a speed change are cleared.
  // The snapshot that start smoothing blends from is the pose as it is.
  void restart(const Pose& pose);
  // Lets the snapshot of these bones follow a move of the model root by `offset` in root space.
  void shift_snapshot(const Model& model, const glm::vec3& offset);
  void swap_motion(std::shared_ptr<const Motion> motion);
  // After a change of the model: blends from no snapshot any more.
  void forget_start();
  bool drives_center(const Model& model) const;  // centre bone with more than one key

  // Lets the next update show `frame`, at most the last one.
  void seek(double frame);
  void request_delete() { delete_requested_ = true; }
  // Speed change over `duration` frames from motion frame `target` on (negative: now).
  void accelerate(double speed, double duration, double target);
  // True in the step in which the target speed is reached.
  bool update_speed(double dt);

  void set_rate(float rate) { rate_ = rate; }
  void set_mode(BlendMode bones, BlendMode morphs);
  // Tracks of these names, as the motion or the model that it is bound to has them (a motion holds
  // only the first 15 bytes); false when there is none.
  bool set_bone_mode(const Model& model, std::span<const std::string> names, BlendMode mode);
  bool set_morph_mode(const Model& model, std::span<const std::string> names, BlendMode mode);

  struct Advance {
    bool deleted = false;  // reached its end or was deleted: the fade starts
    bool looped = false;
    bool deactivated = false;  // fade over, or ended without one
  };
  // Writes the current frame into the pose, then moves on by dt * speed.
  Advance update(Pose& pose, double dt);

 private:
  struct BoneTarget {
    std::uint32_t track = 0;
    std::int32_t bone = 0;
    KeyCursor cursor = 0;
    BlendMode mode = BlendMode::replace;
    bool single_key = false;
    glm::vec3 start_position{0.0F};
    glm::quat start_rotation{1.0F, 0.0F, 0.0F, 0.0F};
  };
  struct MorphTarget {
    std::uint32_t track = 0;
    std::int32_t morph = 0;
    KeyCursor cursor = 0;
    BlendMode mode = BlendMode::replace;
    bool single_key = false;
    float smooth_frames = 0.0F;
    float start_weight = 0.0F;
  };
  struct SwitchTarget {
    std::int32_t bone = 0;
    bool enabled = true;
  };

  void apply_modes();
  void write_bones(Pose& pose, float frame, float blend);
  void write_morphs(Pose& pose, float frame, float blend);
  void write_switches(Pose& pose, float frame);
  Advance advance_ending(double step, double dt);
  Advance advance_running(double step);
  void begin_end(Advance& result);

  std::string alias_;
  std::shared_ptr<const Motion> motion_;
  MotionOptions options_;
  std::vector<BlendMode> bone_modes_;   // per track of the motion
  std::vector<BlendMode> morph_modes_;  // likewise
  std::vector<BoneTarget> bones_;
  std::vector<MorphTarget> morphs_;
  std::vector<SwitchTarget> switches_;       // by key, ascending
  std::vector<std::uint32_t> switch_begin_;  // per switch key, plus one
  KeyCursor switch_cursor_ = 0;

  double frame_ = 0.0;
  double speed_ = 1.0;
  float rate_ = 1.0F;
  float bone_start_left_ = 0.0F;  // frames of start smoothing still to come
  float morph_start_left_ = 0.0F;
  float bone_fade_left_ = 0.0F;
  float morph_fade_left_ = 0.0F;
  bool active_ = true;
  bool ending_ = false;
  bool wrapped_ = false;  // went round at least once
  bool delete_requested_ = false;

  struct SpeedChange {
    double target = 1.0;
    double wait_left = 0.0;  // motion frames until it begins
    double left = 0.0;       // motion frames until it is done
    bool begun = false;
  };
  std::optional<SpeedChange> speed_change_;
};

}  // namespace mmd
