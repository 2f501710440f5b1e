// Bones and IK chains of a model, in runtime space.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <optional>
#include <string>
#include <vector>

namespace mmd {

enum class PmdBoneType : std::uint8_t {
  rotate = 0,
  rotate_move = 1,
  ik_destination = 2,
  unknown = 3,
  under_ik = 4,
  under_rotate = 5,
  ik_target = 6,
  invisible = 7,
  twist = 8,
  co_rotate = 9,
};

// Takes part of another bone's motion. PMD co-rotate bones are expressed here too.
struct AppendTransform {
  int source = -1;  // -1 = no append
  float ratio = 1.0F;
  bool rotation = false;
  bool translation = false;
  bool local = false;
};

struct LocalAxes {
  glm::vec3 x{1.0F, 0.0F, 0.0F};
  glm::vec3 z{0.0F, 0.0F, 1.0F};
};

struct BoneData {
  std::string name;
  std::string english_name;
  // The name in the PMD where a .pmd.csv renamed the bone; both names find it. Else empty.
  std::string pmd_name;
  glm::vec3 origin{0.0F};  // head at rest, absolute
  int parent = -1;         // never part of a cycle
  int tail_bone = -1;
  glm::vec3 tail_offset{0.0F};  // from origin, where tail_bone is -1
  int deform_layer = 0;         // -32768..32767
  bool can_rotate = true;
  bool can_move = false;
  bool visible = true;
  bool operable = true;
  bool after_physics = false;
  AppendTransform append;               // sources never form a cycle
  std::optional<glm::vec3> fixed_axis;  // unit length
  std::optional<LocalAxes> local_axes;
  std::optional<std::int32_t> external_parent_key;

  // PMD only; PMX bones leave both alone.
  PmdBoneType pmd_type = PmdBoneType::rotate;
  int pmd_target =
      -1;  // type under_ik: the IK bone; under_rotate: the bone whose rotation it takes

  bool is_knee = false;  // the name in the model file contains ひざ
};

// Radians, lower <= upper in each component.
struct AngleLimits {
  glm::vec3 lower{0.0F};
  glm::vec3 upper{0.0F};
};

struct IkLink {
  int bone = 0;
  std::optional<AngleLimits> limits;
};

struct IkChain {
  int bone = 0;      // destination, the goal that the animator moves
  int effector = 0;  // end of the chain, drawn to the destination
  int iterations = 0;
  float angle_limit = 0.0F;   // radians per step (PMD file value times 4 already)
  std::vector<IkLink> links;  // leaf to root, at least one
};

}  // namespace mmd
