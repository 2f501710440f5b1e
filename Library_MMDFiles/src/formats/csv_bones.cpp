// Bone records of a .pmd.csv.
#include <algorithm>

#include "MMDFiles/limits.h"
#include "formats/csv_reader.h"
#include "formats/model_checks.h"

namespace mmd {

// Renames before any record is applied, because records name bones that come later.
void CsvReader::rename_bones() {
  for (std::size_t i = 0; i < bone_names_.size(); ++i) {
    BoneData& bone = model_.bones[i];
    bone.pmd_name = std::move(bone.name);
    bone.name = lines_.decoded(bone_names_[i]);
  }
  if (!bone_names_.empty()) model_.kind = ModelKind::pmd_extended;
  bones_ = NameIndex(std::span<const BoneData>(model_.bones));
  int index = 0;
  for (const BoneData& bone : model_.bones) {
    if (!bone.pmd_name.empty()) bones_.add(bone.pmd_name, index);
    ++index;
  }
}

void CsvReader::apply_bone() {
  BoneData& bone = model_.bones[next_bone_++];
  bone.deform_layer = static_cast<int>(std::clamp<std::int64_t>(
      lines_.integer(3), limits::min_deform_layer, limits::max_deform_layer));
  bone.after_physics = lines_.flag(4);
  const std::size_t k = recent_columns_ ? 20 : 19;
  AppendTransform append;
  append.rotation = lines_.flag(k);
  append.translation = lines_.flag(k + 1);
  if (!append.rotation && !append.translation) return;
  append.ratio = lines_.number(k + 2, append.ratio);
  const std::string name = lines_.text(k + 3);
  const auto source = bones_.find(name);
  if (!source) {
    lines_.place().warn("append source \"" + name + "\" does not exist, append ignored");
    return;
  }
  append.source = *source;
  bone.append = append;
  // It is no longer below IK: its pose stays from step to step.
  bone.pmd_type = PmdBoneType::co_rotate;
}

void CsvReader::finish_bones() {
  if (bone_names_.empty()) return;
  break_append_cycles(model_.bones, bone_offsets_, lines_.place());
}

}  // namespace mmd
