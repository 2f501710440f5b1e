#include "MMDFiles/motion.h"

#include <cmath>
#include <utility>

#include "MMDFiles/timing_curve.h"
#include "MMDFiles/transform.h"
#include "animation/key_search.h"

namespace mmd {
namespace {

// Switches from 0 to 1 within a frame (blinks, captions) do not fade.
constexpr float hard_step_frames = 1.0F;

template <typename DataTrack>
Motion::Track flatten_frames(const DataTrack& track, std::vector<float>& frames) {
  Motion::Track flat;
  flat.name = track.name;
  flat.first_key = static_cast<std::uint32_t>(frames.size());
  flat.key_count = static_cast<std::uint32_t>(track.frames.size());
  for (const std::uint32_t frame : track.frames) frames.push_back(static_cast<float>(frame));
  if (flat.key_count > 1) flat.second_frame = static_cast<float>(track.frames[1]);
  return flat;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

bool is_hard_step(float a, float b) { return (a == 0.0F && b == 1.0F) || (a == 1.0F && b == 0.0F); }

// Progress of the four channels; equal curves are solved once.
glm::vec4 evaluate_channels(const BoneCurves& curves, float w) {
  glm::vec4 result(0.0F);
  for (int channel = 0; channel < 4; ++channel) {
    const bool same = channel > 0 && curves[channel] == curves[channel - 1];
    result[channel] = same ? result[channel - 1] : evaluate_curve(curves[channel], w);
  }
  return result;
}

}  // namespace

Motion::Motion(MotionData data)
    : length_(static_cast<float>(data.length)),
      model_name_(std::move(data.model_name)),
      switches_(std::move(data.switches)) {
  for (const BoneTrack& track : data.bone_tracks) {
    bone_tracks_.push_back(flatten_frames(track, bone_frames_));
    append(translations_, track.translations);
    append(rotations_, track.rotations);
    append(curves_, track.curves);
  }
  for (const MorphTrack& track : data.morph_tracks) {
    morph_tracks_.push_back(flatten_frames(track, morph_frames_));
    append(weights_, track.weights);
  }
  for (const SwitchKey& key : switches_) switch_frames_.push_back(static_cast<float>(key.frame));
}

BoneSample Motion::sample_bone(std::uint32_t track, float frame, bool from_last,
                               KeyCursor& cursor) const {
  const Track& keys = bone_tracks_[track];
  const std::span frames(&bone_frames_[keys.first_key], keys.key_count);
  const KeyPair pair = find_key_pair(frames, frame, cursor);
  const bool seam = from_last && pair.before == 0 && frames[0] == 0.0F;
  const std::uint32_t before = keys.first_key + (seam ? keys.key_count - 1 : pair.before);
  if (pair.after == pair.before) return {translations_[before], rotations_[before]};

  const std::uint32_t after = keys.first_key + pair.after;
  const glm::vec4 s = evaluate_channels(curves_[after], pair.progress);
  const glm::vec3 way = translations_[after] - translations_[before];
  const glm::quat& from = rotations_[before];
  const glm::quat& to = rotations_[after];
  return {translations_[before] + way * glm::vec3(s), from == to ? from : slerp(from, to, s.w)};
}

float Motion::sample_morph(std::uint32_t track, float frame, bool from_last,
                           KeyCursor& cursor) const {
  const Track& keys = morph_tracks_[track];
  const std::span frames(&morph_frames_[keys.first_key], keys.key_count);
  const KeyPair pair = find_key_pair(frames, frame, cursor);
  const bool seam = from_last && pair.before == 0 && frames[0] == 0.0F;
  const float before = weights_[keys.first_key + (seam ? keys.key_count - 1 : pair.before)];
  if (pair.after == pair.before) return before;

  const float after = weights_[keys.first_key + pair.after];
  if (frames[pair.after] - frames[pair.before] <= hard_step_frames && is_hard_step(before, after))
    return pair.progress <= 0.5F ? before : after;
  return before + (after - before) * pair.progress;
}

int Motion::switch_at(float frame, KeyCursor& cursor) const {
  if (switch_frames_.empty()) return -1;
  const std::uint32_t key = find_key(switch_frames_, frame, cursor);
  return static_cast<int>(key > 0 && switch_frames_[key] > frame ? key - 1 : key);
}

}  // namespace mmd
