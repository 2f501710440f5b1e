// The optional tail of a PMD: English names, toon list, rigid bodies and joints.
#include <utility>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmd_reader.h"
#include "formats/space.h"
#include "formats/texture_field.h"

namespace mmd {
namespace {

constexpr std::size_t name_bytes = 20;
constexpr std::size_t comment_bytes = 256;
constexpr std::size_t bone_group_name_bytes = 50;
constexpr std::size_t toon_name_bytes = 100;
constexpr std::uint64_t rigid_body_bytes = 83;
constexpr std::uint64_t joint_bytes = 124;
constexpr unsigned no_bone = 0xFFFF;

}  // namespace

void PmdReader::read_english_names() {
  in_.enter("english names");
  if (in_.u8() == 0) return;
  model_.english_name = read_name(name_bytes);
  model_.english_comment = read_name(comment_bytes);
  for (BoneData& bone : model_.bones) bone.english_name = read_name(name_bytes);
  for (std::size_t i = 1; i < model_.morphs.size(); ++i) {
    model_.morphs[i].english_name = read_name(name_bytes);
  }
  // Frame 0 is the face list, which has no English name here.
  for (std::size_t i = 1; i <= bone_group_count_; ++i) {
    model_.display_frames[i].english_name = read_name(bone_group_name_bytes);
  }
}

void PmdReader::read_toon_files() {
  in_.enter("toon list");
  for (std::size_t slot = 1; slot < model_.toon_files.size(); ++slot) {
    model_.toon_files[slot] = normalised_separators(read_name(toon_name_bytes));
  }
}

void PmdReader::read_rigid_bodies() {
  in_.enter("rigid body");
  const std::uint32_t count = in_.u32();
  in_.expect_records(count, limits::rigid_bodies, rigid_body_bytes);
  model_.rigid_bodies.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("rigid body", i);
    model_.rigid_bodies.push_back(read_rigid_body());
  }
}

RigidBodyData PmdReader::read_rigid_body() {
  RigidBodyData body;
  body.name = read_name(name_bytes);
  const unsigned bone = in_.u16();
  body.bone = checked_index_or_none(bone == no_bone ? -1 : static_cast<std::int64_t>(bone),
                                    model_.bones.size(), "bone", in_);
  body.group = in_.u8();
  body.mask = in_.u16();
  const unsigned shape = in_.u8();
  if (shape > 2) in_.fail("shape " + std::to_string(shape) + ", expected 0..2");
  body.shape = static_cast<BodyShape>(shape);
  body.size = in_.finite_vec3("size");
  body.offset = to_runtime(in_.finite_vec3("position"));
  body.rotation = euler_to_runtime(repaired_rotation(in_.vec3(), in_));
  body.mass = in_.finite_f32("mass");
  body.linear_damping = in_.finite_f32("linear damping");
  body.angular_damping = in_.finite_f32("angular damping");
  body.restitution = in_.finite_f32("restitution");
  body.friction = in_.finite_f32("friction");
  const unsigned mode = in_.u8();
  if (mode > 2) in_.warn("mode " + std::to_string(mode) + ", taken as 1");
  body.mode = mode > 2 ? BodyMode::physics : static_cast<BodyMode>(mode);
  repair_rigid_body(body, in_);
  return body;
}

void PmdReader::read_joints() {
  in_.enter("joint");
  const std::uint32_t count = in_.u32();
  in_.expect_records(count, limits::joints, joint_bytes);
  model_.joints.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("joint", i);
    JointData joint;
    joint.name = read_name(name_bytes);
    // FFFFFFFF = none, like the other formats' -1.
    const std::uint32_t a = in_.u32();
    const std::uint32_t b = in_.u32();
    const auto as_index = [](std::uint32_t body) {
      return body == 0xFFFFFFFFU ? std::int64_t{-1} : std::int64_t{body};
    };
    const bool usable = joint_is_usable(as_index(a), as_index(b), model_.rigid_bodies.size(), in_);
    joint.body_a = static_cast<int>(a);
    joint.body_b = static_cast<int>(b);
    read_joint_frame(joint, in_);
    if (usable) model_.joints.push_back(std::move(joint));
  }
}

}  // namespace mmd
