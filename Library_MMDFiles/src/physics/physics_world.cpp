#include "MMDFiles/physics_world.h"

#include <btBulletDynamicsCommon.h>

#include <algorithm>

#include "MMDFiles/model_instance.h"
#include "physics/physics_bodies.h"
#include "physics/world_impl.h"

namespace mmd {
namespace {

constexpr float earth_gravity = 9.8F;
constexpr double frames_per_second = 30.0;
// The reference solves so many iterations a second, whatever the rate.
constexpr float iterations_per_second = 600.0F;
constexpr int floor_group = 0x8000;
constexpr int any_group = 0xFFFF;

// Bullet changed these between 2.84 and 3.24; with the old values bodies move as in the reference.
constexpr float old_erp2 = 0.8F;
constexpr float old_restitution_threshold = 0.0F;

PhysicsOptions within_range(PhysicsOptions options) {
  options.rate = std::clamp(options.rate, 1.0F, 120.0F);
  options.gravity_factor = std::clamp(options.gravity_factor, 0.0F, 1024.0F);
  return options;
}

btDefaultCollisionConstructionInfo pools(const PhysicsOptions& options) {
  btDefaultCollisionConstructionInfo info;
  info.m_defaultMaxPersistentManifoldPoolSize = std::max(options.touching_pairs, 1);
  info.m_defaultMaxCollisionAlgorithmPoolSize = std::max(options.touching_pairs, 1);
  return info;
}

}  // namespace

PhysicsWorld::Impl::Impl(const PhysicsOptions& options)
    : configuration(std::make_unique<btDefaultCollisionConfiguration>(pools(options))),
      dispatcher(std::make_unique<btCollisionDispatcher>(configuration.get())),
      broadphase(std::make_unique<btDbvtBroadphase>()),
      solver(std::make_unique<btSequentialImpulseConstraintSolver>()),
      world(std::make_unique<btDiscreteDynamicsWorld>(dispatcher.get(), broadphase.get(),
                                                      solver.get(), configuration.get())) {
  world->setGravity(btVector3(0.0F, -earth_gravity * options.gravity_factor, 0.0F));
  btContactSolverInfo& info = world->getSolverInfo();
  info.m_numIterations = static_cast<int>(iterations_per_second / options.rate);
  info.m_erp2 = old_erp2;
  info.m_restitutionVelocityThreshold = old_restitution_threshold;
  if (options.floor) add_floor();
}

PhysicsWorld::Impl::~Impl() {
  if (floor) world->removeRigidBody(floor.get());
}

void PhysicsWorld::Impl::add_floor() {
  floor_shape = std::make_unique<btStaticPlaneShape>(btVector3(0.0F, 1.0F, 0.0F), 1.0F);
  btRigidBody::btRigidBodyConstructionInfo info(0.0F, nullptr, floor_shape.get());
  info.m_startWorldTransform.setIdentity();
  info.m_startWorldTransform.setOrigin(btVector3(0.0F, -1.0F, 0.0F));
  floor = std::make_unique<btRigidBody>(info);
  world->addRigidBody(floor.get(), floor_group, any_group);
}

PhysicsWorld::PhysicsWorld(const PhysicsOptions& options)
    : options_(within_range(options)), impl_(std::make_shared<Impl>(options_)) {}

PhysicsWorld::~PhysicsWorld() = default;

void PhysicsWorld::attach(ModelInstance& instance) {
  instance.detach_physics();
  instance.attach_physics(
      std::make_unique<PhysicsBodies>(impl_, instance.model(), instance.pose()));
}

void PhysicsWorld::step(double dt) {
  for (PhysicsBodies* bodies : impl_->models) bodies->follow_bones();
  const auto seconds = static_cast<float>(dt / frames_per_second);
  if (seconds > 1.0F)
    impl_->world->stepSimulation(seconds, 1, seconds);
  else if (seconds > 0.0F)
    impl_->world->stepSimulation(seconds, static_cast<int>(options_.rate), 1.0F / options_.rate);
}

std::size_t PhysicsWorld::contact_count() const {
  btDispatcher& dispatcher = *impl_->dispatcher;
  std::size_t count = 0;
  for (int i = 0; i < dispatcher.getNumManifolds(); ++i)
    count += static_cast<std::size_t>(dispatcher.getManifoldByIndexInternal(i)->getNumContacts());
  return count;
}

}  // namespace mmd
