// Bones and morphs of one model that messages hold at a value or tie to a variable
// (messages-core.md section 10).
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host_limits.h"

namespace mmd {
class Model;
class ModelInstance;
}  // namespace mmd

namespace mmdagent {

class KeyValueStore;

// A variable and the range in which it leads from the first value to the second.
struct BindVariable {
  std::string key;
  float least = 0.0F;
  float most = 0.0F;

  // 0..1; a variable that does not exist counts as 0. An empty range is passed at once.
  float progress(const KeyValueStore& values) const;
};

// Relative to rest.
struct BoneBindValue {
  glm::vec3 position{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
};

// Without a variable: held at `from`.
struct BoneBind {
  std::optional<BindVariable> variable{};
  BoneBindValue from{};
  BoneBindValue to{};
};

// With a variable: between `from` and `to`. Without: from `from` to `to` within `frames`, then
// held.
struct MorphBind {
  std::optional<BindVariable> variable{};
  float from = 0.0F;
  float to = 0.0F;
  double frames = 0.0;
  double passed = 0.0;
};

// Agent thread only. apply() allocates nothing but for values of variables too long for a string's
// own memory.
class Bindings {
 public:
  enum class Target : std::uint8_t { bone, morph };

  // The first free slot takes the bind; an earlier one of the same target goes before. False when
  // all limits::model_binds are in use. The target must be in the model.
  bool bind_bone(const mmd::Model& model, std::string_view bone, BoneBind bind);
  bool bind_morph(const mmd::Model& model, std::string_view morph, MorphBind bind);
  // False when there is none.
  bool unbind(Target target, std::string_view name);

  // Finds the targets by name in another model. Those that it lacks rest until one has them.
  void rebind(const mmd::Model& model);

  // After the motions of a step of `frames`, in slot order.
  void apply(mmd::ModelInstance& instance, const KeyValueStore& values, double frames);

 private:
  struct Slot {
    std::string name;  // empty: the slot is free
    int index = -1;    // in the model, -1 while it has none of this name
    std::variant<BoneBind, MorphBind> bind;

    bool is(Target target, std::string_view wanted) const;
    void find_in(const mmd::Model& model);
  };

  bool insert(const mmd::Model& model, Slot slot);

  std::vector<Slot> slots_;  // grows to the highest slot that was in use
};

}  // namespace mmdagent
