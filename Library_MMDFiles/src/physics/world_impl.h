// The Bullet objects behind a PhysicsWorld; only the physics sources include this.
#pragma once

#include <BulletCollision/BroadphaseCollision/btBroadphaseInterface.h>
#include <BulletCollision/CollisionDispatch/btCollisionConfiguration.h>
#include <BulletCollision/CollisionDispatch/btCollisionDispatcher.h>
#include <BulletDynamics/ConstraintSolver/btConstraintSolver.h>
#include <BulletDynamics/Dynamics/btDiscreteDynamicsWorld.h>
#include <BulletDynamics/Dynamics/btRigidBody.h>

#include <memory>
#include <vector>

#include "MMDFiles/physics_world.h"

namespace mmd {

struct PhysicsWorld::Impl {
  explicit Impl(const PhysicsOptions& options);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::unique_ptr<btCollisionConfiguration> configuration;
  std::unique_ptr<btCollisionDispatcher> dispatcher;
  std::unique_ptr<btBroadphaseInterface> broadphase;
  std::unique_ptr<btConstraintSolver> solver;
  std::unique_ptr<btCollisionShape> floor_shape;
  std::unique_ptr<btRigidBody> floor;
  std::unique_ptr<btDiscreteDynamicsWorld> world;
  std::vector<PhysicsBodies*> models;  // in order of attachment; they enter and leave by themselves

 private:
  void add_floor();
};

}  // namespace mmd
