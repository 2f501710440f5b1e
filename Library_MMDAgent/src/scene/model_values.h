// The bones and morphs of models as plugins see and set them (Host.h, "Moving models").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Host.h"

namespace mmdagent {

class Models;
struct SceneModel;

// Agent thread only. Models are named by SceneModel::picture, which MODEL_CHANGE renews.
class ModelValues {
 public:
  explicit ModelValues(Models& models) : models_(models) {}

  std::uint64_t find(std::string_view alias) const;
  // Aliases of those without a mount, by slot.
  std::vector<std::string> free() const;
  int find_bone(std::uint64_t model, std::string_view name) const;
  int find_morph(std::uint64_t model, std::string_view name) const;
  bool motion_runs(std::uint64_t model, std::string_view motion) const;
  ModelShapes shapes(std::uint64_t model) const;
  bool bone(std::uint64_t model, int bone, BoneValue& value) const;
  bool place(std::uint64_t model, int bone, BonePose& pose) const;
  bool morph(std::uint64_t model, int morph, float& weight) const;
  bool set_bone(std::uint64_t model, int bone, const BoneValue& value);
  bool set_morph(std::uint64_t model, int morph, float weight);

 private:
  SceneModel* at(std::uint64_t model) const;
  SceneModel* with_bone(std::uint64_t model, int bone) const;
  SceneModel* with_morph(std::uint64_t model, int morph) const;

  Models& models_;
};

}  // namespace mmdagent
