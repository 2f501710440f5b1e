// Bones, IK chains, faces and display lists of a PMD.
#include <algorithm>
#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmd_reader.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr std::uint64_t bone_bytes = 39;
constexpr std::uint64_t ik_chain_bytes = 11;
constexpr std::uint64_t face_bytes = 25;
constexpr std::uint64_t face_vertex_bytes = 16;
constexpr std::uint64_t display_bone_bytes = 3;
constexpr std::size_t bone_group_name_bytes = 50;
constexpr std::size_t name_bytes = 20;
constexpr std::uint32_t wrap = 65536;

std::string without_line_end(std::string name) {
  while (!name.empty() && (name.back() == '\n' || name.back() == '\r')) name.pop_back();
  return name;
}

}  // namespace

void PmdReader::read_bones() {
  in_.enter("bone");
  const std::size_t count = in_.u16();
  in_.expect_records(count, limits::pmd_bones, bone_bytes);
  model_.bones.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("bone", i);
    bone_offsets_.push_back(in_.offset());
    model_.bones.push_back(read_bone(count));
  }
  break_parent_cycles(model_.bones, bone_offsets_, in_);
  break_append_cycles(model_.bones, bone_offsets_, in_);
  model_.center_bone = find_center_bone(model_.bones);
}

BoneData PmdReader::read_bone(std::size_t bone_count) {
  BoneData bone;
  bone.name = read_name(name_bytes);
  bone.is_knee = bone.name.find("ひざ") != std::string::npos;
  bone.parent = checked_index_or_none(std::max<int>(in_.i16(), -1), bone_count, "parent", in_);
  const int tail = checked_index_or_none(std::max<int>(in_.i16(), -1), bone_count, "child", in_);
  const unsigned type = in_.u8();
  if (type > static_cast<unsigned>(PmdBoneType::co_rotate)) {
    in_.warn("bone type " + std::to_string(type) + ", taken as 0");
  } else {
    bone.pmd_type = static_cast<PmdBoneType>(type);
  }
  const int target = in_.i16();
  bone.origin = to_runtime(in_.finite_vec3("position"));
  set_kind_of_motion(bone, tail, target, bone_count);
  return bone;
}

void PmdReader::set_kind_of_motion(BoneData& bone, int tail, int target, std::size_t bone_count) {
  const PmdBoneType type = bone.pmd_type;
  bone.can_move = type == PmdBoneType::rotate_move || type == PmdBoneType::ik_destination;
  bone.visible = type != PmdBoneType::invisible && type != PmdBoneType::ik_target;
  bone.operable = bone.visible;
  if (type == PmdBoneType::under_ik || type == PmdBoneType::under_rotate) {
    if (target < 0 || target >= static_cast<int>(bone_count)) {
      in_.fail("target index " + std::to_string(target) + ", expected 0.." +
               std::to_string(bone_count - 1));
    }
    bone.pmd_target = target;
  }
  if (type == PmdBoneType::co_rotate) {
    if (tail < 0) in_.fail("co-rotate bone names no source bone");
    bone.append.source = tail;
    bone.append.ratio = static_cast<float>(target) * 0.01F;
    bone.append.rotation = true;
  } else if (tail > 0) {
    bone.tail_bone = tail;
  }
}

void PmdReader::read_ik_chains() {
  in_.enter("ik");
  const std::size_t count = in_.u16();
  in_.expect_records(count, limits::ik_chains, ik_chain_bytes);
  model_.ik_chains.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("ik", i);
    read_ik_chain();
  }
}

void PmdReader::read_ik_chain() {
  const std::size_t bone_count = model_.bones.size();
  constexpr float radians_per_unit = 4.0F;
  IkChain chain;
  bool complete = true;
  const auto required_bone = [&](std::string_view what) {
    const int bone = checked_index_or_none(std::max<int>(in_.i16(), -1), bone_count, what, in_);
    complete = complete && bone != -1;
    return bone;
  };
  chain.bone = required_bone("destination");
  chain.effector = required_bone("effector");
  const std::size_t link_count = in_.u8();
  const int iterations = in_.u16();
  chain.iterations = std::min(iterations, limits::ik_iterations);
  if (chain.iterations != iterations) {
    in_.warn("iterations " + std::to_string(iterations) + ", taken as " +
             std::to_string(chain.iterations));
  }
  chain.angle_limit = in_.finite_f32("angle limit") * radians_per_unit;
  for (std::size_t i = 0; i < link_count; ++i) chain.links.push_back({required_bone("link"), {}});
  if (complete && link_count > 0) {
    model_.ik_chains.push_back(std::move(chain));
  } else {
    in_.warn(link_count == 0 ? "chain without links, dropped" : "chain lacks a bone, dropped");
  }
}

void PmdReader::read_faces() {
  in_.enter("face");
  const std::size_t count = in_.u16();
  in_.expect_records(count, limits::morphs, face_bytes);
  model_.morphs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("face", i);
    read_face(i);
  }
}

void PmdReader::read_face(std::size_t face) {
  MorphData morph;
  morph.kind = MorphKind::vertex;
  morph.name = read_name(name_bytes);
  morph.pmd_base = face == 0;
  const std::size_t count = in_.u32();
  const unsigned panel = in_.u8();
  morph.panel = static_cast<MorphPanel>(std::min(panel, 4U));
  if (panel > 4) in_.warn("panel " + std::to_string(panel) + ", taken as 4");
  in_.expect_records(count, limits::morph_elements, face_vertex_bytes);
  morph_elements_ += count;
  if (morph_elements_ > limits::total_morph_elements) {
    in_.fail("more than " + std::to_string(limits::total_morph_elements) + " elements in all");
  }
  if (morph.pmd_base) {
    base_vertices_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t vertex = read_face_vertex(face, model_.vertices.size());
      base_vertices_.push_back(vertex);
      model_.vertices.positions[vertex] = to_runtime(in_.finite_vec3("position"));
    }
  } else {
    morph.vertices.reserve(count);
    morph.offsets.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      morph.vertices.push_back(base_vertices_[read_face_vertex(face, base_vertices_.size())]);
      morph.offsets.push_back(to_runtime(in_.finite_vec3("offset")));
    }
  }
  model_.morphs.push_back(std::move(morph));
}

// Editors wrote indices of large models with 65536 too much, once or twice.
std::uint32_t PmdReader::read_face_vertex(std::size_t face, std::uint64_t limit) {
  const std::size_t start = in_.offset();
  const std::uint32_t stored = in_.u32();
  std::uint32_t vertex = stored;
  if (vertex >= wrap) vertex -= wrap;
  if (face > 0 && vertex >= limit && vertex >= wrap) vertex -= wrap;
  if (vertex >= limit) {
    in_.fail_at(start, "vertex " + std::to_string(stored) + ", expected less than " +
                           std::to_string(limit));
  }
  return vertex;
}

void PmdReader::read_display_lists() {
  in_.enter("face display list");
  const std::size_t face_count = in_.u8();
  in_.expect_records(face_count, limits::display_elements, 2);
  DisplayFrame faces;
  faces.name = "表情";
  faces.special = true;
  for (std::size_t i = 0; i < face_count; ++i) {
    const int face = in_.u16();
    if (face < static_cast<int>(model_.morphs.size())) {
      faces.elements.push_back({DisplayElement::Kind::morph, face});
    }
  }
  in_.enter("bone group name");
  bone_group_count_ = in_.u8();
  in_.expect_records(bone_group_count_, limits::display_frames, bone_group_name_bytes);
  model_.display_frames.push_back(std::move(faces));
  for (std::size_t i = 0; i < bone_group_count_; ++i) {
    DisplayFrame frame;
    frame.name = without_line_end(read_name(bone_group_name_bytes));
    model_.display_frames.push_back(std::move(frame));
  }
  in_.enter("bone display list");
  const std::size_t count = in_.u32();
  in_.expect_records(count, limits::display_elements, display_bone_bytes);
  for (std::size_t i = 0; i < count; ++i) {
    const int bone = in_.i16();
    const std::size_t group = in_.u8();
    const bool known = bone >= 0 && bone < static_cast<int>(model_.bones.size()) && group > 0 &&
                       group <= bone_group_count_;
    if (known) {
      model_.display_frames[group].elements.push_back({DisplayElement::Kind::bone, bone});
    }
  }
}

}  // namespace mmd
