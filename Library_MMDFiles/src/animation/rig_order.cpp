#include "animation/rig_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "MMDFiles/model_data.h"
#include "MMDFiles/rig.h"

namespace mmd {
namespace {

using Steps = std::vector<RigStep>;

bool has(const Rig& rig, int bone, std::uint16_t flag) {
  return (rig.flags[static_cast<std::size_t>(bone)] & flag) != 0;
}

void add_bone(Steps& steps, int bone) { steps.push_back({RigStep::Kind::bone, bone}); }

void add_chain(Steps& steps, std::size_t chain) {
  steps.push_back({RigStep::Kind::chain, static_cast<std::int32_t>(chain)});
}

std::vector<int> all_bones(const Rig& rig) {
  std::vector<int> bones(rig.size());
  std::iota(bones.begin(), bones.end(), 0);
  return bones;
}

// Parentless bones first, then by distance from the root, index order within one distance: every
// parent precedes its children, as the repeated move-to-the-end of the PMD rules leaves it.
std::vector<int> parents_first(const Rig& rig) {
  std::vector<int> depth(rig.size(), -1);
  std::vector<int> way;
  for (int bone = 0; bone < static_cast<int>(rig.size()); ++bone) {
    way.clear();
    int up = bone;
    while (up >= 0 && depth[static_cast<std::size_t>(up)] < 0) {
      way.push_back(up);
      up = rig.parents[static_cast<std::size_t>(up)];
    }
    int level = up < 0 ? -1 : depth[static_cast<std::size_t>(up)];
    for (auto it = way.rbegin(); it != way.rend(); ++it)
      depth[static_cast<std::size_t>(*it)] = ++level;
  }
  std::vector<int> order = all_bones(rig);
  std::ranges::stable_sort(order, {},
                           [&](int bone) { return depth[static_cast<std::size_t>(bone)]; });
  return order;
}

// Everything that depends on the seeds through parents or sources; seeds themselves only if so.
std::vector<bool> dependents_of_all(const Rig& rig, std::vector<int> seeds) {
  std::vector<bool> reached(rig.size(), false);
  while (!seeds.empty()) {
    const int bone = seeds.back();
    seeds.pop_back();
    for (const int next : rig.dependents_of(bone)) {
      if (reached[static_cast<std::size_t>(next)]) continue;
      reached[static_cast<std::size_t>(next)] = true;
      seeds.push_back(next);
    }
  }
  return reached;
}

// Under-rotate bones, then what has one of them as ancestor.
void add_under_rotate(const Rig& rig, const std::vector<int>& order, Steps& steps) {
  std::vector<bool> below(rig.size(), false);
  for (const int bone : order) {
    const int parent = rig.parents[static_cast<std::size_t>(bone)];
    const bool hangs = parent >= 0 && (below[static_cast<std::size_t>(parent)] ||
                                       has(rig, parent, bone_flag::under_rotate));
    below[static_cast<std::size_t>(bone)] = hangs;
    if (has(rig, bone, bone_flag::under_rotate)) add_bone(steps, bone);
  }
  for (const int bone : order)
    if (below[static_cast<std::size_t>(bone)]) add_bone(steps, bone);
}

// What the chains read, and what is not updated again after them.
std::vector<bool> needed_by_chains(const Rig& rig, const std::vector<int>& order,
                                   const std::vector<bool>& updated_again) {
  std::vector<bool> needed(rig.size(), false);
  const auto need = [&](int bone) { needed[static_cast<std::size_t>(bone)] = true; };
  for (const RigChain& chain : rig.chains) {
    need(chain.destination);
    need(chain.effector);
    for (const IkLink& link : chain.links) need(link.bone);
  }
  for (auto bone = order.rbegin(); bone != order.rend(); ++bone) {
    const auto i = static_cast<std::size_t>(*bone);
    if (!updated_again[i]) need(*bone);
    if (needed[i] && rig.parents[i] >= 0) need(rig.parents[i]);
  }
  return needed;
}

void order_pmd(Rig& rig) {
  const std::vector<int> order = parents_first(rig);
  Steps steps;
  for (const int bone : order) add_bone(steps, bone);
  for (std::size_t chain = 0; chain < rig.chains.size(); ++chain) add_chain(steps, chain);
  rig.before_physics_stale = steps;
  add_under_rotate(rig, order, rig.before_physics_stale);
  const std::vector<bool> stale = dependents_of_all(rig, rig.links);
  const std::vector<bool> needed = needed_by_chains(rig, order, stale);
  std::erase_if(steps, [&](const RigStep& step) {
    return step.kind == RigStep::Kind::bone && !needed[static_cast<std::size_t>(step.index)];
  });
  rig.before_physics = std::move(steps);
  for (const int bone : order)
    if (stale[static_cast<std::size_t>(bone)]) add_bone(rig.before_physics, bone);
  add_under_rotate(rig, order, rig.before_physics);
}

// The chain that a bone is the destination of; of several the last one is solved.
std::vector<int> chain_of_destination(const Rig& rig) {
  std::vector<int> result(rig.size(), -1);
  for (std::size_t chain = 0; chain < rig.chains.size(); ++chain)
    result[static_cast<std::size_t>(rig.chains[chain].destination)] = static_cast<int>(chain);
  return result;
}

int layer_of(const ModelData& data, int bone) {
  return data.bones[static_cast<std::size_t>(bone)].deform_layer;
}

Steps order_layers(const ModelData& data, const Rig& rig, bool after_physics) {
  std::vector<int> order;
  for (const int bone : all_bones(rig))
    if (has(rig, bone, bone_flag::after_physics) == after_physics) order.push_back(bone);
  std::ranges::stable_sort(order, {}, [&](int bone) { return layer_of(data, bone); });

  const std::vector<int> chains = chain_of_destination(rig);
  const bool again = rig.rules == RigRules::extended;
  Steps steps;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    for (; end < order.size() && layer_of(data, order[end]) == layer_of(data, order[begin]);
         ++end) {
      add_bone(steps, order[end]);
      const int chain = chains[static_cast<std::size_t>(order[end])];
      if (chain >= 0) add_chain(steps, static_cast<std::size_t>(chain));
    }
    for (std::size_t i = begin; again && i < end; ++i)
      if (has(rig, order[i], bone_flag::append_rotation)) add_bone(steps, order[i]);
    begin = end;
  }
  return steps;
}

// Bones that hang on simulated ones and are neither simulated nor in the after-physics pass.
Steps order_below_simulated(const Rig& rig) {
  Steps steps;
  std::vector<bool> below(rig.size(), false);
  for (const int bone : parents_first(rig)) {
    const int parent = rig.parents[static_cast<std::size_t>(bone)];
    below[static_cast<std::size_t>(bone)] =
        parent >= 0 &&
        (below[static_cast<std::size_t>(parent)] || has(rig, parent, bone_flag::simulated));
    if (below[static_cast<std::size_t>(bone)] && !has(rig, bone, bone_flag::simulated) &&
        !has(rig, bone, bone_flag::after_physics))
      add_bone(steps, bone);
  }
  return steps;
}

}  // namespace

void order_steps(const ModelData& data, Rig& rig) {
  if (rig.rules == RigRules::pmd) {
    order_pmd(rig);
    return;
  }
  rig.before_physics = order_layers(data, rig, false);
  rig.before_physics_stale = rig.before_physics;
  rig.below_simulated = order_below_simulated(rig);
  rig.after_physics = order_layers(data, rig, true);
}

}  // namespace mmd
