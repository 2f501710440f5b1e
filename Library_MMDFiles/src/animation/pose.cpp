#include "MMDFiles/pose.h"

#include "MMDFiles/model.h"

namespace mmd {

Pose::Pose(const Model& model) {
  const auto bones = static_cast<std::size_t>(model.bone_count());
  const auto morphs = static_cast<std::size_t>(model.morph_count());
  positions.assign(bones, glm::vec3(0.0F));
  rotations.assign(bones, identity_rotation);
  ik_enabled.assign(bones, 1);
  morph_positions.assign(bones, glm::vec3(0.0F));
  morph_rotations.assign(bones, identity_rotation);
  weights.assign(morphs, 0.0F);
  local_positions.assign(bones, glm::vec3(0.0F));
  local_rotations.assign(bones, identity_rotation);
  ik_rotations.assign(bones, identity_rotation);
  world_positions = model.rig().origins;
  world_rotations.assign(bones, identity_rotation);
  driven_by_physics.assign(bones, 0);
  bone_bases.values.assign(bones, {});
  bone_bases.states.assign(bones, 0);
  bone_bases.list.reserve(bones);
  morph_bases.values.assign(morphs, 0.0F);
  morph_bases.states.assign(morphs, 0);
  morph_bases.list.reserve(morphs);
}

namespace {

template <typename Value>
void keep(Pose::Bases<Value>& bases, int index, const Value& value) {
  std::uint8_t& state = bases.states[static_cast<std::size_t>(index)];
  if ((state & Pose::base_valid) != 0) return;
  if (state == 0) bases.list.push_back(index);
  state = Pose::base_listed | Pose::base_valid;
  bases.values[static_cast<std::size_t>(index)] = value;
}

}  // namespace

void Pose::keep_bone_base(int bone) {
  const auto i = static_cast<std::size_t>(bone);
  keep(bone_bases, bone, {positions[i], rotations[i]});
}

void Pose::keep_morph_base(int morph) {
  keep(morph_bases, morph, weights[static_cast<std::size_t>(morph)]);
}

void Pose::restore_bases() {
  for (const int bone : bone_bases.list) {
    const auto i = static_cast<std::size_t>(bone);
    if ((bone_bases.states[i] & base_valid) != 0)
      write_bone(bone, bone_bases.values[i].position, bone_bases.values[i].rotation);
    bone_bases.states[i] = 0;
  }
  for (const int morph : morph_bases.list) {
    const auto i = static_cast<std::size_t>(morph);
    if ((morph_bases.states[i] & base_valid) != 0) write_morph(morph, morph_bases.values[i]);
    morph_bases.states[i] = 0;
  }
  bone_bases.list.clear();
  morph_bases.list.clear();
}

}  // namespace mmd
