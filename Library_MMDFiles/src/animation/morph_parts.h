// Group and flip morphs resolved to the morphs that they drive.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "MMDFiles/morph_plan.h"

namespace mmd {

// Calls function(morph, weight) for every target of every group or flip morph with a weight, in
// model order. A flip morph has one target: its weight chooses which.
template <typename Function>
void for_each_part(const MorphPlan& plan, std::span<const float> weights, Function&& function) {
  for (const int group : plan.groups) {
    const float weight = weights[static_cast<std::size_t>(group)];
    const std::span<const MorphPart> parts = plan.parts_of(group);
    if (weight == 0.0F || parts.empty()) continue;
    if (plan.kinds[static_cast<std::size_t>(group)] == MorphKind::flip) {
      const auto count = static_cast<float>(parts.size());
      const float chosen = std::clamp(std::floor(weight * count), 0.0F, count - 1.0F);
      const MorphPart& part = parts[static_cast<std::size_t>(chosen)];
      function(part.morph, part.ratio);
      continue;
    }
    for (const MorphPart& part : parts) function(part.morph, weight * part.ratio);
  }
}

}  // namespace mmd
