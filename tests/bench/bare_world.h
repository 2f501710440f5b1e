// The yardstick of the physics phase: the bodies and joints of a model built straight on Bullet, as
// few lines as it takes, with none of the library's code.
#pragma once

#include <btBulletDynamicsCommon.h>

#include <memory>
#include <vector>

#include "MMDFiles/model_data.h"

enum class Broadphase { tree, sweep };

class BareWorld {
 public:
  // `model` is only read here. Joints of the kind of PMX 2.0 alone; steps of 1/120 s.
  BareWorld(const mmd::ModelData& model, Broadphase broadphase);
  ~BareWorld();
  BareWorld(const BareWorld&) = delete;
  BareWorld& operator=(const BareWorld&) = delete;

  // Bodies that follow bones, by index of the body.
  const std::vector<std::size_t>& followers() const { return followers_; }
  void place(std::size_t body, const btTransform& world) {
    bodies_[body]->setWorldTransform(world);
  }
  void step();
  std::size_t contact_count() const;

 private:
  void add_body(const mmd::ModelData& model, const mmd::RigidBodyData& data);
  void add_joint(const mmd::JointData& data);

  btDefaultCollisionConfiguration configuration_;
  btCollisionDispatcher dispatcher_{&configuration_};
  std::unique_ptr<btBroadphaseInterface> broadphase_;
  btSequentialImpulseConstraintSolver solver_;
  btDiscreteDynamicsWorld world_;
  btStaticPlaneShape floor_shape_{btVector3(0.0F, 1.0F, 0.0F), 0.0F};
  btRigidBody floor_{0.0F, nullptr, &floor_shape_};
  std::vector<std::unique_ptr<btCollisionShape>> shapes_;
  std::vector<std::unique_ptr<btRigidBody>> bodies_;
  std::vector<std::unique_ptr<btTypedConstraint>> joints_;
  std::vector<std::size_t> followers_;
};
