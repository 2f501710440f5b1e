// Writes the sections of a VMD in file order.
#include <algorithm>
#include <cmath>
#include <glm/trigonometric.hpp>
#include <limits>

#include "MMDFiles/name_index.h"
#include "MMDFiles/text.h"
#include "MMDFiles/writers.h"
#include "formats/byte_writer.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr std::string_view magic = "Vocaloid Motion Data 0002";
constexpr std::size_t magic_field_bytes = 30;
constexpr std::size_t model_name_bytes = 20;

void write_name(ByteWriter& out, std::string_view name, std::size_t field_bytes) {
  out.field(encode_cp932(cp932_prefix(name, field_bytes)).text, field_bytes);
}

std::uint32_t size_of(std::size_t count) { return static_cast<std::uint32_t>(count); }

// Four rows; each begins one byte further in the first, as editors write it.
void write_bone_curves(ByteWriter& out, const BoneCurves& curves) {
  constexpr std::size_t row_bytes = 16;
  std::array<std::uint8_t, row_bytes> row{};
  for (std::size_t channel = 0; channel < curves.size(); ++channel) {
    row[channel] = curves[channel].x1;
    row[channel + 4] = curves[channel].y1;
    row[channel + 8] = curves[channel].x2;
    row[channel + 12] = curves[channel].y2;
  }
  for (std::size_t shift = 0; shift < curves.size(); ++shift) {
    for (std::size_t i = 0; i < row_bytes; ++i) out.u8(i + shift < row_bytes ? row[i + shift] : 0U);
  }
}

void write_bones(ByteWriter& out, const MotionData& motion) {
  std::size_t count = 0;
  for (const BoneTrack& track : motion.bone_tracks) count += track.frames.size();
  out.u32(size_of(count));
  for (const BoneTrack& track : motion.bone_tracks) {
    for (std::size_t i = 0; i < track.frames.size(); ++i) {
      write_name(out, track.name, vmd_key_name_bytes);
      out.u32(track.frames[i]);
      out.vec3(to_runtime(track.translations[i]));
      out.quat(to_runtime(track.rotations[i]));
      write_bone_curves(out, track.curves[i]);
    }
  }
}

void write_morphs(ByteWriter& out, const MotionData& motion) {
  std::size_t count = 0;
  for (const MorphTrack& track : motion.morph_tracks) count += track.frames.size();
  out.u32(size_of(count));
  for (const MorphTrack& track : motion.morph_tracks) {
    for (std::size_t i = 0; i < track.frames.size(); ++i) {
      write_name(out, track.name, vmd_key_name_bytes);
      out.u32(track.frames[i]);
      out.f32(track.weights[i]);
    }
  }
}

// The radians from which a reader computes just these degrees; rounding both ways may miss them by
// a step or two.
float radians_for(float degrees) {
  const float nearest = glm::radians(degrees);
  float below = nearest;
  float above = nearest;
  for (int step = 0; step < 4; ++step) {
    if (glm::degrees(below) == degrees) return below;
    if (glm::degrees(above) == degrees) return above;
    below = std::nextafter(below, -std::numeric_limits<float>::infinity());
    above = std::nextafter(above, std::numeric_limits<float>::infinity());
  }
  return nearest;
}

void write_cameras(ByteWriter& out, const CameraTrack& track) {
  out.u32(size_of(track.frames.size()));
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    const glm::vec3& degrees = track.angles[i];
    out.u32(track.frames[i]);
    out.f32(-track.distances[i]);
    out.vec3(to_runtime(track.look_ats[i]));
    out.vec3({-radians_for(degrees.x), -radians_for(degrees.y), radians_for(degrees.z)});
    for (const TimingCurve& curve : track.curves[i]) {
      for (const std::uint8_t value : {curve.x1, curve.x2, curve.y1, curve.y2}) out.u8(value);
    }
    constexpr float largest_angle = 4294967040.0F;  // below 2^32
    out.u32(static_cast<std::uint32_t>(std::clamp(track.view_angles[i], 0.0F, largest_angle)));
    out.u8(track.perspective[i] != 0 ? 0U : 1U);
  }
}

void write_lights(ByteWriter& out, const std::vector<LightKey>& keys) {
  out.u32(size_of(keys.size()));
  for (const LightKey& key : keys) {
    out.u32(key.frame);
    out.vec3(key.color);
    out.vec3(to_runtime(key.direction));
  }
}

void write_self_shadows(ByteWriter& out, const std::vector<SelfShadowKey>& keys) {
  out.u32(size_of(keys.size()));
  for (const SelfShadowKey& key : keys) {
    out.u32(key.frame);
    out.u8(key.mode);
    out.f32(key.distance);
  }
}

void write_switches(ByteWriter& out, const std::vector<SwitchKey>& keys) {
  out.u32(size_of(keys.size()));
  for (const SwitchKey& key : keys) {
    out.u32(key.frame);
    out.u8(key.visible ? 1U : 0U);
    out.u32(size_of(key.ik.size()));
    for (const IkSwitch& ik : key.ik) {
      write_name(out, ik.bone, vmd_ik_name_bytes);
      out.u8(ik.enabled ? 1U : 0U);
    }
  }
}

}  // namespace

std::vector<std::byte> write_vmd(const MotionData& motion) {
  ByteWriter out;
  out.field(magic, magic_field_bytes);
  write_name(out, motion.model_name, model_name_bytes);
  write_bones(out, motion);
  write_morphs(out, motion);
  const bool has_switches = !motion.switches.empty();
  const bool has_stage =
      !motion.camera.frames.empty() || !motion.lights.empty() || !motion.self_shadows.empty();
  if (has_stage || has_switches) {
    write_cameras(out, motion.camera);
    write_lights(out, motion.lights);
    write_self_shadows(out, motion.self_shadows);
  }
  if (has_switches) write_switches(out, motion.switches);
  return out.take();
}

}  // namespace mmd
