#include "bare_world.h"

namespace {

constexpr float step_seconds = 1.0F / 120.0F;
constexpr int floor_group = 0x8000;

btVector3 vector(const glm::vec3& v) { return {v.x, v.y, v.z}; }
btQuaternion quaternion(const glm::quat& q) { return {q.x, q.y, q.z, q.w}; }

std::unique_ptr<btBroadphaseInterface> make_broadphase(Broadphase kind) {
  if (kind == Broadphase::tree) return std::make_unique<btDbvtBroadphase>();
  const btVector3 edge(400.0F, 400.0F, 400.0F);
  return std::make_unique<btAxisSweep3>(-edge, edge, 1024);
}

std::unique_ptr<btCollisionShape> make_shape(const mmd::RigidBodyData& data) {
  if (data.shape == mmd::BodyShape::box) return std::make_unique<btBoxShape>(vector(data.size));
  if (data.shape == mmd::BodyShape::capsule)
    return std::make_unique<btCapsuleShape>(data.size.x, data.size.y);
  return std::make_unique<btSphereShape>(data.size.x);
}

}  // namespace

BareWorld::BareWorld(const mmd::ModelData& model, Broadphase broadphase)
    : broadphase_(make_broadphase(broadphase)),
      world_(&dispatcher_, broadphase_.get(), &solver_, &configuration_) {
  world_.setGravity({0.0F, -98.0F, 0.0F});
  world_.getSolverInfo().m_numIterations = 5;
  world_.getSolverInfo().m_erp2 = 0.8F;
  world_.getSolverInfo().m_restitutionVelocityThreshold = 0.0F;
  world_.addRigidBody(&floor_, floor_group, 0xFFFF);
  for (const mmd::RigidBodyData& data : model.rigid_bodies) add_body(model, data);
  for (const mmd::JointData& data : model.joints) add_joint(data);
}

BareWorld::~BareWorld() {
  for (const auto& joint : joints_) world_.removeConstraint(joint.get());
  for (const auto& body : bodies_) world_.removeRigidBody(body.get());
  world_.removeRigidBody(&floor_);
}

void BareWorld::add_body(const mmd::ModelData& model, const mmd::RigidBodyData& data) {
  const bool follows = data.mode == mmd::BodyMode::follow_bone;
  const float mass = follows ? 0.0F : data.mass;
  shapes_.push_back(make_shape(data));
  btVector3 inertia(0.0F, 0.0F, 0.0F);
  if (mass > 0.0F) shapes_.back()->calculateLocalInertia(mass, inertia);
  btRigidBody::btRigidBodyConstructionInfo info(mass, nullptr, shapes_.back().get(), inertia);
  const auto bone = static_cast<std::size_t>(data.bone >= 0 ? data.bone : 0);
  info.m_startWorldTransform =
      btTransform(quaternion(data.rotation), vector(model.bones[bone].origin + data.offset));
  info.m_linearDamping = data.linear_damping;
  info.m_angularDamping = data.angular_damping;
  info.m_restitution = data.restitution;
  info.m_friction = data.friction;
  info.m_additionalDamping = true;
  bodies_.push_back(std::make_unique<btRigidBody>(info));
  btRigidBody& body = *bodies_.back();
  body.setActivationState(DISABLE_DEACTIVATION);
  if (follows) {
    body.setCollisionFlags(body.getCollisionFlags() | btCollisionObject::CF_KINEMATIC_OBJECT);
    followers_.push_back(bodies_.size() - 1);
  }
  world_.addRigidBody(&body, 1 << data.group, data.mask);
}

void BareWorld::add_joint(const mmd::JointData& data) {
  btRigidBody& a = *bodies_[static_cast<std::size_t>(data.body_a)];
  btRigidBody& b = *bodies_[static_cast<std::size_t>(data.body_b)];
  const btTransform place(quaternion(data.rotation), vector(data.position));
  auto spring = std::make_unique<btGeneric6DofSpringConstraint>(
      a, b, a.getWorldTransform().inverse() * place, b.getWorldTransform().inverse() * place, true);
  spring->setLinearLowerLimit(vector(data.translation_lower));
  spring->setLinearUpperLimit(vector(data.translation_upper));
  spring->setAngularLowerLimit(vector(data.rotation_lower));
  spring->setAngularUpperLimit(vector(data.rotation_upper));
  for (int axis = 0; axis < 3; ++axis) {
    spring->enableSpring(axis, data.translation_spring[axis] != 0.0F);
    spring->setStiffness(axis, data.translation_spring[axis]);
    spring->enableSpring(axis + 3, true);
    spring->setStiffness(axis + 3, data.rotation_spring[axis]);
  }
  world_.addConstraint(spring.get());
  joints_.push_back(std::move(spring));
}

void BareWorld::step() { world_.stepSimulation(step_seconds, 1, step_seconds); }

std::size_t BareWorld::contact_count() const {
  std::size_t count = 0;
  for (int i = 0; i < dispatcher_.getNumManifolds(); ++i)
    count += static_cast<std::size_t>(const_cast<btCollisionDispatcher&>(dispatcher_)
                                          .getManifoldByIndexInternal(i)
                                          ->getNumContacts());
  return count;
}
