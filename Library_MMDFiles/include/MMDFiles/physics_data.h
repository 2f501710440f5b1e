// Rigid bodies and joints of a model, in runtime space.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <string>

namespace mmd {

enum class BodyShape : std::uint8_t { sphere, box, capsule };

enum class BodyMode : std::uint8_t {
  follow_bone = 0,           // kinematic
  physics = 1,               // dynamic
  physics_with_bone_pos = 2  // dynamic rotation, position from the bone
};

struct RigidBodyData {
  std::string name;
  std::string english_name;
  int bone = -1;           // -1: placed by bone 0 (or the model root), never written back
  std::uint8_t group = 0;  // 0..15
  std::uint16_t mask = 0;  // bit g set = collides with group g
  BodyShape shape = BodyShape::sphere;
  // Sphere and capsule: x = radius, capsule: y = cylinder length; box: half extents. Never
  // negative.
  glm::vec3 size{0.0F};
  // The body's local frame, for PMD and PMX alike: position relative to the head of `bone` at rest
  // (of bone 0 when -1, of the model origin in a model without bones), rotation absolute.
  glm::vec3 offset{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
  float mass = 0.0F;             // above 0 for dynamic modes
  float linear_damping = 0.0F;   // 0..1
  float angular_damping = 0.0F;  // 0..1
  float restitution = 0.0F;      // not negative
  float friction = 0.0F;         // not negative
  BodyMode mode = BodyMode::follow_bone;
};

enum class JointKind : std::uint8_t {
  spring_six_dof = 0,
  six_dof = 1,
  point_to_point = 2,
  cone_twist = 3,
  slider = 4,
  hinge = 5,
};

// Limits are converted for the mirrored z axis in every kind: translation z and rotation x, y have
// their bounds negated and exchanged. lower > upper stays so (a free axis). The kinds 2..5 use some
// limit fields as plain parameters; undo the conversion to get the file's value
// (for example file upper z = -translation_lower.z).
struct JointData {
  std::string name;
  std::string english_name;
  JointKind kind = JointKind::spring_six_dof;
  int body_a = 0;
  int body_b = 0;
  glm::vec3 position{0.0F};  // absolute, model space
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
  glm::vec3 translation_lower{0.0F};
  glm::vec3 translation_upper{0.0F};
  glm::vec3 rotation_lower{0.0F};
  glm::vec3 rotation_upper{0.0F};
  glm::vec3 translation_spring{0.0F};
  glm::vec3 rotation_spring{0.0F};
};

}  // namespace mmd
