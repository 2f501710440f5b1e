// Rigid bodies, joints and soft bodies of a PMX.
#include <utility>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmx_reader.h"
#include "formats/space.h"

namespace mmd {

void PmxReader::read_rigid_bodies() {
  const std::uint64_t record_bytes = 4 + 4 + bone_size_ + 1 + 2 + 1 + 3 * 12 + 5 * 4 + 1;
  const std::size_t count = read_count("rigid body", limits::rigid_bodies, record_bytes);
  model_.rigid_bodies.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("rigid body", i);
    model_.rigid_bodies.push_back(read_rigid_body());
  }
}

RigidBodyData PmxReader::read_rigid_body() {
  RigidBodyData body;
  body.name = read_name();
  body.english_name = read_name();
  body.bone = checked_index_or_none(read_index(bone_size_), model_.bones.size(), "bone", in_);
  body.group = in_.u8();
  body.mask = in_.u16();
  const unsigned shape = in_.u8();
  if (shape > 2) in_.fail("shape " + std::to_string(shape) + ", expected 0..2");
  body.shape = static_cast<BodyShape>(shape);
  body.size = in_.finite_vec3("size");
  const glm::vec3 position = to_runtime(in_.finite_vec3("position"));
  const int anchor = body.bone == -1 && !model_.bones.empty() ? 0 : body.bone;
  body.offset = anchor == -1 ? position : position - model_.bones[anchor].origin;
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

void PmxReader::read_joints() {
  const std::uint64_t record_bytes = 4 + 4 + 1 + 2 * body_size_ + 8 * 12;
  const std::size_t count = read_count("joint", limits::joints, record_bytes);
  model_.joints.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("joint", i);
    JointData joint;
    joint.name = read_name();
    joint.english_name = read_name();
    const unsigned kind = in_.u8();
    if (kind > static_cast<unsigned>(JointKind::hinge)) {
      in_.warn("joint kind " + std::to_string(kind) + ", taken as 0");
    } else {
      joint.kind = static_cast<JointKind>(kind);
    }
    const std::int64_t a = read_index(body_size_);
    const std::int64_t b = read_index(body_size_);
    const bool usable = joint_is_usable(a, b, model_.rigid_bodies.size(), in_);
    joint.body_a = static_cast<int>(a);
    joint.body_b = static_cast<int>(b);
    read_joint_frame(joint, in_);
    if (usable) model_.joints.push_back(std::move(joint));
  }
}

void PmxReader::skip_soft_bodies() {
  const std::uint64_t record_bytes = 4 + 4 + 1 + material_size_ + 1 + 2 + 1 + 4 + 4 + 4 + 4 + 4 +
                                     12 * 4 + 6 * 4 + 4 * 4 + 3 * 4 + 4 + 4;
  const std::size_t count = read_count("soft body", limits::soft_bodies, record_bytes);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("soft body", i);
    skip_soft_body();
    ++model_.skipped_soft_bodies;
  }
  if (count == 0) return;
  in_.enter("soft body");
  in_.warn(std::to_string(count) + " soft bodies are not supported, skipped");
}

void PmxReader::skip_soft_body() {
  read_name();
  read_name();
  constexpr std::size_t shape_bytes = 1;
  constexpr std::size_t collision_bytes = 1 + 2 + 1;       // group, mask, flags
  constexpr std::size_t build_bytes = 5 * 4;               // links, clusters, mass, margin, aero
  constexpr std::size_t coefficient_bytes = (12 + 6) * 4;  // config, clusters
  constexpr std::size_t iteration_bytes = 4 * 4;
  constexpr std::size_t stiffness_bytes = 3 * 4;
  in_.skip(shape_bytes + material_size_ + collision_bytes + build_bytes + coefficient_bytes +
           iteration_bytes + stiffness_bytes);
  const auto skip_list = [&](std::string_view what, std::size_t element_bytes) {
    const std::int32_t count = in_.i32();
    if (count < 0) {
      in_.fail(std::string(what) + " count " + std::to_string(count) + ", expected at least 0");
    }
    in_.expect_records(static_cast<std::uint64_t>(count), limits::vertices, element_bytes);
    in_.skip(static_cast<std::size_t>(count) * element_bytes);
  };
  skip_list("anchor", body_size_ + vertex_size_ + 1);
  skip_list("pin", vertex_size_);
}

}  // namespace mmd
