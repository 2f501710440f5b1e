// The bone section of a PMX, IK included.
#include <algorithm>
#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmx_reader.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr unsigned flag_tail_is_bone = 0x0001;
constexpr unsigned flag_rotate = 0x0002;
constexpr unsigned flag_move = 0x0004;
constexpr unsigned flag_visible = 0x0008;
constexpr unsigned flag_operable = 0x0010;
constexpr unsigned flag_ik = 0x0020;
constexpr unsigned flag_local_append = 0x0080;
constexpr unsigned flag_append_rotation = 0x0100;
constexpr unsigned flag_append_translation = 0x0200;
constexpr unsigned flag_fixed_axis = 0x0400;
constexpr unsigned flag_local_axes = 0x0800;
constexpr unsigned flag_after_physics = 0x1000;
constexpr unsigned flag_external_parent = 0x2000;

}  // namespace

void PmxReader::read_bones() {
  const std::uint64_t record_bytes = 4 + 4 + 12 + bone_size_ + 4 + 2 + bone_size_;
  const std::size_t count = read_count("bone", limits::bones, record_bytes);
  model_.bones.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("bone", i);
    bone_offsets_.push_back(in_.offset());
    model_.bones.push_back(read_bone(i, count));
  }
  break_parent_cycles(model_.bones, bone_offsets_, in_);
  break_append_cycles(model_.bones, bone_offsets_, in_);
  model_.center_bone = find_center_bone(model_.bones);
}

BoneData PmxReader::read_bone(std::size_t index, std::size_t bone_count) {
  BoneData bone;
  bone.name = read_name();
  bone.english_name = read_name();
  bone.is_knee = bone.name.find("ひざ") != std::string::npos;
  bone.origin = to_runtime(in_.finite_vec3("position"));
  bone.parent = checked_index_or_none(read_index(bone_size_), bone_count, "parent", in_);
  bone.deform_layer = std::clamp(in_.i32(), limits::min_deform_layer, limits::max_deform_layer);
  const unsigned flags = in_.u16();
  bone.can_rotate = (flags & flag_rotate) != 0;
  bone.can_move = (flags & flag_move) != 0;
  bone.visible = (flags & flag_visible) != 0;
  bone.operable = (flags & flag_operable) != 0;
  bone.after_physics = (flags & flag_after_physics) != 0;
  if ((flags & flag_tail_is_bone) != 0) {
    bone.tail_bone = checked_index_or_none(read_index(bone_size_), bone_count, "tail", in_);
  } else {
    bone.tail_offset = to_runtime(in_.finite_vec3("tail offset"));
  }
  read_append(bone, flags, bone_count);
  read_axes(bone, flags);
  if ((flags & flag_external_parent) != 0) bone.external_parent_key = in_.i32();
  if ((flags & flag_ik) != 0) read_ik_chain(index, bone_count);
  return bone;
}

void PmxReader::read_append(BoneData& bone, unsigned flags, std::size_t bone_count) {
  if ((flags & (flag_append_rotation | flag_append_translation)) == 0) return;
  AppendTransform append;
  append.source = checked_index_or_none(read_index(bone_size_), bone_count, "append source", in_);
  append.ratio = in_.finite_f32("append ratio");
  append.rotation = (flags & flag_append_rotation) != 0;
  append.translation = (flags & flag_append_translation) != 0;
  append.local = (flags & flag_local_append) != 0;
  if (append.source != -1) bone.append = append;
}

void PmxReader::read_axes(BoneData& bone, unsigned flags) {
  if ((flags & flag_fixed_axis) != 0) {
    const glm::vec3 axis = to_runtime(in_.finite_vec3("fixed axis"));
    // In double: the squares of large floats overflow.
    const double length = std::hypot(static_cast<double>(axis.x), static_cast<double>(axis.y),
                                     static_cast<double>(axis.z));
    if (length > 1e-6) {
      bone.fixed_axis = glm::vec3(glm::dvec3(axis) / length);
    } else {
      in_.warn("fixed axis of length 0, ignored");
    }
  }
  if ((flags & flag_local_axes) != 0) {
    LocalAxes axes;
    axes.x = to_runtime(in_.finite_vec3("local axis"));
    axes.z = to_runtime(in_.finite_vec3("local axis"));
    bone.local_axes = axes;
  }
}

void PmxReader::read_ik_chain(std::size_t bone, std::size_t bone_count) {
  IkChain chain;
  chain.bone = static_cast<int>(bone);
  chain.effector = checked_index_or_none(read_index(bone_size_), bone_count, "IK target", in_);
  bool complete = chain.effector != -1;
  const std::int32_t iterations = in_.i32();
  chain.iterations = std::clamp(iterations, 0, limits::ik_iterations);
  if (chain.iterations != iterations) {
    in_.warn("IK loop count " + std::to_string(iterations) + ", taken as " +
             std::to_string(chain.iterations));
  }
  chain.angle_limit = in_.finite_f32("IK angle limit");
  const std::int32_t link_count = in_.i32();
  if (link_count < 0) {
    in_.fail("IK link count " + std::to_string(link_count) + ", expected at least 0");
  }
  in_.expect_records(static_cast<std::uint64_t>(link_count), limits::pmx_ik_links, bone_size_ + 1);
  for (std::int32_t i = 0; i < link_count; ++i) {
    chain.links.push_back(read_ik_link(bone_count, complete));
  }
  if (model_.ik_chains.size() == limits::ik_chains) {
    in_.fail("more than " + std::to_string(limits::ik_chains) + " IK chains");
  }
  if (complete && link_count > 0) {
    model_.ik_chains.push_back(std::move(chain));
  } else {
    in_.warn(link_count == 0 ? "IK chain without links, dropped"
                             : "IK chain lacks a bone, dropped");
  }
}

IkLink PmxReader::read_ik_link(std::size_t bone_count, bool& complete) {
  IkLink link;
  link.bone = checked_index_or_none(read_index(bone_size_), bone_count, "IK link", in_);
  complete = complete && link.bone != -1;
  if (in_.u8() != 0) {
    LimitRange range;
    range.lower = in_.finite_vec3("IK link limit");
    range.upper = in_.finite_vec3("IK link limit");
    if (glm::any(glm::greaterThan(range.lower, range.upper))) {
      in_.warn("IK link limit: lower above upper, exchanged");
    }
    range = rotation_limits_to_runtime(range);
    link.limits =
        AngleLimits{glm::min(range.lower, range.upper), glm::max(range.lower, range.upper)};
  }
  return link;
}

}  // namespace mmd
