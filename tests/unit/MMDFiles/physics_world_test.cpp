// The world of rigid bodies: numbers of the simulation, floor, several models.
#include "MMDFiles/physics_world.h"

#include <gtest/gtest.h>

#include "physics_scene.h"
#include "support/near.h"

namespace {

using mmd::BodyMode;
using test_support::falling_sphere;
using test_support::hair;
using test_support::ModelBuilder;
using test_support::near;
using test_support::PhysicsScene;
using test_support::substep;

struct FallRow {
  int substeps;
  float y;
  float speed;
};

void check_fall(PhysicsScene& scene, std::initializer_list<FallRow> rows) {
  int done = 0;
  for (const FallRow& row : rows) {
    scene.run(row.substeps - done);
    done = row.substeps;
    EXPECT_NEAR(scene.body_y(), row.y, 1e-4F * std::max(1.0F, std::abs(row.y))) << row.substeps;
    if (row.speed != 0.0F) {
      EXPECT_NEAR(scene.speed_y(), row.speed, 1e-4F * std::abs(row.speed)) << row.substeps;
    }
  }
}

TEST(PhysicsWorld, A29_FreeFall) {
  PhysicsScene scene(falling_sphere(100.0F));
  check_fall(scene, {{1, 99.99319F, -.81667F},
                     {12, 99.46918F, -9.8F},
                     {60, 87.54583F, -49.0F},
                     {120, 50.59167F, -98.0F}});
}

TEST(PhysicsWorld, A29_LinearDamping) {
  PhysicsScene scene(falling_sphere(100.0F, 0.5F));
  check_fall(
      scene,
      {{12, 99.48022F, -9.49544F}, {60, 88.84604F, -41.53014F}, {120, 60.19398F, -70.89628F}});
}

TEST(PhysicsWorld, A29_LargerStepsAreSubdivided) {
  PhysicsScene scene(falling_sphere(100.0F));
  for (int i = 0; i < 60; ++i) scene.world.step(0.5);
  EXPECT_NEAR(scene.body_y(), 50.59167F, 5e-3F);
}

TEST(PhysicsWorld, A29_MoreThanASecondIsOneStep) {
  PhysicsScene scene(falling_sphere(100.0F));
  scene.world.step(60.0);
  EXPECT_NEAR(scene.body_y(), -292.0F, 1e-3F);
  EXPECT_NEAR(scene.speed_y(), -196.0F, 1e-3F);
}

TEST(PhysicsWorld, A29_SphereLandsOnTheFloor) {
  ModelBuilder builder = falling_sphere(5.0F);
  builder.data().rigid_bodies[0].restitution = 0.5F;
  PhysicsScene scene(builder);
  check_fall(scene, {{30, 1.83542F, -24.5F}});
  float lowest = 5.0F;
  for (int i = 0; i < 400; ++i) {
    scene.run(1);
    lowest = std::min(lowest, scene.body_y());
  }
  EXPECT_NEAR(lowest, .95069F, 1e-3F);
  EXPECT_NEAR(scene.body_y(), 1.0F, 1e-4F);
}

// How fast a body leaves another depends on erp2, which newer versions of Bullet set lower.
TEST(PhysicsWorld, PenetrationIsResolvedAsInTheReference) {
  PhysicsScene scene(falling_sphere(0.5F));
  scene.run(3);
  EXPECT_GT(scene.body_y(), 0.99F);
}

TEST(PhysicsWorld, A30_MaskWithoutTheFloorBitFallsThrough) {
  ModelBuilder builder = falling_sphere(5.0F);
  builder.data().rigid_bodies[0].mask = 0x7FFF;
  PhysicsScene scene(builder);
  scene.run(120);
  EXPECT_NEAR(scene.body_y(), -44.4083F, 5e-3F);
  mmd::PhysicsOptions no_floor;
  no_floor.floor = false;
  PhysicsScene without(falling_sphere(5.0F), no_floor);
  without.run(120);
  EXPECT_NEAR(without.body_y(), -44.4083F, 5e-3F);
}

TEST(PhysicsWorld, A29_DampingOfSlowBodies) {
  for (const auto& [speed, want] : {std::pair{0.05F, 0.0F}, {0.3F, 0.2932721F}}) {
    mmd::PhysicsOptions weightless;
    weightless.gravity_factor = 0.0F;
    PhysicsScene scene(falling_sphere(50.0F, 0.5F), weightless);
    scene.instance.physics()->push(0, {speed, 0, 0}, glm::vec3(0.0F), false);
    scene.run(1);
    EXPECT_NEAR(scene.instance.physics()->body_velocity(0).x, want, 1e-5F) << speed;
  }
}

TEST(PhysicsWorld, A36_TwoModelsTouch) {
  for (const bool same_side : {true, false}) {
    PhysicsScene scene(falling_sphere(10.0F));
    ModelBuilder table;
    table.bone("top", {0, 4, 0});
    mmd::RigidBodyData& body = table.body(0, BodyMode::follow_bone);
    body.shape = mmd::BodyShape::box;
    body.size = {5, 1, 5};
    if (!same_side) body.mask = 0xFFFE;  // not the sphere's group 0
    mmd::ModelInstance other(table.build());
    scene.world.attach(other);
    for (int i = 0; i < 240; ++i) {
      test_support::step(other, substep);
      scene.run(1);
      other.finish_frame();
    }
    EXPECT_NEAR(scene.body_y(), same_side ? 6.0F : 1.0F, 0.1F);
  }
}

TEST(PhysicsWorld, A37_ModelsLeaveBetweenSteps) {
  PhysicsScene scene(falling_sphere(30.0F));
  auto second = std::make_unique<mmd::ModelInstance>(hair().build());
  scene.world.attach(*second);
  for (int i = 0; i < 20; ++i) {
    test_support::step(*second, substep);
    scene.run(1);
    second->finish_frame();
  }
  second.reset();
  scene.run(20);
  EXPECT_LT(scene.body_y(), 30.0F);
  scene.instance.detach_physics();
  scene.world.step(substep);
  scene.world.attach(scene.instance);
  scene.run(20);
  EXPECT_TRUE(std::isfinite(scene.body_y()));
}

TEST(PhysicsWorld, InstancesMayOutliveTheirWorld) {
  auto world = std::make_unique<mmd::PhysicsWorld>();
  mmd::ModelInstance instance(hair().build());
  world->attach(instance);
  world.reset();
  test_support::step(instance, substep);
  instance.finish_frame();
  EXPECT_EQ(instance.physics()->size(), 4U);
}

TEST(PhysicsWorld, A48_ModelsWithoutBodiesOrBones) {
  for (const mmd::ModelKind kind :
       {mmd::ModelKind::pmd, mmd::ModelKind::pmd_extended, mmd::ModelKind::pmx}) {
    PhysicsScene nothing{ModelBuilder(kind)};
    nothing.run(5);
    EXPECT_TRUE(nothing.instance.pose().world_positions.empty());
    ModelBuilder bodies(kind);
    bodies.body(-1, BodyMode::physics);
    PhysicsScene loose(bodies);
    loose.run(5);
    ModelBuilder bones(kind);
    bones.bone("a", {0, 1, 0});
    PhysicsScene still(bones);
    still.run(5);
    EXPECT_TRUE(near(still.instance.pose().world(0).position, {0, 1, 0}, 0.0F));
  }
}

}  // namespace
