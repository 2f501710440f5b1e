#include "MMDFiles/motion_player.h"

#include <algorithm>
#include <utility>

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"

namespace mmd {
namespace {

bool contains(std::span<const std::string> names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

MotionPlayer::MotionPlayer(std::string alias, std::shared_ptr<const Motion> motion,
                           MotionOptions options)
    : alias_(std::move(alias)), options_(options) {
  swap_motion(std::move(motion));
}

void MotionPlayer::swap_motion(std::shared_ptr<const Motion> motion) {
  motion_ = std::move(motion);
  bone_modes_.assign(motion_->bone_tracks().size(), BlendMode::replace);
  morph_modes_.assign(motion_->morph_tracks().size(), BlendMode::replace);
}

void MotionPlayer::bind(const Model& model) {
  bones_.clear();
  morphs_.clear();
  switches_.clear();
  switch_begin_.clear();
  std::uint32_t track = 0;
  for (const Motion::Track& keys : motion_->bone_tracks()) {
    if (const auto bone = model.find_motion_bone(keys.name)) {
      BoneTarget& target = bones_.emplace_back();
      target.track = track;
      target.bone = *bone;
      target.single_key = keys.key_count <= 1;
    }
    ++track;
  }
  track = 0;
  for (const Motion::Track& keys : motion_->morph_tracks()) {
    if (const auto morph = model.find_motion_morph(keys.name)) {
      MorphTarget& target = morphs_.emplace_back();
      target.track = track;
      target.morph = *morph;
      target.single_key = keys.key_count <= 1;
      target.smooth_frames =
          target.single_key ? morph_fade : std::min(morph_fade, keys.second_frame);
    }
    ++track;
  }
  for (const SwitchKey& key : motion_->switches()) {
    switch_begin_.push_back(static_cast<std::uint32_t>(switches_.size()));
    for (const IkSwitch& ik : key.ik)
      if (const auto bone = model.find_switch_bone(ik.bone))
        switches_.push_back({*bone, ik.enabled});
  }
  switch_begin_.push_back(static_cast<std::uint32_t>(switches_.size()));
  apply_modes();
}

void MotionPlayer::apply_modes() {
  for (BoneTarget& target : bones_) target.mode = bone_modes_[target.track];
  for (MorphTarget& target : morphs_) target.mode = morph_modes_[target.track];
}

void MotionPlayer::restart(const Pose& pose) {
  set_mode(BlendMode::replace, BlendMode::replace);
  for (BoneTarget& target : bones_) {
    target.cursor = 0;
    target.start_position = pose.positions[static_cast<std::size_t>(target.bone)];
    target.start_rotation = pose.rotations[static_cast<std::size_t>(target.bone)];
  }
  for (MorphTarget& target : morphs_) {
    target.cursor = 0;
    target.start_weight = pose.weights[static_cast<std::size_t>(target.morph)];
  }
  switch_cursor_ = 0;
  frame_ = 0.0;
  rate_ = 1.0F;
  bone_start_left_ = options_.smooth ? bone_fade : 0.0F;
  morph_start_left_ = options_.smooth ? morph_fade : 0.0F;
  active_ = true;
  ending_ = false;
  wrapped_ = false;
  delete_requested_ = false;
  speed_change_.reset();
}

void MotionPlayer::forget_start() {
  bone_start_left_ = 0.0F;
  morph_start_left_ = 0.0F;
}

bool MotionPlayer::drives_center(const Model& model) const {
  return std::ranges::any_of(bones_, [&](const BoneTarget& target) {
    return target.bone == model.rig().center_bone && !target.single_key;
  });
}

void MotionPlayer::shift_snapshot(const Model& model, const glm::vec3& offset) {
  const Rig& rig = model.rig();
  for (BoneTarget& target : bones_)
    if ((rig.flags[static_cast<std::size_t>(target.bone)] & bone_flag::motion_independent) != 0)
      target.start_position -= offset;
}

void MotionPlayer::seek(double frame) {
  frame_ = std::clamp(frame, 0.0, static_cast<double>(motion_->length()));
}

void MotionPlayer::accelerate(double speed, double duration, double target) {
  SpeedChange change;
  change.target = speed;
  if (target >= 0.0) {
    change.wait_left = target - frame_;
    if (change.wait_left < 0.0) change.wait_left += static_cast<double>(motion_->length());
  }
  change.left = change.wait_left + duration;
  speed_change_ = change;
}

bool MotionPlayer::update_speed(double dt) {
  if (!active_ || !speed_change_) return false;
  SpeedChange& change = *speed_change_;
  const double moved = dt * speed_;
  if (!change.begun) {
    change.wait_left -= moved;
    change.begun = change.wait_left <= 0.0;
  }
  change.left -= moved;
  if (!change.begun) return false;
  if (change.left <= 0.0) {
    speed_ = change.target;
    speed_change_.reset();
    return true;
  }
  speed_ += (change.target - speed_) * dt / (change.left + dt);
  return false;
}

void MotionPlayer::set_mode(BlendMode bones, BlendMode morphs) {
  std::ranges::fill(bone_modes_, bones);
  std::ranges::fill(morph_modes_, morphs);
  apply_modes();
}

bool MotionPlayer::set_bone_mode(const Model& model, std::span<const std::string> names,
                                 BlendMode mode) {
  bool any = false;
  const auto set = [&](std::size_t track) {
    bone_modes_[track] = mode;
    any = true;
  };
  for (std::size_t track = 0; track < bone_modes_.size(); ++track)
    if (contains(names, motion_->bone_tracks()[track].name)) set(track);
  for (const BoneTarget& target : bones_)
    if (contains(names, model.data().bones[static_cast<std::size_t>(target.bone)].name))
      set(target.track);
  apply_modes();
  return any;
}

bool MotionPlayer::set_morph_mode(const Model& model, std::span<const std::string> names,
                                  BlendMode mode) {
  bool any = false;
  const auto set = [&](std::size_t track) {
    morph_modes_[track] = mode;
    any = true;
  };
  for (std::size_t track = 0; track < morph_modes_.size(); ++track)
    if (contains(names, motion_->morph_tracks()[track].name)) set(track);
  for (const MorphTarget& target : morphs_)
    if (contains(names, model.data().morphs[static_cast<std::size_t>(target.morph)].name))
      set(target.track);
  apply_modes();
  return any;
}

}  // namespace mmd
