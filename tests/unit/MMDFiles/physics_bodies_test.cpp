// Bodies and bones: what moves which, holding and releasing.
#include "physics/physics_bodies.h"

#include <gtest/gtest.h>

#include "MMDFiles/body_places.h"
#include "physics_scene.h"
#include "support/near.h"

namespace {

using mmd::BodyMode;
using test_support::about_y;
using test_support::about_z;
using test_support::hair;
using test_support::length_between;
using test_support::ModelBuilder;
using test_support::near;
using test_support::PhysicsScene;

ModelBuilder base_and_body(glm::vec3 body_bone, BodyMode mode) {
  ModelBuilder builder;
  builder.bone("base", {0, 0, 0});
  builder.bone("hair", body_bone, 0);
  builder.body(1, mode);
  return builder;
}

TEST(PhysicsBodies, A31_ReleaseCarriesBodiesAlong) {
  mmd::PhysicsOptions weightless;
  weightless.gravity_factor = 0.0F;
  PhysicsScene scene(base_and_body({1, 5, 0}, BodyMode::physics), weightless);
  mmd::PhysicsBodies& bodies = *scene.instance.physics();
  bodies.push(0, {0, 0, 2}, glm::vec3(0.0F), false);
  bodies.hold();
  scene.instance.set_root({10, 0, 0}, about_y(90.0F));
  test_support::step(scene.instance, 0.0);
  bodies.release(true);
  EXPECT_TRUE(near(bodies.body_world(0).position, {10, 5, -1}, 1e-4F));
  EXPECT_TRUE(near(bodies.body_velocity(0), {2, 0, 0}, 1e-4F));
}

TEST(PhysicsBodies, PlacesAreThoseOfTheWorld) {
  PhysicsScene scene(test_support::falling_sphere(20.0F));
  scene.run(10);
  std::vector<mmd::Transform> places;
  mmd::body_places(scene.instance, places);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_LT(places[0].position.y, 20.0F);
  EXPECT_EQ(places[0].position.y, scene.body_y());
  scene.instance.detach_physics();
  mmd::body_places(scene.instance, places);
  EXPECT_TRUE(places.empty());
}

TEST(PhysicsBodies, A42_Mode1WritesTheBone) {
  ModelBuilder builder;
  builder.bone("a", {1, 1, 3});
  builder.body(0, BodyMode::physics, {0, 1, 0});
  mmd::PhysicsOptions weightless;
  weightless.gravity_factor = 0.0F;
  PhysicsScene scene(builder, weightless);
  EXPECT_TRUE(near(scene.instance.physics()->body_world(0).position, {1, 2, 3}, 1e-5F));
  EXPECT_TRUE(near(scene.instance.pose().world(0).position, {1, 1, 3}, 1e-5F));
  scene.instance.physics()->push(0, {12, 0, 0}, glm::vec3(0.0F), false);
  scene.run(10);
  EXPECT_TRUE(near(scene.instance.pose().world(0).position, {2, 1, 3}, 1e-3F));
}

TEST(PhysicsBodies, A43_Mode2KeepsTheAnimatedPosition) {
  ModelBuilder builder;
  builder.bone("parent", {0, 10, 0});
  builder.bone("a", {0, 9, 0}, 0);
  builder.body(1, BodyMode::physics_with_bone_pos);
  PhysicsScene scene(builder);
  mmd::PhysicsBodies& bodies = *scene.instance.physics();
  bodies.hold();
  scene.instance.set_bone(0, glm::vec3(0.0F), about_z(90.0F));
  bodies.release(true);
  scene.instance.set_bone(0, glm::vec3(0.0F), mmd::identity_rotation);
  scene.instance.finish_frame();
  EXPECT_TRUE(near(scene.instance.pose().world(1).rotation, about_z(90.0F), 1e-5F));
  EXPECT_TRUE(near(scene.instance.pose().world(1).position, {0, 9, 0}, 1e-5F));
}

// A body that follows a bone goes where physics put the bones above.
TEST(PhysicsBodies, FollowersBelowSimulatedBonesGoAlong) {
  ModelBuilder builder = hair();
  mmd::RigidBodyData& body = builder.body(4, BodyMode::follow_bone);
  body.size = glm::vec3(0.1F);
  body.mask = 0;
  PhysicsScene scene(builder);
  scene.instance.set_root({3, 0, 0}, mmd::identity_rotation);
  for (int i = 0; i < 30; ++i) scene.run(1);
  const glm::vec3 tip = scene.instance.pose().world(4).position;
  const glm::vec3 follower = scene.instance.physics()->body_world(4).position;
  EXPECT_LT(glm::length(follower - tip), 0.8F) << "one step behind the swinging hair";
  EXPECT_GT(glm::length(follower - glm::vec3(3, 16, 0)), 0.3F)
      << "not where animation has the bone";
}

TEST(PhysicsBodies, BonesBelowSimulatedOnesFollow) {
  PhysicsScene scene(hair());
  scene.instance.set_root({3, 0, 0}, mmd::identity_rotation);
  for (int i = 0; i < 8; ++i) {
    scene.run(1);
    EXPECT_NEAR(length_between(scene.instance, 3, 4), 1.0F, 1e-4F);
  }
  EXPECT_GT(std::abs(scene.instance.pose().world(4).position.x - 3.0F), 0.02F);
}

TEST(PhysicsBodies, SwitchedOffTheyFollowAndComeBackWithTheirSpeed) {
  mmd::PhysicsOptions weightless;
  weightless.gravity_factor = 0.0F;
  for (const bool keep : {true, false}) {
    PhysicsScene scene(base_and_body({0, 5, 0}, BodyMode::physics), weightless);
    scene.instance.physics()->push(0, {12, 0, 0}, glm::vec3(0.0F), false);
    scene.run(10);
    scene.instance.set_physics_enabled(false, keep);
    scene.run(10);
    EXPECT_TRUE(near(scene.instance.physics()->body_world(0).position, {0, 5, 0}, 1e-4F));
    EXPECT_TRUE(near(scene.instance.pose().world(1).position, {0, 5, 0}, 1e-4F));
    scene.instance.set_physics_enabled(true, keep);
    scene.run(10);  // the first frame lets them go
    scene.run(10);
    EXPECT_NEAR(scene.instance.pose().world(1).position.x, keep ? 2.0F : 0.0F, 0.01F);
  }
}

}  // namespace
