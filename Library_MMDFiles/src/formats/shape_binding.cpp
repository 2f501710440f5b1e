// A shape map for one model.
#include <algorithm>

#include "MMDFiles/limits.h"
#include "MMDFiles/model.h"
#include "MMDFiles/shape_map.h"

namespace mmd {
namespace {

ByName<int> bind_bones(const ByName<std::vector<std::string>>& map, const Model& model) {
  ByName<int> bound;
  for (const auto& [key, candidates] : map) {
    for (const std::string& name : candidates) {
      if (const auto bone = model.find_bone(name)) {
        bound.emplace(key, *bone);
        break;
      }
    }
  }
  return bound;
}

std::vector<ShapeDrive> bind_targets(const std::vector<ShapeTarget>& targets, const Model& model) {
  std::vector<ShapeDrive> drives;
  std::array<std::size_t, 11> of_kind{};
  for (const ShapeTarget& target : targets) {
    const auto morph = model.find_morph(target.morph);
    if (!morph) continue;
    const MorphKind kind = model.data().morphs[static_cast<std::size_t>(*morph)].kind;
    if (of_kind[static_cast<std::size_t>(kind)]++ >= limits::shape_morphs) continue;
    drives.push_back({*morph, target.response});
  }
  return drives;
}

ByName<std::vector<ShapeDrive>> bind_morphs(const ByName<std::vector<ShapeTarget>>& map,
                                            const Model& model) {
  ByName<std::vector<ShapeDrive>> bound;
  for (const auto& [key, targets] : map) {
    std::vector<ShapeDrive> drives = bind_targets(targets, model);
    if (!drives.empty()) bound.emplace(key, std::move(drives));
  }
  return bound;
}

}  // namespace

ShapeBinding::ShapeBinding(const ShapeMap& map, const Model& model)
    : eye_rotation(map.eye_rotation),
      tracks(bind_bones(map.tracks, model)),
      extra_bones(bind_bones(map.extra_bones, model)),
      units(bind_morphs(map.units, model)),
      extra_morphs(bind_morphs(map.extra_morphs, model)),
      shapes(bind_morphs(map.shapes, model)) {
  for (std::size_t i = 0; i < lip_keys.size(); ++i) {
    const auto candidates = map.lips.find(lip_keys[i]);
    if (candidates == map.lips.end()) continue;
    for (const std::string& name : candidates->second) {
      if (lips[i] == -1) lips[i] = model.find_morph(name).value_or(-1);
    }
  }
  for (const std::string& name : map.no_lip) {
    const int morph = model.find_morph(name).value_or(-1);
    const bool listed = std::ranges::find(no_lip, morph) != no_lip.end();
    if (morph != -1 && !listed) no_lip.push_back(morph);
  }
  for (const std::vector<std::string>& names : map.tunes) {
    std::vector<int> set;
    for (const std::string& name : names) {
      if (const auto morph = model.find_morph(name)) set.push_back(*morph);
    }
    if (!set.empty()) tunes.push_back(std::move(set));
  }
}

void tune_weights(std::span<const std::vector<int>> sets, std::span<float> weights) {
  for (const std::vector<int>& set : sets) {
    float left = 1.0F;
    for (const int morph : set) {
      float& weight = weights[static_cast<std::size_t>(morph)];
      const float own = weight;
      weight = own * left;
      left = std::max(0.0F, left * (1.0F - own));
    }
  }
}

}  // namespace mmd
