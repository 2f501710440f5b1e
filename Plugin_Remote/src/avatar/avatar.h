// One peer's control of one model: its commands, and what they come to in each update. Remote
// control commands are described in the README, "Avatar control".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "MMDAgent/Host.h"
#include "avatar/actions.h"
#include "avatar/avatar_text.h"
#include "avatar/bone_controller.h"
#include "avatar/head_tracker.h"
#include "avatar/morph_controller.h"
#include "avatar/mouth.h"

namespace mmdagent::remote {

// Agent thread only.
class Avatar {
 public:
  explicit Avatar(Host& host);

  // A whole line beginning with __AV. Unknown commands and those that do not apply do nothing.
  void command(std::string_view line);

  void start();
  void end();
  bool is_on() const { return on_; }
  // The messages AVATAR_CONTROL|ENABLE and |DISABLE.
  void enable();
  void disable();

  void select_model(std::string_view alias);
  // The model exists; it is looked for anew.
  bool has_model();
  const std::string& model() const { return alias_; }

  // A shape of 30 ms of the mouth.
  void push_mouth(const MouthShape& shape) { mouth_queue_.push(shape); }
  void clear_mouth() { mouth_queue_.clear(); }

  // One simulation step of so many frames of 1/30 s.
  void update(double frames);
  // Nothing moves any more and nothing is to be told.
  bool is_at_rest() const { return !on_ && leaving_ <= 0.0 && !disabled_is_due_; }

 private:
  using Handler = void (Avatar::*)(AvatarParameters parameters);
  struct Command {
    std::string_view name;
    Handler handler;
  };
  static const Command* find_command(std::string_view name);

  void set_model(AvatarParameters parameters);
  void set_extra_morphs(AvatarParameters parameters);
  void set_face_shapes(AvatarParameters parameters);
  void set_action_units(AvatarParameters parameters);
  void set_extra_bones(AvatarParameters parameters);
  void set_extra_bones_by_quaternion(AvatarParameters parameters);
  void set_bones(AvatarParameters parameters, std::size_t numbers);
  void track_head(AvatarParameters parameters);
  void set_calibration(AvatarParameters parameters);
  void recalibrate(AvatarParameters parameters);
  void set_retraction(AvatarParameters parameters);
  void set_far_close_move(AvatarParameters parameters);
  void start_action(AvatarParameters parameters);
  void set_auto_lip(AvatarParameters parameters);

  bool attach();
  void bind();
  void set_morphs(MorphController& controller, AvatarParameters parameters);
  void refresh_tracking();
  void release_all();
  void forget_all();
  void step_tracking(double frames);
  bool step_leaving(double frames);
  void step_mouth(double frames);
  bool lips_are_off() const;
  void move_model(double frames);

  Host& host_;
  std::string alias_;
  std::uint64_t model_ = 0;  // 0: not there
  ModelShapes shapes_;
  Actions actions_;
  MorphController action_units_;
  MorphController face_shapes_;
  MorphController extra_morphs_;
  BoneController tracked_bones_;
  BoneController extra_bones_;
  HeadTracker head_;
  Lips lips_;
  MorphWrites writes_;
  MouthQueue mouth_queue_;
  bool on_ = false;
  bool disabled_is_due_ = false;  // AVATAR_EVENT_CONTROL|DISABLED
  double leaving_ = 0.0;          // frames that go on after the end
  double tracking_ = 0.0;         // frames left of tracking; the last ones lead back to rest
  double hold_;                   // frames without data before they do; infinite: never

  // When the mouth does not follow the sound.
  struct LipRule {
    bool never = false;
    bool not_with_face_shapes = false;
    bool not_with_action_units = false;
  };
  LipRule lip_rule_;
  bool has_face_shapes_ = false;  // since tracking began
  bool has_action_units_ = false;
};

}  // namespace mmdagent::remote
