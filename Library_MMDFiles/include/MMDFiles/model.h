// A loaded model, prepared for animation. Immutable and shared (shared_ptr<const Model>) by all its
// instances, the renderer and the loaders; safe to read from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "MMDFiles/model_data.h"
#include "MMDFiles/morph_plan.h"
#include "MMDFiles/name_index.h"
#include "MMDFiles/rig.h"

namespace mmd {

class Model {
 public:
  // Costs a few milliseconds for a large model: meant for a loader thread.
  explicit Model(ModelData data);

  const ModelData& data() const { return data_; }
  const Rig& rig() const { return rig_; }
  const MorphPlan& morphs() const { return morphs_; }
  int bone_count() const { return static_cast<int>(data_.bones.size()); }
  int morph_count() const { return static_cast<int>(data_.morphs.size()); }

  // Exact names; a bone that a .pmd.csv renamed has both. Of several morphs with one name the first
  // kind answers in the order bone, vertex, UV, material, group, PMD face.
  std::optional<int> find_bone(std::string_view name) const { return bone_names_.find(name); }
  std::optional<int> find_morph(std::string_view name) const { return morph_names_.find(name); }

  // Names as a VMD file keeps them: cut after 15 bytes (IK switches: 20).
  std::optional<int> find_motion_bone(std::string_view name) const {
    return bone_names_.find_vmd_key(name);
  }
  std::optional<int> find_motion_morph(std::string_view name) const {
    return morph_names_.find_vmd_key(name);
  }
  std::optional<int> find_switch_bone(std::string_view name) const {
    return bone_names_.find_vmd_ik(name);
  }

 private:
  ModelData data_;
  Rig rig_;
  MorphPlan morphs_;
  NameIndex bone_names_;
  NameIndex morph_names_;
};

}  // namespace mmd
