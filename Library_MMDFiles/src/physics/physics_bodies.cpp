#include "physics/physics_bodies.h"

#include <btBulletDynamicsCommon.h>

#include <algorithm>
#include <utility>

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"
#include "physics/bullet_convert.h"
#include "physics/joints.h"
#include "physics/world_impl.h"

namespace mmd {
namespace {

std::unique_ptr<btCollisionShape> make_shape(const RigidBodyData& body) {
  switch (body.shape) {
    case BodyShape::sphere:
      return std::make_unique<btSphereShape>(body.size.x);
    case BodyShape::box:
      return std::make_unique<btBoxShape>(to_bullet(body.size));
    case BodyShape::capsule:
      return std::make_unique<btCapsuleShape>(body.size.x, body.size.y);
  }
  return std::make_unique<btSphereShape>(body.size.x);
}

std::unique_ptr<btRigidBody> make_rigid(const RigidBodyData& data, btCollisionShape& shape,
                                        const Transform& start) {
  const float mass = data.mode == BodyMode::follow_bone ? 0.0F : data.mass;
  btVector3 inertia(0.0F, 0.0F, 0.0F);
  if (mass > 0.0F) shape.calculateLocalInertia(mass, inertia);
  btRigidBody::btRigidBodyConstructionInfo info(mass, nullptr, &shape, inertia);
  info.m_startWorldTransform = to_bullet(start);
  info.m_linearDamping = data.linear_damping;
  info.m_angularDamping = data.angular_damping;
  info.m_restitution = data.restitution;
  info.m_friction = data.friction;
  info.m_additionalDamping = true;
  auto rigid = std::make_unique<btRigidBody>(info);
  rigid->setActivationState(DISABLE_DEACTIVATION);
  return rigid;
}

bool is_simulated(const Rig& rig, int bone) {
  return (rig.flags[static_cast<std::size_t>(bone)] & bone_flag::simulated) != 0;
}

}  // namespace

PhysicsBodies::PhysicsBodies(std::shared_ptr<PhysicsWorld::Impl> world, const Model& model,
                             const Pose& pose)
    : world_(std::move(world)), model_(model), pose_(pose) {
  add_bodies();
  add_joints();
  for (Body& body : bodies_) find_path(body);
  saved_.resize(bodies_.size());
  world_->models.push_back(this);
}

PhysicsBodies::~PhysicsBodies() {
  for (const auto& joint : joints_) world_->world->removeConstraint(joint.get());
  for (const Body& body : bodies_) world_->world->removeRigidBody(body.rigid.get());
  std::erase(world_->models, this);
}

Transform PhysicsBodies::body_world(std::size_t body) const {
  return from_bullet(bodies_[body].rigid->getWorldTransform());
}

glm::vec3 PhysicsBodies::body_velocity(std::size_t body) const {
  return from_bullet(bodies_[body].rigid->getLinearVelocity());
}

Transform PhysicsBodies::bone_world(int bone) const {
  return bone < 0 ? pose_.root_world : pose_.world(bone);
}

// Bodies are made where the rest pose has them, whatever the pose now: joints measure their frames
// from there.
void PhysicsBodies::add_bodies() {
  const Rig& rig = model_.rig();
  bodies_.reserve(model_.data().rigid_bodies.size());
  for (const RigidBodyData& data : model_.data().rigid_bodies) {
    Body& body = bodies_.emplace_back();
    body.bone = data.bone >= 0 ? data.bone : (model_.bone_count() > 0 ? 0 : -1);
    body.dynamic = data.mode != BodyMode::follow_bone;
    body.keeps_bone_position = data.mode == BodyMode::physics_with_bone_pos;
    body.written_bone = body.dynamic ? data.bone : -1;
    body.local = {data.offset, data.rotation};
    body.local_inverse = inverse(body.local);
    if (body.dynamic) body.anchor = anchor_of(body.bone);
    Transform rest;
    if (body.bone >= 0) rest.position = rig.origins[static_cast<std::size_t>(body.bone)];
    body.shape = make_shape(data);
    body.rigid = make_rigid(data, *body.shape, pose_.root_world * rest * body.local);
    // A dynamic body must not be kinematic yet when it enters: the world gives it gravity then.
    if (!body.dynamic) set_kinematic(body, true);
    world_->world->addRigidBody(body.rigid.get(), 1 << (data.group & 15), data.mask);
    set_kinematic(body, true);
  }
}

void PhysicsBodies::add_joints() {
  for (const JointData& data : model_.data().joints) {
    btRigidBody& a = *bodies_[static_cast<std::size_t>(data.body_a)].rigid;
    btRigidBody& b = *bodies_[static_cast<std::size_t>(data.body_b)].rigid;
    joints_.push_back(make_joint(data, a, b, pose_.root_world));
    world_->world->addConstraint(joints_.back().get());
  }
}

std::size_t PhysicsBodies::anchor_of(int bone) {
  const Rig& rig = model_.rig();
  while (bone >= 0 && is_simulated(rig, bone)) bone = rig.parents[static_cast<std::size_t>(bone)];
  const auto found = std::ranges::find(anchors_, bone, &Anchor::bone);
  if (found != anchors_.end()) return static_cast<std::size_t>(found - anchors_.begin());
  anchors_.push_back({bone, bone_world(bone)});
  return anchors_.size() - 1;
}

// A body that follows a bone below a simulated one follows what physics made of that.
void PhysicsBodies::find_path(Body& body) const {
  if (body.dynamic || body.bone < 0) return;
  const Rig& rig = model_.rig();
  int up = body.bone;
  std::vector<int> path;
  while (up >= 0 && !is_simulated(rig, up)) {
    path.push_back(up);
    up = rig.parents[static_cast<std::size_t>(up)];
  }
  if (up < 0) return;
  std::ranges::reverse(path);
  body.path = std::move(path);
  for (std::size_t i = 0; i < bodies_.size(); ++i)
    if (bodies_[i].written_bone == up) body.path_body = static_cast<int>(i);
}

void PhysicsBodies::set_kinematic(Body& body, bool kinematic) {
  const int flags = body.rigid->getCollisionFlags();
  constexpr int kinematic_flag = btCollisionObject::CF_KINEMATIC_OBJECT;
  body.rigid->setCollisionFlags(kinematic ? flags | kinematic_flag : flags & ~kinematic_flag);
}

Transform PhysicsBodies::followed(const Body& body) const {
  if (held_ || body.path_body < 0) return bone_world(body.bone) * body.local;
  const Body& holder = bodies_[static_cast<std::size_t>(body.path_body)];
  const Rig& rig = model_.rig();
  Transform world = from_bullet(holder.rigid->getWorldTransform()) * holder.local_inverse;
  for (const int bone : body.path) {
    const auto i = static_cast<std::size_t>(bone);
    world = world * Transform{rig.offsets[i] + pose_.local_positions[i],
                              pose_.ik_rotations[i] * pose_.local_rotations[i]};
  }
  return world * body.local;
}

void PhysicsBodies::follow_bones() {
  const bool carries = !held_ && jumped();
  if (carries) carry_along();
  for (Body& body : bodies_) {
    if (!held_ && body.dynamic) continue;
    const btTransform world = to_bullet(followed(body));
    body.rigid->setWorldTransform(world);
    // From here Bullet measures how fast it goes.
    if (carries) body.rigid->setInterpolationWorldTransform(world);
  }
  remember_anchors();
}

bool PhysicsBodies::jumped() const {
  return std::ranges::any_of(anchors_, [&](const Anchor& anchor) {
    const glm::vec3 way = bone_world(anchor.bone).position - anchor.last.position;
    return glm::dot(way, way) > jump_distance * jump_distance;
  });
}

void PhysicsBodies::remember_anchors() {
  for (Anchor& anchor : anchors_) anchor.last = bone_world(anchor.bone);
}

void PhysicsBodies::carry_along() {
  for (Body& body : bodies_) {
    if (!body.dynamic) continue;
    const Anchor& anchor = anchors_[body.anchor];
    const Transform by = bone_world(anchor.bone) * inverse(anchor.last);
    const glm::vec3 velocity = by.rotation * from_bullet(body.rigid->getLinearVelocity());
    const glm::vec3 spin = by.rotation * from_bullet(body.rigid->getAngularVelocity());
    body.rigid->setLinearVelocity(to_bullet(velocity));
    body.rigid->setAngularVelocity(to_bullet(spin));
    const Transform world = by * from_bullet(body.rigid->getWorldTransform());
    body.rigid->setCenterOfMassTransform(to_bullet(world));
  }
}

void PhysicsBodies::hold() {
  if (held_) return;
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    Body& body = bodies_[i];
    if (!body.dynamic) continue;
    saved_[i] = {body_world(i),
                 bone_world(anchors_[body.anchor].bone),
                 body_velocity(i),
                 from_bullet(body.rigid->getAngularVelocity()),
                 from_bullet(body.rigid->getTotalForce()),
                 from_bullet(body.rigid->getTotalTorque())};
    set_kinematic(body, true);
  }
  held_ = true;
}

void PhysicsBodies::release(bool keep) {
  if (!held_) return;
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    Body& body = bodies_[i];
    if (!body.dynamic) continue;
    const Saved& saved = saved_[i];
    const Transform carried = bone_world(anchors_[body.anchor].bone) * inverse(saved.base);
    const Transform world = keep ? carried * saved.world : followed(body);
    set_kinematic(body, false);
    body.rigid->clearForces();
    body.rigid->setLinearVelocity({0.0F, 0.0F, 0.0F});
    body.rigid->setAngularVelocity({0.0F, 0.0F, 0.0F});
    if (keep) {
      body.rigid->setLinearVelocity(to_bullet(carried.rotation * saved.velocity));
      body.rigid->setAngularVelocity(to_bullet(carried.rotation * saved.spin));
      body.rigid->applyCentralForce(to_bullet(saved.force));
      body.rigid->applyTorque(to_bullet(saved.torque));
    }
    body.rigid->setCenterOfMassTransform(to_bullet(world));
  }
  held_ = false;
  remember_anchors();
}

void PhysicsBodies::write_back(Pose& pose) const {
  const Rig& rig = model_.rig();
  for (const Body& body : bodies_) {
    if (body.written_bone < 0) continue;
    Transform world = from_bullet(body.rigid->getWorldTransform()) * body.local_inverse;
    if (body.keeps_bone_position) {
      const auto i = static_cast<std::size_t>(body.written_bone);
      const Transform parent = bone_world(rig.parents[i]);
      world.position =
          parent.position + parent.rotation * (rig.offsets[i] + pose.local_positions[i]);
    }
    pose.set_world(body.written_bone, world);
    pose.driven_by_physics[static_cast<std::size_t>(body.written_bone)] = 1;
  }
}

void PhysicsBodies::push(int body, const glm::vec3& impulse, const glm::vec3& torque, bool local) {
  Body& target = bodies_[static_cast<std::size_t>(body)];
  if (held_ || !target.dynamic) return;
  const btMatrix3x3& basis = target.rigid->getWorldTransform().getBasis();
  const btVector3 linear = to_bullet(impulse);
  const btVector3 angular = to_bullet(torque);
  target.rigid->applyCentralImpulse(local ? basis * linear : linear);
  target.rigid->applyTorqueImpulse(local ? basis * angular : angular);
}

}  // namespace mmd
