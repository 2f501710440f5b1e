// Joints of every kind, and their springs.
#include "physics/joints.h"

#include <gtest/gtest.h>

#include "physics_scene.h"

namespace {

using test_support::hair;
using test_support::length_between;
using test_support::ModelBuilder;
using test_support::PhysicsScene;

TEST(Joints, EveryJointKindHoldsOrLetsGoAsItShould) {
  for (int kind = 0; kind <= 5; ++kind) {
    ModelBuilder builder = hair();
    for (mmd::JointData& joint : builder.data().joints)
      joint.kind = static_cast<mmd::JointKind>(kind);
    PhysicsScene scene(builder);
    scene.run(240);
    EXPECT_LT(length_between(scene.instance, 0, 3), 4.5F) << kind;
    EXPECT_GT(length_between(scene.instance, 0, 3), 0.5F) << kind;
  }
}

// A spring pulls back to the pose at load, and harder with more stiffness.
TEST(Joints, SpringsPullBack) {
  float previous = 100.0F;
  for (const float stiffness : {0.0F, 50.0F, 500.0F}) {
    ModelBuilder builder(mmd::ModelKind::pmx);
    builder.bone("a", {0, 50, 0});
    builder.bone("b", {0, 48, 0}, 0);
    builder.body(0, mmd::BodyMode::follow_bone);
    mmd::RigidBodyData& body = builder.body(1, mmd::BodyMode::physics);
    body.group = 1;
    body.mask = 0;
    body.linear_damping = 0.9F;
    mmd::JointData joint;
    joint.body_b = 1;
    joint.position = {0, 49, 0};
    joint.translation_lower = glm::vec3(-10.0F);
    joint.translation_upper = glm::vec3(10.0F);
    joint.translation_spring = glm::vec3(stiffness);
    builder.data().joints.push_back(joint);
    PhysicsScene scene(builder);
    scene.run(960);
    const float sag = 48.0F - scene.body_y(1);
    EXPECT_GT(sag, 0.0F) << stiffness;
    EXPECT_LT(sag, previous) << stiffness;
    previous = sag;
  }
  EXPECT_LT(previous, 1.0F);
}

}  // namespace
