// Models with bodies, and a world in which one of them is stepped.
#pragma once

#include <string>

#include "MMDFiles/physics_world.h"
#include "physics/physics_bodies.h"
#include "support/model_builder.h"

namespace test_support {

constexpr double substep = 0.25;  // motion frames: 1/120 s

// One instance in a world of its own, bodies let go.
struct PhysicsScene {
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance;

  explicit PhysicsScene(const ModelBuilder& builder, mmd::PhysicsOptions options = {})
      : world(options), instance(builder.build()) {
    world.attach(instance);
    step(instance, 0.0);
    instance.finish_frame();
  }
  void run(int substeps) {
    for (int i = 0; i < substeps; ++i) {
      step(instance, substep);
      world.step(substep);
    }
    instance.finish_frame();
  }
  float body_y(std::size_t body = 0) { return instance.physics()->body_world(body).position.y; }
  float speed_y(std::size_t body = 0) { return instance.physics()->body_velocity(body).y; }
};

inline ModelBuilder falling_sphere(float height, float damping = 0.0F) {
  ModelBuilder builder;
  builder.bone("a", {0, height, 0});
  mmd::RigidBodyData& body = builder.body(0, mmd::BodyMode::physics);
  body.linear_damping = damping;
  return builder;
}

// Head, and hair of three links hanging from it.
inline ModelBuilder hair() {
  ModelBuilder builder(mmd::ModelKind::pmx);
  builder.bone("センター", {0, 20, 0});
  builder.body(0, mmd::BodyMode::follow_bone).size = glm::vec3(0.5F);
  for (int i = 0; i < 3; ++i) {
    const float y = 19.0F - static_cast<float>(i);
    builder.bone("hair" + std::to_string(i), {0, y, 0}, i);
    mmd::RigidBodyData& body = builder.body(i + 1, mmd::BodyMode::physics);
    body.size = glm::vec3(0.3F);
    body.linear_damping = body.angular_damping = 0.5F;
    body.group = 1;
    body.mask = 0xFFFD;
    mmd::JointData joint;
    joint.body_a = i;
    joint.body_b = i + 1;
    joint.position = {0, y + 0.5F, 0};
    joint.rotation_lower = glm::vec3(-1.0F);
    joint.rotation_upper = glm::vec3(1.0F);
    builder.data().joints.push_back(joint);
  }
  builder.bone("tip", {0, 16, 0}, 3);
  return builder;
}

inline float length_between(const mmd::ModelInstance& instance, int a, int b) {
  return glm::length(instance.pose().world(a).position - instance.pose().world(b).position);
}

}  // namespace test_support
