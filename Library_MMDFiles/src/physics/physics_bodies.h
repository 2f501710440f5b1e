// The rigid bodies and joints of one model in a physics world.
#pragma once

#include <memory>
#include <vector>

#include "MMDFiles/physics_world.h"
#include "MMDFiles/transform.h"

class btCollisionShape;
class btRigidBody;
class btTypedConstraint;

namespace mmd {

class Model;
struct Pose;

class PhysicsBodies {
 public:
  // Bodies start as followers of their bones (held); release() lets them go. Model and pose must
  // outlive this.
  PhysicsBodies(std::shared_ptr<PhysicsWorld::Impl> world, const Model& model, const Pose& pose);
  // Takes constraints out of the world before bodies.
  ~PhysicsBodies();
  PhysicsBodies(const PhysicsBodies&) = delete;
  PhysicsBodies& operator=(const PhysicsBodies&) = delete;

  bool held() const { return held_; }
  // Bodies follow their bones from now on; their movement and where bones stand is remembered.
  void hold();
  // Dynamic again: with `keep` carried along by the bones that hold them since hold(), else at
  // their bones and at rest.
  void release(bool keep);

  // Bodies that follow bones take their places; before each step of the world. When a bone that
  // holds dynamic bodies went further than jump_distance since the last call, all bodies are
  // carried along rigidly, with their velocities, by the bones that hold them: pulled behind,
  // joints and contacts would fling them away.
  void follow_bones();
  static constexpr float jump_distance = 6.0F;  // units in one step
  // Bones of dynamic bodies take the places of these, in body order.
  void write_back(Pose& pose) const;

  // Adds velocity (units/s times mass) and spin to a dynamic body: impulse morphs.
  void push(int body, const glm::vec3& impulse, const glm::vec3& torque, bool local);

  std::size_t size() const { return bodies_.size(); }
  Transform body_world(std::size_t body) const;
  glm::vec3 body_velocity(std::size_t body) const;

 private:
  struct Body {
    std::unique_ptr<btCollisionShape> shape;
    std::unique_ptr<btRigidBody> rigid;
    int bone = -1;           // that places it; -1 = the model root
    int written_bone = -1;   // that it writes, -1 = none
    std::size_t anchor = 0;  // what holds it
    bool dynamic = false;
    bool keeps_bone_position = false;
    Transform local;          // from bone to body
    Transform local_inverse;  // from body to bone
    std::vector<int> path;    // bones from below a simulated one down to `bone`
    int path_body = -1;       // body of that simulated bone
  };
  // Nearest bone up from a body that is not simulated; -1 = the model root.
  struct Anchor {
    int bone = -1;
    Transform last;  // its place in the last step
  };
  struct Saved {
    Transform world;
    Transform base;
    glm::vec3 velocity{0.0F};
    glm::vec3 spin{0.0F};
    glm::vec3 force{0.0F};
    glm::vec3 torque{0.0F};
  };

  void add_bodies();
  void add_joints();
  std::size_t anchor_of(int bone);
  void find_path(Body& body) const;
  Transform bone_world(int bone) const;
  Transform followed(const Body& body) const;
  void set_kinematic(Body& body, bool kinematic);
  bool jumped() const;
  void carry_along();
  void remember_anchors();

  std::shared_ptr<PhysicsWorld::Impl> world_;
  const Model& model_;
  const Pose& pose_;
  std::vector<Body> bodies_;
  std::vector<Anchor> anchors_;
  std::vector<Saved> saved_;
  std::vector<std::unique_ptr<btTypedConstraint>> joints_;
  bool held_ = true;
};

}  // namespace mmd
