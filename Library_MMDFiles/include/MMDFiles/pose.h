// The changing state of one model: what motions, binds, plugins and physics write, and what follows
// from it. Structure of arrays, one entry per bone or morph, sized once.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <optional>
#include <vector>

#include "MMDFiles/transform.h"

namespace mmd {

class Model;

// The place of the model in the scene; parent of all bones without parent.
struct ModelRoot {
  glm::vec3 offset{0.0F};  // position of the model
  glm::quat rotation = identity_rotation;
  // An accessory hangs on a bone of another model. As in the reference the offset counts twice
  // then.
  std::optional<Transform> base;

  Transform world() const {
    if (!base) return {offset, rotation};
    return *base * Transform{offset + offset, rotation};
  }
};

struct Pose {
  static constexpr std::uint8_t base_listed = 1;
  static constexpr std::uint8_t base_valid = 2;

  explicit Pose(const Model& model);

  // Motion values of bones, relative to rest.
  std::vector<glm::vec3> positions;
  std::vector<glm::quat> rotations;
  std::vector<std::uint8_t> ik_enabled;  // by destination bone of a chain
  // What bone morphs add.
  std::vector<glm::vec3> morph_positions;
  std::vector<glm::quat> morph_rotations;
  // Weights of morphs as written, of every kind; neither clamped nor expanded.
  std::vector<float> weights;

  // Local transform with morphs and append; PMX: without IK, which stands in ik_rotations.
  std::vector<glm::vec3> local_positions;
  std::vector<glm::quat> local_rotations;
  std::vector<glm::quat> ik_rotations;
  // Model root included.
  std::vector<glm::vec3> world_positions;
  std::vector<glm::quat> world_rotations;
  std::vector<std::uint8_t> driven_by_physics;  // simulated bones whose world physics wrote last

  ModelRoot root;
  Transform root_world;
  bool visible = true;      // show switch of motions
  bool physics_on = false;  // bodies are simulated

  // What ADD layers build on: the value before the first of them in this update. Restored at the
  // start of the next, so that they never add to their own sum.
  template <typename Value>
  struct Bases {
    std::vector<Value> values;         // per bone or morph
    std::vector<std::uint8_t> states;  // 0, listed or listed | valid
    std::vector<int> list;
  };
  struct BoneValue {
    glm::vec3 position{0.0F};
    glm::quat rotation = identity_rotation;
  };
  Bases<BoneValue> bone_bases;
  Bases<float> morph_bases;

  // Writes that layers later build on.
  void write_bone(int bone, const glm::vec3& position, const glm::quat& rotation) {
    const auto i = static_cast<std::size_t>(bone);
    positions[i] = position;
    rotations[i] = rotation;
    bone_bases.states[i] &= base_listed;
  }
  void write_morph(int morph, float weight) {
    const auto i = static_cast<std::size_t>(morph);
    weights[i] = weight;
    morph_bases.states[i] &= base_listed;
  }
  // Called before an ADD layer writes.
  void keep_bone_base(int bone);
  void keep_morph_base(int morph);
  void restore_bases();

  Transform world(int bone) const {
    const auto i = static_cast<std::size_t>(bone);
    return {world_positions[i], world_rotations[i]};
  }
  void set_world(int bone, const Transform& transform) {
    const auto i = static_cast<std::size_t>(bone);
    world_positions[i] = transform.position;
    world_rotations[i] = transform.rotation;
  }
};

}  // namespace mmd
