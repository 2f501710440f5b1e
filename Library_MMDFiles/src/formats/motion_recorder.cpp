#include "MMDFiles/motion_recorder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "MMDFiles/limits.h"

namespace mmd {
namespace {

// What capture writes: all control points 0, which is linear.
constexpr TimingCurve linear{0, 0, 0, 0};
constexpr BoneCurves linear_curves{linear, linear, linear, linear};

template <typename Track>
std::vector<int> make_tracks(std::vector<Track>& tracks, std::span<const std::string> names) {
  std::unordered_set<std::string> seen;
  std::vector<int> track_of;
  track_of.reserve(names.size());
  for (const std::string& name : names) {
    const bool wanted = !name.empty() && seen.insert(name).second;
    track_of.push_back(wanted ? static_cast<int>(tracks.size()) : -1);
    if (wanted) tracks.emplace_back().name = name;
  }
  return track_of;
}

void add_key(BoneTrack& track, std::uint32_t frame, const glm::vec3& translation,
             const glm::quat& rotation) {
  track.frames.push_back(frame);
  track.translations.push_back(translation);
  track.rotations.push_back(rotation);
  track.curves.push_back(linear_curves);
}

}  // namespace

MotionRecorder::MotionRecorder(std::string model_name, std::span<const std::string> bones,
                               std::span<const std::string> morphs, std::uint32_t capacity)
    : capacity_(std::min(capacity, limits::last_frame + 1)) {
  motion_.model_name = std::move(model_name);
  bone_tracks_ = make_tracks(motion_.bone_tracks, bones);
  morph_tracks_ = make_tracks(motion_.morph_tracks, morphs);
}

bool MotionRecorder::add(std::span<const RecordedBone> bones, std::span<const float> weights) {
  if (frames_ == capacity_) return false;
  for (std::size_t i = 0; i < bone_tracks_.size(); ++i) add_bone(i, bones[i]);
  for (std::size_t i = 0; i < morph_tracks_.size(); ++i) add_morph(i, weights[i]);
  ++frames_;
  return true;
}

void MotionRecorder::add_bone(std::size_t item, const RecordedBone& value) {
  if (bone_tracks_[item] == -1 || !value.recorded) return;
  BoneTrack& track = motion_.bone_tracks[static_cast<std::size_t>(bone_tracks_[item])];
  if (!track.frames.empty()) {
    const glm::vec3 translation = track.translations.back();
    const glm::quat rotation = track.rotations.back();
    if (translation == value.translation && rotation == value.rotation) return;
    // The old value held until the frame before.
    const bool gap = track.frames.back() + 1 < frames_;
    if (gap) add_key(track, frames_ - 1, translation, rotation);
  }
  add_key(track, frames_, value.translation, value.rotation);
}

void MotionRecorder::add_morph(std::size_t item, float weight) {
  if (morph_tracks_[item] == -1) return;
  MorphTrack& track = motion_.morph_tracks[static_cast<std::size_t>(morph_tracks_[item])];
  if (!track.frames.empty()) {
    const float last = track.weights.back();
    if (last == weight) return;
    if (track.frames.back() + 1 < frames_) {
      track.frames.push_back(frames_ - 1);
      track.weights.push_back(last);
    }
  }
  track.frames.push_back(frames_);
  track.weights.push_back(weight);
}

MotionData MotionRecorder::take() {
  MotionData motion = std::move(motion_);
  const auto is_empty = [](const auto& track) { return track.frames.empty(); };
  std::erase_if(motion.bone_tracks, is_empty);
  std::erase_if(motion.morph_tracks, is_empty);
  for (const BoneTrack& track : motion.bone_tracks) {
    motion.length = std::max(motion.length, track.frames.back());
  }
  for (const MorphTrack& track : motion.morph_tracks) {
    motion.length = std::max(motion.length, track.frames.back());
  }
  *this = MotionRecorder(motion.model_name, {}, {}, 0);
  return motion;
}

}  // namespace mmd
