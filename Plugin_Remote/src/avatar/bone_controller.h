// Bones that follow what a peer asks for.
#pragma once

#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <string_view>
#include <vector>

#include "MMDFiles/shape_map.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// Relative to the rest of a bone, right-handed, in units of the model.
struct BoneTarget {
  glm::vec3 position{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
};

// From what peers send (millimetres; radians or a quaternion; left-handed).
glm::vec3 position_from_millimetres(const glm::vec3& position);
// Turns about Z, then X, then Y.
glm::quat rotation_from_angles(const glm::vec3& radians);
// Identity for a quaternion without length.
glm::quat rotation_from_quaternion(float x, float y, float z, float w);

// The bones of one kind of command, by the names that the commands give. A bone that was never set
// keeps its motion. Agent thread.
class BoneController {
 public:
  // Starts anew. `prefix` + name is the key in `bones`.
  void bind(const mmd::ByName<int>* bones, std::string_view prefix);

  // An unknown name does nothing.
  void set(std::string_view name, const BoneTarget& target);
  // All go back to rest.
  void release();
  // Forgets what was set.
  void forget();

  // Goes the share `factor` (0..1) of what is left to the targets, and writes.
  void step(float factor, Host& host, std::uint64_t model);

 private:
  struct Channel {
    int bone = 0;
    BoneTarget target{};
    BoneTarget current{};
    bool moves = false;
  };

  mmd::ByName<Channel> channels_;  // without prefix
};

}  // namespace mmdagent::remote
