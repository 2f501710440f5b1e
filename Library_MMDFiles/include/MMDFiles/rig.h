// The skeleton of a model, prepared for evaluation: per-bone arrays and the order of updates.
// Built once per model; immutable.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <optional>
#include <span>
#include <vector>

#include "MMDFiles/bone_data.h"

namespace mmd {

struct ModelData;

enum class RigRules : std::uint8_t {
  pmd,       // parents first, then all IK chains, then what hangs below them
  extended,  // layers in index order, solver of the PMD rules
  pmx        // layers in index order, append transforms with chains, link limits
};

// Bits of Rig::flags.
namespace bone_flag {
inline constexpr std::uint16_t reset_each_step = 1 << 0;  // under IK: motion values start at rest
inline constexpr std::uint16_t under_rotate = 1 << 1;     // rotation is that of the source bone
inline constexpr std::uint16_t append_rotation = 1 << 2;
inline constexpr std::uint16_t append_translation = 1 << 3;
inline constexpr std::uint16_t append_local = 1 << 4;
inline constexpr std::uint16_t fixed_axis = 1 << 5;
inline constexpr std::uint16_t after_physics = 1 << 6;
inline constexpr std::uint16_t simulated = 1 << 7;  // has a body of mode physics
inline constexpr std::uint16_t motion_independent = 1 << 8;
inline constexpr std::uint16_t ik_link = 1 << 9;   // PMX: has an IK rotation of its own
inline constexpr std::uint16_t morphed = 1 << 10;  // a bone morph moves it
}  // namespace bone_flag

// One step of an evaluation order.
struct RigStep {
  enum class Kind : std::uint8_t { bone, chain };
  Kind kind = Kind::bone;
  std::int32_t index = 0;  // of the bone or of the chain
};

struct RigChain {
  int destination = 0;
  int effector = 0;
  int iterations = 0;             // at most limits::ik_iterations
  float angle_limit = 0.0F;       // radians per step
  std::vector<IkLink> links;      // leaf to root
  std::vector<int> path;          // all bones from the rootmost link to the effector, parents first
  std::vector<int> path_of_link;  // position of each link in `path`
  bool bends_knee = false;        // has a link named ひざ
  bool first_link_simulated = false;
  bool all_links_simulated = false;
};

struct Rig {
  RigRules rules = RigRules::pmd;
  int center_bone = -1;

  // One entry per bone.
  std::vector<glm::vec3> origins;  // head at rest, model space
  std::vector<glm::vec3> offsets;  // from the parent's head; of a root bone: its origin
  std::vector<int> parents;        // -1 = model root
  std::vector<std::uint16_t> flags;
  std::vector<int> sources;  // append source or under-rotate target, -1 = none
  std::vector<float> ratios;
  std::vector<glm::vec3> fixed_axes;
  std::vector<std::uint8_t> knees;

  std::vector<RigChain> chains;
  std::vector<int> links;  // all link bones, each once

  // Every step before physics; `stale` leaves bones below IK links as the reference does.
  std::vector<RigStep> before_physics;
  std::vector<RigStep> before_physics_stale;
  // Once a frame, after simulated bones were written: first, only with physics, the bones that hang
  // on simulated ones, then the after-physics bones.
  std::vector<RigStep> below_simulated;
  std::vector<RigStep> after_physics;

  // Who is updated when a bone was written from outside: bones that hang on `bone` directly as
  // children, under-rotate or append dependents. CSR lists, ascending.
  std::vector<std::uint32_t> dependent_begin;  // bone count + 1 entries
  std::vector<int> dependents;

  std::size_t size() const { return parents.size(); }
  std::span<const int> dependents_of(int bone) const {
    const std::size_t begin = dependent_begin[static_cast<std::size_t>(bone)];
    const std::size_t end = dependent_begin[static_cast<std::size_t>(bone) + 1];
    return std::span(dependents).subspan(begin, end - begin);
  }
};

Rig build_rig(const ModelData& data);

}  // namespace mmd
