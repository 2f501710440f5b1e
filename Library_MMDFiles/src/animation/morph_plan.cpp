#include "MMDFiles/morph_plan.h"

#include <algorithm>

#include "MMDFiles/limits.h"
#include "MMDFiles/model_data.h"

namespace mmd {
namespace {

bool is_group(MorphKind kind) { return kind == MorphKind::group || kind == MorphKind::flip; }

// Groups nest. A flip morph below a group has no weight of its own to choose by and is left out.
void add_parts(const ModelData& data, int morph, float ratio, int depth,
               std::vector<MorphPart>& parts) {
  if (depth > limits::group_morph_depth) return;
  for (const GroupMorphElement& element : data.morphs[static_cast<std::size_t>(morph)].groups) {
    const MorphKind kind = data.morphs[static_cast<std::size_t>(element.morph)].kind;
    const float product = ratio * element.ratio;
    if (kind == MorphKind::group)
      add_parts(data, element.morph, product, depth + 1, parts);
    else if (kind != MorphKind::flip)
      parts.push_back({element.morph, product});
  }
}

void fill_groups(const ModelData& data, MorphPlan& plan) {
  int index = 0;
  for (const MorphData& morph : data.morphs) {
    plan.part_begin.push_back(static_cast<std::uint32_t>(plan.parts.size()));
    if (morph.kind == MorphKind::group) {
      add_parts(data, index, 1.0F, 1, plan.parts);
    } else if (morph.kind == MorphKind::flip) {
      // One part per element: the weight chooses among them.
      for (const GroupMorphElement& element : morph.groups)
        plan.parts.push_back({element.morph, element.ratio});
    }
    if (is_group(morph.kind)) plan.groups.push_back(index);
    ++index;
  }
  plan.part_begin.push_back(static_cast<std::uint32_t>(plan.parts.size()));
}

void fill_kinds(const ModelData& data, MorphPlan& plan) {
  int index = 0;
  for (const MorphData& morph : data.morphs) {
    plan.kinds.push_back(morph.kind);
    const bool face = data.kind == ModelKind::pmd_extended ? morph.pmd_face : true;
    if (morph.kind == MorphKind::vertex && face) plan.faces.push_back(index);
    if (morph.kind == MorphKind::material) plan.material_morphs.push_back(index);
    if (morph.kind == MorphKind::impulse) plan.impulse_morphs.push_back(index);
    if (morph.kind == MorphKind::bone) {
      plan.bone_morphs.push_back(index);
      for (const BoneMorphElement& element : morph.bones)
        plan.morphed_bones.push_back(element.bone);
    }
    ++index;
  }
  std::ranges::sort(plan.morphed_bones);
  const auto surplus = std::ranges::unique(plan.morphed_bones);
  plan.morphed_bones.erase(surplus.begin(), surplus.end());
}

}  // namespace

MorphPlan build_morph_plan(const ModelData& data) {
  MorphPlan plan;
  plan.negative_weights = data.kind == ModelKind::pmx;
  fill_kinds(data, plan);
  fill_groups(data, plan);
  return plan;
}

}  // namespace mmd
