#include "formats/vmd_reader.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "formats/model_checks.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr std::size_t magic_field_bytes = 30;
constexpr std::string_view magic_v2 = "Vocaloid Motion Data 0002";
constexpr std::string_view magic_v1 = "Vocaloid Motion Data file";
constexpr std::size_t model_name_bytes_v2 = 20;
constexpr std::size_t model_name_bytes_v1 = 10;
constexpr std::size_t key_name_bytes = 15;
constexpr std::size_t ik_name_bytes = 20;
constexpr std::uint64_t bone_key_bytes = 111;
constexpr std::uint64_t morph_key_bytes = 23;
constexpr std::uint64_t camera_key_bytes = 61;
constexpr std::uint64_t light_key_bytes = 28;
constexpr std::uint64_t shadow_key_bytes = 9;
constexpr std::uint64_t switch_key_bytes = 9;
constexpr std::uint64_t ik_switch_bytes = 21;

bool finite(float value) { return std::isfinite(value); }
bool finite(const glm::vec3& v) { return finite(v.x) && finite(v.y) && finite(v.z); }
bool finite(const glm::vec4& v) { return finite(glm::vec3(v)) && finite(v.w); }

// Control points are signed bytes in the file; the curve needs 0..127.
std::uint8_t control_point(std::byte byte) {
  const auto value = static_cast<std::uint8_t>(byte);
  return value > 127 ? 0 : value;
}

// The diagonal of the four rows: the bytes that no writer overwrites.
BoneCurves bone_curves(std::span<const std::byte> block) {
  BoneCurves curves;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const std::size_t row = 16 * c;
    curves[c] = {control_point(block[row]), control_point(block[row + 4]),
                 control_point(block[row + 8]), control_point(block[row + 12])};
  }
  return curves;
}

// Stored as x1, x2, y1, y2.
CameraCurves camera_curves(std::span<const std::byte> block) {
  CameraCurves curves;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const std::size_t start = 4 * c;
    curves[c] = {control_point(block[start]), control_point(block[start + 2]),
                 control_point(block[start + 1]), control_point(block[start + 3])};
  }
  return curves;
}

// Sorts by frame; of several keys at one frame the last in file order stays.
template <typename Key>
void sort_keys(std::vector<Key>& keys) {
  std::stable_sort(keys.begin(), keys.end(),
                   [](const Key& a, const Key& b) { return a.frame < b.frame; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + 1 < keys.size() && keys[i + 1].frame == keys[i].frame) continue;
    if (kept != i) keys[kept] = std::move(keys[i]);
    ++kept;
  }
  keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(kept), keys.end());
}

}  // namespace

MotionData VmdReader::read() {
  read_header();
  read_bones();
  read_morphs();
  read_cameras();
  read_lights();
  read_self_shadows();
  read_switches();
  if (!in_.at_end()) {
    in_.enter("file");
    in_.warn(std::to_string(in_.remaining()) + " bytes after the last section, ignored");
  }
  measure();
  motion_.warnings = in_.take_warnings();
  return std::move(motion_);
}

void VmdReader::read_header() {
  in_.enter("header");
  const auto field = in_.bytes(magic_field_bytes);
  const auto begins_with = [&](std::string_view magic) {
    return std::equal(magic.begin(), magic.end(), field.begin(),
                      [](char c, std::byte b) { return static_cast<std::byte>(c) == b; });
  };
  if (begins_with(magic_v2)) {
    motion_.model_name = read_name(model_name_bytes_v2);
  } else if (begins_with(magic_v1)) {
    motion_.model_name = read_name(model_name_bytes_v1);
  } else {
    in_.fail("not a VMD file, expected it to begin with \"Vocaloid Motion Data 0002\"");
  }
}

std::string VmdReader::read_name(std::size_t bytes) {
  DecodedText decoded = decode_cp932_field(in_.bytes(bytes));
  if (decoded.damaged) in_.warn_damaged_text();
  return std::move(decoded.text);
}

std::uint32_t VmdReader::read_frame() {
  const std::size_t start = in_.offset();
  const std::uint32_t frame = in_.u32();
  if (frame > limits::last_frame) {
    in_.fail_at(start, "frame " + std::to_string(frame) + ", expected at most " +
                           std::to_string(limits::last_frame));
  }
  return frame;
}

bool VmdReader::begin_section(std::string_view section, std::uint64_t limit,
                              std::uint64_t record_bytes, std::size_t& count) {
  in_.enter(section);
  count = 0;
  if (in_.at_end()) return false;
  count = in_.u32();
  in_.expect_records(count, limit, record_bytes);
  return true;
}

void VmdReader::skip_stray_record(std::uint64_t record_bytes) {
  if (in_.remaining() != record_bytes) return;
  in_.warn("one record after a count of 0, ignored");
  in_.skip(record_bytes);
}

template <typename Key>
std::vector<Key>& VmdReader::group_for(KeyGroups<Key>& groups, const std::string& name) {
  const auto [entry, added] = groups.index_of.try_emplace(name, groups.names.size());
  if (added) {
    if (groups.names.size() == limits::track_names) {
      in_.fail("more than " + std::to_string(limits::track_names) + " different names");
    }
    groups.names.push_back(name);
    groups.keys.emplace_back();
  }
  return groups.keys[entry->second];
}

void VmdReader::read_bones() {
  in_.enter("bone key");
  const std::size_t count = in_.u32();
  in_.expect_records(count, limits::bone_keys, bone_key_bytes);
  KeyGroups<BoneKey> groups;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("bone key", i);
    const std::string name = read_name(key_name_bytes);
    bool usable = true;
    const BoneKey key = read_bone_key(usable);
    if (name.empty()) in_.warn("empty name, key dropped");
    if (usable && !name.empty()) group_for(groups, name).push_back(key);
  }
  for (std::size_t t = 0; t < groups.names.size(); ++t) {
    BoneTrack track;
    track.name = std::move(groups.names[t]);
    sort_keys(groups.keys[t]);
    for (const BoneKey& key : groups.keys[t]) {
      track.frames.push_back(key.frame);
      track.translations.push_back(key.translation);
      track.rotations.push_back(key.rotation);
      track.curves.push_back(key.curves);
    }
    motion_.bone_tracks.push_back(std::move(track));
  }
}

VmdReader::BoneKey VmdReader::read_bone_key(bool& usable) {
  BoneKey key;
  key.frame = read_frame();
  const glm::vec3 translation = in_.vec3();
  const glm::vec4 q = in_.vec4();
  key.curves = bone_curves(in_.bytes(64));
  usable = finite(translation) && finite(q);
  if (!usable) {
    in_.warn("value is not a finite number, key dropped");
    return key;
  }
  key.translation = to_runtime(translation);
  key.rotation = to_runtime(repaired_quaternion(glm::quat(q.w, q.x, q.y, q.z), in_));
  return key;
}

void VmdReader::read_morphs() {
  in_.enter("face key");
  const std::size_t count = in_.u32();
  in_.expect_records(count, limits::morph_keys, morph_key_bytes);
  KeyGroups<MorphKey> groups;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("face key", i);
    const std::string name = read_name(key_name_bytes);
    const std::uint32_t frame = read_frame();
    const float weight = in_.f32();
    if (name.empty()) {
      in_.warn("empty name, key dropped");
    } else if (!finite(weight)) {
      in_.warn("value is not a finite number, key dropped");
    } else {
      group_for(groups, name).push_back({frame, weight});
    }
  }
  for (std::size_t t = 0; t < groups.names.size(); ++t) {
    MorphTrack track;
    track.name = std::move(groups.names[t]);
    sort_keys(groups.keys[t]);
    for (const MorphKey& key : groups.keys[t]) {
      track.frames.push_back(key.frame);
      track.weights.push_back(key.weight);
    }
    motion_.morph_tracks.push_back(std::move(track));
  }
}

void VmdReader::read_cameras() {
  std::size_t count = 0;
  if (!begin_section("camera key", limits::camera_keys, camera_key_bytes, count)) return;
  if (count == 0) skip_stray_record(camera_key_bytes);
  std::vector<CameraKey> keys;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("camera key", i);
    bool usable = true;
    const CameraKey key = read_camera_key(usable);
    if (usable) keys.push_back(key);
  }
  sort_keys(keys);
  CameraTrack& track = motion_.camera;
  for (const CameraKey& key : keys) {
    track.frames.push_back(key.frame);
    track.distances.push_back(key.distance);
    track.look_ats.push_back(key.look_at);
    track.angles.push_back(key.angles);
    track.view_angles.push_back(key.view_angle);
    track.perspective.push_back(key.perspective ? 1 : 0);
    track.curves.push_back(key.curves);
  }
}

VmdReader::CameraKey VmdReader::read_camera_key(bool& usable) {
  CameraKey key;
  key.frame = read_frame();
  const float distance = in_.f32();
  const glm::vec3 look_at = in_.vec3();
  const glm::vec3 radians = in_.vec3();
  key.curves = camera_curves(in_.bytes(24));
  key.view_angle = static_cast<float>(in_.u32());
  key.perspective = in_.u8() == 0;
  key.angles = glm::degrees(glm::vec3(-radians.x, -radians.y, radians.z));
  // Radians may be finite where degrees are not.
  usable = finite(distance) && finite(look_at) && finite(key.angles);
  if (!usable) in_.warn("value is not a finite number, key dropped");
  key.distance = -distance;
  key.look_at = to_runtime(look_at);
  return key;
}

void VmdReader::read_lights() {
  std::size_t count = 0;
  if (!begin_section("light key", limits::camera_keys, light_key_bytes, count)) return;
  if (count == 0) skip_stray_record(light_key_bytes);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("light key", i);
    LightKey key;
    key.frame = read_frame();
    key.color = in_.vec3();
    key.direction = to_runtime(in_.vec3());
    if (finite(key.color) && finite(key.direction)) {
      motion_.lights.push_back(key);
    } else {
      in_.warn("value is not a finite number, key dropped");
    }
  }
  sort_keys(motion_.lights);
}

void VmdReader::read_self_shadows() {
  std::size_t count = 0;
  if (!begin_section("shadow key", limits::camera_keys, shadow_key_bytes, count)) return;
  if (count == 0) skip_stray_record(shadow_key_bytes);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("shadow key", i);
    SelfShadowKey key;
    key.frame = read_frame();
    key.mode = in_.u8();
    key.distance = in_.f32();
    if (finite(key.distance)) {
      motion_.self_shadows.push_back(key);
    } else {
      in_.warn("value is not a finite number, key dropped");
    }
  }
  sort_keys(motion_.self_shadows);
}

void VmdReader::read_switches() {
  std::size_t count = 0;
  if (!begin_section("switch key", limits::camera_keys, switch_key_bytes, count)) return;
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("switch key", i);
    SwitchKey key;
    key.frame = read_frame();
    key.visible = in_.u8() != 0;
    const std::size_t bones = in_.u32();
    in_.expect_records(bones, limits::ik_switches, ik_switch_bytes);
    for (std::size_t k = 0; k < bones; ++k) {
      std::string bone = read_name(ik_name_bytes);
      const bool enabled = in_.u8() != 0;
      if (bone.empty()) {
        in_.warn("empty name, switch dropped");
      } else {
        key.ik.push_back({std::move(bone), enabled});
      }
    }
    motion_.switches.push_back(std::move(key));
  }
  sort_keys(motion_.switches);
}

void VmdReader::measure() {
  const auto extend = [&](std::uint32_t frame) {
    motion_.length = std::max(motion_.length, frame);
  };
  for (const BoneTrack& track : motion_.bone_tracks) extend(track.frames.back());
  for (const MorphTrack& track : motion_.morph_tracks) extend(track.frames.back());
  if (!motion_.switches.empty()) extend(motion_.switches.back().frame);
  if (!motion_.camera.frames.empty()) motion_.camera_length = motion_.camera.frames.back();
}

MotionData read_vmd(std::span<const std::byte> bytes, std::string_view path) {
  return VmdReader(bytes, path).read();
}

}  // namespace mmd
