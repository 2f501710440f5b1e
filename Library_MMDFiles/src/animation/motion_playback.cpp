// How a motion player writes a frame into a pose and moves on; motion_player.cpp holds its set-up.
#include <algorithm>
#include <cmath>

#include "MMDFiles/model.h"
#include "MMDFiles/motion_player.h"
#include "MMDFiles/pose.h"

namespace mmd {
namespace {

float lerp(float a, float b, float t) { return a + (b - a) * t; }
glm::vec3 lerp(const glm::vec3& a, const glm::vec3& b, float t) { return a + (b - a) * t; }

}  // namespace

void MotionPlayer::write_bones(Pose& pose, float frame, float blend) {
  const bool seam = options_.smooth && wrapped_;
  const float start = bone_start_left_ / bone_fade;
  for (BoneTarget& target : bones_) {
    if (target.mode == BlendMode::none) continue;
    const auto i = static_cast<std::size_t>(target.bone);
    const glm::vec3 position = pose.positions[i];
    const glm::quat rotation = pose.rotations[i];
    const bool smooth = start > 0.0F && target.mode != BlendMode::add;
    if (options_.part && target.single_key) {
      // Lets go of what an earlier motion left without a jump.
      if (smooth)
        pose.write_bone(target.bone, lerp(position, target.start_position, start),
                        slerp(rotation, target.start_rotation, start));
      continue;
    }
    BoneSample value = motion_->sample_bone(target.track, frame, seam, target.cursor);
    if (smooth) {
      value.position = lerp(value.position, target.start_position, start);
      value.rotation = slerp(value.rotation, target.start_rotation, start);
    }
    if (rate_ != 1.0F) {
      value.position *= rate_;
      value.rotation = scaled_rotation(value.rotation, rate_);
    }
    if (target.mode == BlendMode::add) {
      pose.keep_bone_base(target.bone);
      pose.positions[i] += value.position * blend;
      pose.rotations[i] = scaled_rotation(value.rotation, blend) * rotation;
    } else if (blend == 1.0F) {
      pose.write_bone(target.bone, value.position, value.rotation);
    } else {
      pose.write_bone(target.bone, lerp(position, value.position, blend),
                      slerp(rotation, value.rotation, blend));
    }
  }
}

void MotionPlayer::write_morphs(Pose& pose, float frame, float blend) {
  const bool seam = options_.smooth && wrapped_;
  const float elapsed = morph_fade - morph_start_left_;
  for (MorphTarget& target : morphs_) {
    if (target.mode == BlendMode::none || (options_.part && target.single_key)) continue;
    float value = motion_->sample_morph(target.track, frame, seam, target.cursor);
    if (morph_start_left_ > 0.0F && target.smooth_frames > 1.0F && elapsed < target.smooth_frames)
      value = lerp(target.start_weight, value, elapsed / target.smooth_frames);
    value *= rate_;
    float& weight = pose.weights[static_cast<std::size_t>(target.morph)];
    switch (target.mode) {
      case BlendMode::add:
        pose.keep_morph_base(target.morph);
        weight += value * blend;
        break;
      case BlendMode::multiply:  // as the reference does it: a screen blend, also with itself
        pose.write_morph(target.morph, weight + (1.0F - weight) * value * blend);
        break;
      case BlendMode::replace:
        pose.write_morph(target.morph, lerp(weight, value, blend));
        break;
      case BlendMode::none:
        break;
    }
  }
}

void MotionPlayer::write_switches(Pose& pose, float frame) {
  if (options_.part && motion_->switches().size() <= 1) return;
  const int key = motion_->switch_at(frame, switch_cursor_);
  if (key < 0) return;
  const auto k = static_cast<std::size_t>(key);
  pose.visible = motion_->switches()[k].visible;
  for (std::uint32_t i = switch_begin_[k]; i < switch_begin_[k + 1]; ++i)
    pose.ik_enabled[static_cast<std::size_t>(switches_[i].bone)] = switches_[i].enabled ? 1 : 0;
}

void MotionPlayer::begin_end(Advance& result) {
  result.deleted = true;
  delete_requested_ = false;
  if (ending_) return;
  if (!options_.smooth) {
    active_ = false;
    result.deactivated = true;
    return;
  }
  ending_ = true;
  bone_fade_left_ = bone_fade;
  morph_fade_left_ = morph_fade;
}

MotionPlayer::Advance MotionPlayer::advance_ending(double step, double dt) {
  Advance result;
  frame_ = std::min(frame_ + step, static_cast<double>(motion_->length()));
  bone_fade_left_ = std::max(0.0F, bone_fade_left_ - static_cast<float>(dt));
  morph_fade_left_ = std::max(0.0F, morph_fade_left_ - static_cast<float>(dt));
  if (bone_fade_left_ <= 0.0F && morph_fade_left_ <= 0.0F) {
    active_ = false;
    result.deactivated = true;
  }
  return result;
}

MotionPlayer::Advance MotionPlayer::advance_running(double step) {
  Advance result;
  const auto length = static_cast<double>(motion_->length());
  frame_ += step;
  // A step of no length, as of a frozen motion, ends nothing.
  if (frame_ < length || step <= 0.0) return result;
  if (!options_.loop) {
    frame_ = length;
    begin_end(result);
  } else if (length > 0.0) {
    frame_ = std::fmod(frame_, length);
    wrapped_ = true;
    result.looped = true;
  } else {
    frame_ = 0.0;
  }
  return result;
}

MotionPlayer::Advance MotionPlayer::update(Pose& pose, double dt) {
  const auto frame = static_cast<float>(frame_);
  const bool was_ending = ending_;
  write_bones(pose, frame, was_ending ? bone_fade_left_ / bone_fade : 1.0F);
  write_morphs(pose, frame, was_ending ? morph_fade_left_ / morph_fade : 1.0F);
  write_switches(pose, frame);

  const double step = dt * speed_;
  Advance result = was_ending ? advance_ending(step, dt) : advance_running(step);
  bone_start_left_ = std::max(0.0F, bone_start_left_ - static_cast<float>(step));
  morph_start_left_ = std::max(0.0F, morph_start_left_ - static_cast<float>(step));
  if (delete_requested_ && active_) begin_end(result);
  return result;
}

}  // namespace mmd
