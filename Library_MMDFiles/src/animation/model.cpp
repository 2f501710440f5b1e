#include "MMDFiles/model.h"

#include <array>
#include <utility>

namespace mmd {
namespace {

bool is_uv(MorphKind kind) {
  return kind == MorphKind::uv ||
         (kind >= MorphKind::additional_uv1 && kind <= MorphKind::additional_uv4);
}

// Place of a morph in the order in which kinds answer for a name.
int name_rank(const MorphData& morph) {
  if (morph.kind == MorphKind::bone) return 0;
  if (morph.kind == MorphKind::vertex) return morph.pmd_face ? 6 : 1;
  if (is_uv(morph.kind)) return 2;
  if (morph.kind == MorphKind::material) return 3;
  return morph.kind == MorphKind::group ? 4 : 5;
}

NameIndex index_morphs(const std::vector<MorphData>& morphs) {
  constexpr int ranks = 7;
  NameIndex names{std::span<const MorphData>{}};
  for (int rank = 0; rank < ranks; ++rank) {
    int index = 0;
    for (const MorphData& morph : morphs) {
      if (name_rank(morph) == rank) names.add(morph.name, index);
      ++index;
    }
  }
  return names;
}

}  // namespace

Model::Model(ModelData data)
    : data_(std::move(data)),
      rig_(build_rig(data_)),
      morphs_(build_morph_plan(data_)),
      bone_names_(std::span<const BoneData>(data_.bones)),
      morph_names_(index_morphs(data_.morphs)) {
  int index = 0;
  for (const BoneData& bone : data_.bones) {
    if (!bone.pmd_name.empty()) bone_names_.add(bone.pmd_name, index);
    ++index;
  }
}

}  // namespace mmd
