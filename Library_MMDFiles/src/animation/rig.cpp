#include "MMDFiles/rig.h"

#include <algorithm>
#include <array>
#include <glm/vector_relational.hpp>
#include <string_view>

#include "MMDFiles/limits.h"
#include "MMDFiles/model_data.h"
#include "animation/rig_order.h"

namespace mmd {
namespace {

constexpr std::array<std::string_view, 4> independent_parents = {"全ての親", "両足オフセ",
                                                                 "右足オフセ", "左足オフセ"};

RigRules rules_of(ModelKind kind) {
  switch (kind) {
    case ModelKind::pmd:
      return RigRules::pmd;
    case ModelKind::pmd_extended:
      return RigRules::extended;
    case ModelKind::pmx:
      return RigRules::pmx;
  }
  return RigRules::pmx;
}

bool is_motion_independent(const ModelData& data, const BoneData& bone) {
  if (bone.parent < 0) return true;
  const std::string& parent = data.bones[static_cast<std::size_t>(bone.parent)].name;
  return std::ranges::find(independent_parents, parent) != independent_parents.end();
}

std::uint16_t flags_of(const ModelData& data, const BoneData& bone) {
  const bool pmx = data.kind == ModelKind::pmx;
  std::uint16_t flags = 0;
  const auto set = [&](bool condition, std::uint16_t flag) {
    if (condition) flags = static_cast<std::uint16_t>(flags | flag);
  };
  set(!pmx && (bone.pmd_type == PmdBoneType::under_ik || bone.pmd_type == PmdBoneType::ik_target),
      bone_flag::reset_each_step);
  const bool under_rotate = !pmx && bone.pmd_type == PmdBoneType::under_rotate;
  set(under_rotate && bone.pmd_target >= 0, bone_flag::under_rotate);
  const bool appended = !under_rotate && bone.append.source >= 0;
  set(appended && bone.append.rotation, bone_flag::append_rotation);
  set(appended && bone.append.translation, bone_flag::append_translation);
  set(appended && pmx && bone.append.local, bone_flag::append_local);
  set(pmx && bone.fixed_axis.has_value(), bone_flag::fixed_axis);
  set(bone.after_physics && data.kind != ModelKind::pmd, bone_flag::after_physics);
  set(is_motion_independent(data, bone), bone_flag::motion_independent);
  return flags;
}

void fill_bones(const ModelData& data, Rig& rig) {
  for (const BoneData& bone : data.bones) {
    const auto parent = static_cast<std::size_t>(std::max(bone.parent, 0));
    rig.origins.push_back(bone.origin);
    rig.offsets.push_back(bone.parent < 0 ? bone.origin : bone.origin - data.bones[parent].origin);
    rig.parents.push_back(bone.parent);
    rig.flags.push_back(flags_of(data, bone));
    const bool under_rotate = (rig.flags.back() & bone_flag::under_rotate) != 0;
    rig.sources.push_back(under_rotate ? bone.pmd_target : bone.append.source);
    rig.ratios.push_back(bone.append.ratio);
    rig.fixed_axes.push_back(bone.fixed_axis.value_or(glm::vec3(1.0F, 0.0F, 0.0F)));
    rig.knees.push_back(bone.is_knee ? 1 : 0);
  }
  for (const MorphData& morph : data.morphs)
    for (const BoneMorphElement& element : morph.bones)
      rig.flags[static_cast<std::size_t>(element.bone)] |= bone_flag::morphed;
  for (const RigidBodyData& body : data.rigid_bodies) {
    if (body.bone < 0 || body.mode == BodyMode::follow_bone) continue;
    std::uint16_t& flags = rig.flags[static_cast<std::size_t>(body.bone)];
    flags = static_cast<std::uint16_t>(flags | bone_flag::simulated);
  }
}

// From the effector up to the last link that is met; a chain whose links are no ancestors of the
// effector is updated link by link.
std::vector<int> find_path(const Rig& rig, const IkChain& chain) {
  std::vector<int> path;
  std::size_t links_met = 0;
  for (int bone = chain.effector; bone >= 0 && links_met < chain.links.size();
       bone = rig.parents[static_cast<std::size_t>(bone)]) {
    path.push_back(bone);
    links_met += static_cast<std::size_t>(
        std::ranges::count(chain.links, bone, [](const IkLink& link) { return link.bone; }));
  }
  if (links_met < chain.links.size()) {
    path = {chain.effector};
    for (const IkLink& link : chain.links) path.push_back(link.bone);
  }
  std::ranges::reverse(path);
  return path;
}

// A chain of one link only aims, and limits that leave it a quarter turn about every axis do not
// say how a joint bends. The reference knows no limits but those of knees; an avatar that has both
// forms would aim by another angle as PMX.
bool aims_freely(const IkChain& chain) {
  constexpr float quarter_turn = 1.5707F;  // radians, a little less
  if (chain.links.size() != 1 || !chain.links.front().limits) return false;
  const AngleLimits& limits = *chain.links.front().limits;
  return glm::all(glm::greaterThanEqual(limits.upper - limits.lower, glm::vec3(quarter_turn)));
}

void fill_chains(const ModelData& data, Rig& rig) {
  const auto simulated = [&](const IkLink& link) {
    return (rig.flags[static_cast<std::size_t>(link.bone)] & bone_flag::simulated) != 0;
  };
  for (const IkChain& source : data.ik_chains) {
    RigChain chain;
    chain.destination = source.bone;
    chain.effector = source.effector;
    chain.iterations = std::clamp(source.iterations, 0, limits::ik_iterations);
    chain.angle_limit = source.angle_limit;
    chain.links = source.links;
    if (aims_freely(source)) chain.links.front().limits.reset();
    chain.path = find_path(rig, source);
    for (const IkLink& link : chain.links) {
      const auto place = std::ranges::find(chain.path, link.bone);
      chain.path_of_link.push_back(static_cast<int>(place - chain.path.begin()));
      rig.links.push_back(link.bone);
    }
    chain.first_link_simulated = !chain.links.empty() && simulated(chain.links.front());
    chain.bends_knee = std::ranges::any_of(chain.links, [&](const IkLink& link) {
      return rig.knees[static_cast<std::size_t>(link.bone)] != 0;
    });
    chain.all_links_simulated = std::ranges::all_of(chain.links, simulated);
    rig.chains.push_back(std::move(chain));
  }
  // Bones that a .pmd.csv turned into append bones are links all the same.
  if (rig.rules == RigRules::extended)
    for (const int link : rig.links)
      rig.flags[static_cast<std::size_t>(link)] |= bone_flag::reset_each_step;
  if (rig.rules == RigRules::pmx)
    for (const int link : rig.links)
      rig.flags[static_cast<std::size_t>(link)] |= bone_flag::ik_link;
  std::ranges::sort(rig.links);
  const auto surplus = std::ranges::unique(rig.links);
  rig.links.erase(surplus.begin(), surplus.end());
}

void fill_dependents(Rig& rig) {
  std::vector<std::vector<int>> lists(rig.size());
  for (std::size_t bone = 0; bone < rig.size(); ++bone) {
    constexpr std::uint16_t uses_source =
        bone_flag::under_rotate | bone_flag::append_rotation | bone_flag::append_translation;
    const int parent = rig.parents[bone];
    const int source = (rig.flags[bone] & uses_source) != 0 ? rig.sources[bone] : -1;
    if (parent >= 0) lists[static_cast<std::size_t>(parent)].push_back(static_cast<int>(bone));
    if (source >= 0 && source != parent)
      lists[static_cast<std::size_t>(source)].push_back(static_cast<int>(bone));
  }
  for (const std::vector<int>& list : lists) {
    rig.dependent_begin.push_back(static_cast<std::uint32_t>(rig.dependents.size()));
    rig.dependents.insert(rig.dependents.end(), list.begin(), list.end());
  }
  rig.dependent_begin.push_back(static_cast<std::uint32_t>(rig.dependents.size()));
}

}  // namespace

Rig build_rig(const ModelData& data) {
  Rig rig;
  rig.rules = rules_of(data.kind);
  rig.center_bone = data.center_bone;
  fill_bones(data, rig);
  fill_chains(data, rig);
  fill_dependents(rig);
  order_steps(data, rig);
  return rig;
}

}  // namespace mmd
