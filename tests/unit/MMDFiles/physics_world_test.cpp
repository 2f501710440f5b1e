// Rigid bodies: numbers of the simulation, coupling with bones, holding and releasing.
#include "MMDFiles/physics_world.h"

#include <gtest/gtest.h>

#include "physics/physics_bodies.h"
#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::BodyMode;
using test_support::about_y;
using test_support::about_z;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;

constexpr double substep = 0.25;  // motion frames: 1/120 s

// One instance in a world of its own, bodies let go.
struct Scene {
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance;

  explicit Scene(const ModelBuilder& builder, mmd::PhysicsOptions options = {})
      : world(options), instance(builder.build()) {
    world.attach(instance);
    test_support::step(instance, 0.0);
    instance.finish_frame();
  }
  void run(int substeps) {
    for (int i = 0; i < substeps; ++i) {
      test_support::step(instance, substep);
      world.step(substep);
    }
    instance.finish_frame();
  }
  float body_y(std::size_t body = 0) { return instance.physics()->body_world(body).position.y; }
  float speed_y(std::size_t body = 0) { return instance.physics()->body_velocity(body).y; }
};

ModelBuilder falling_sphere(float height, float damping = 0.0F) {
  ModelBuilder builder;
  builder.bone("a", {0, height, 0});
  mmd::RigidBodyData& body = builder.body(0, BodyMode::physics);
  body.linear_damping = damping;
  return builder;
}

struct FallRow {
  int substeps;
  float y;
  float speed;
};

void check_fall(Scene& scene, std::initializer_list<FallRow> rows) {
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
  Scene scene(falling_sphere(100.0F));
  check_fall(scene, {{1, 99.99319F, -.81667F},
                     {12, 99.46918F, -9.8F},
                     {60, 87.54583F, -49.0F},
                     {120, 50.59167F, -98.0F}});
}

TEST(PhysicsWorld, A29_LinearDamping) {
  Scene scene(falling_sphere(100.0F, 0.5F));
  check_fall(
      scene,
      {{12, 99.48022F, -9.49544F}, {60, 88.84604F, -41.53014F}, {120, 60.19398F, -70.89628F}});
}

TEST(PhysicsWorld, A29_LargerStepsAreSubdivided) {
  Scene scene(falling_sphere(100.0F));
  for (int i = 0; i < 60; ++i) scene.world.step(0.5);
  EXPECT_NEAR(scene.body_y(), 50.59167F, 5e-3F);
}

TEST(PhysicsWorld, A29_MoreThanASecondIsOneStep) {
  Scene scene(falling_sphere(100.0F));
  scene.world.step(60.0);
  EXPECT_NEAR(scene.body_y(), -292.0F, 1e-3F);
  EXPECT_NEAR(scene.speed_y(), -196.0F, 1e-3F);
}

TEST(PhysicsWorld, A29_SphereLandsOnTheFloor) {
  ModelBuilder builder = falling_sphere(5.0F);
  builder.data().rigid_bodies[0].restitution = 0.5F;
  Scene scene(builder);
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
  Scene scene(falling_sphere(0.5F));
  scene.run(3);
  EXPECT_GT(scene.body_y(), 0.99F);
}

TEST(PhysicsWorld, A30_MaskWithoutTheFloorBitFallsThrough) {
  ModelBuilder builder = falling_sphere(5.0F);
  builder.data().rigid_bodies[0].mask = 0x7FFF;
  Scene scene(builder);
  scene.run(120);
  EXPECT_NEAR(scene.body_y(), -44.4083F, 5e-3F);
  mmd::PhysicsOptions no_floor;
  no_floor.floor = false;
  Scene without(falling_sphere(5.0F), no_floor);
  without.run(120);
  EXPECT_NEAR(without.body_y(), -44.4083F, 5e-3F);
}

TEST(PhysicsWorld, A29_DampingOfSlowBodies) {
  for (const auto& [speed, want] : {std::pair{0.05F, 0.0F}, {0.3F, 0.2932721F}}) {
    mmd::PhysicsOptions weightless;
    weightless.gravity_factor = 0.0F;
    Scene scene(falling_sphere(50.0F, 0.5F), weightless);
    scene.instance.physics()->push(0, {speed, 0, 0}, glm::vec3(0.0F), false);
    scene.run(1);
    EXPECT_NEAR(scene.instance.physics()->body_velocity(0).x, want, 1e-5F) << speed;
  }
}

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
  Scene scene(base_and_body({1, 5, 0}, BodyMode::physics), weightless);
  mmd::PhysicsBodies& bodies = *scene.instance.physics();
  bodies.push(0, {0, 0, 2}, glm::vec3(0.0F), false);
  bodies.hold();
  scene.instance.set_root({10, 0, 0}, about_y(90.0F));
  test_support::step(scene.instance, 0.0);
  bodies.release(true);
  EXPECT_TRUE(near(bodies.body_world(0).position, {10, 5, -1}, 1e-4F));
  EXPECT_TRUE(near(bodies.body_velocity(0), {2, 0, 0}, 1e-4F));
}

TEST(PhysicsBodies, A42_Mode1WritesTheBone) {
  ModelBuilder builder;
  builder.bone("a", {1, 1, 3});
  builder.body(0, BodyMode::physics, {0, 1, 0});
  mmd::PhysicsOptions weightless;
  weightless.gravity_factor = 0.0F;
  Scene scene(builder, weightless);
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
  Scene scene(builder);
  mmd::PhysicsBodies& bodies = *scene.instance.physics();
  bodies.hold();
  scene.instance.set_bone(0, glm::vec3(0.0F), about_z(90.0F));
  bodies.release(true);
  scene.instance.set_bone(0, glm::vec3(0.0F), mmd::identity_rotation);
  scene.instance.finish_frame();
  EXPECT_TRUE(near(scene.instance.pose().world(1).rotation, about_z(90.0F), 1e-5F));
  EXPECT_TRUE(near(scene.instance.pose().world(1).position, {0, 9, 0}, 1e-5F));
}

// Head, and hair of three links hanging from it.
ModelBuilder hair() {
  ModelBuilder builder(mmd::ModelKind::pmx);
  builder.bone("センター", {0, 20, 0});
  builder.body(0, BodyMode::follow_bone).size = glm::vec3(0.5F);
  for (int i = 0; i < 3; ++i) {
    const float y = 19.0F - static_cast<float>(i);
    builder.bone("hair" + std::to_string(i), {0, y, 0}, i);
    mmd::RigidBodyData& body = builder.body(i + 1, BodyMode::physics);
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

float length_between(const mmd::ModelInstance& instance, int a, int b) {
  return glm::length(instance.pose().world(a).position - instance.pose().world(b).position);
}

TEST(PhysicsBodies, A32_MovedModelDragsItsHair) {
  Scene scene(hair());
  float furthest = 0.0F;
  for (int frame = 0; frame < 120; ++frame) {
    const float way = 50.0F * (1.0F - std::pow(0.9F, static_cast<float>(frame)));
    scene.instance.set_root({way, 0, 0}, mmd::identity_rotation);
    scene.run(2);
    const glm::vec3 tip = scene.instance.pose().world(4).position;
    ASSERT_TRUE(std::isfinite(tip.x) && std::isfinite(tip.y));
    furthest = std::max(furthest, scene.instance.pose().world(0).position.x - tip.x);
    ASSERT_LT(length_between(scene.instance, 0, 4), 12.0F) << frame;
  }
  EXPECT_GT(furthest, 1.0F) << "hair swings behind";
  EXPECT_NEAR(length_between(scene.instance, 0, 4), 4.0F, 0.5F) << "and comes back";
}

TEST(PhysicsBodies, A33_JumpOfAHardMotionCarriesTheHair) {
  Scene scene(hair());
  scene.run(240);
  const glm::vec3 before =
      scene.instance.pose().world(3).position - scene.instance.pose().world(0).position;
  mmd::MotionOptions options;
  options.smooth = false;
  options.loop = true;
  scene.instance.add_motion(
      "jump", MotionBuilder().bone("センター", {{0, {80, 0, 0}}, {90, {80, 0, 0}}}).build(),
      options);
  scene.run(1);
  const glm::vec3 after =
      scene.instance.pose().world(3).position - scene.instance.pose().world(0).position;
  EXPECT_TRUE(near(after, before, 0.05F));
  EXPECT_NEAR(scene.instance.pose().world(0).position.x, 80.0F, 1e-4F);
}

TEST(PhysicsBodies, A33_WrapOfAHardLoopCarriesTheHair) {
  Scene scene(hair());
  mmd::MotionOptions options;
  options.smooth = false;
  options.loop = true;
  scene.instance.add_motion(
      "loop", MotionBuilder().bone("センター", {{0, {0, 0, 0}}, {90, {60, 0, 0}}}).build(),
      options);
  const auto hair_offset = [&] {
    return scene.instance.pose().world(3).position - scene.instance.pose().world(0).position;
  };
  glm::vec3 before = hair_offset();
  float from = 0.0F;
  int wraps = 0;
  for (int i = 0; i < 800; ++i) {
    scene.run(1);
    const float to = scene.instance.pose().world(0).position.x;
    if (to < from) {
      ++wraps;
      EXPECT_TRUE(near(hair_offset(), before, 0.5F));
    }
    from = to;
    before = hair_offset();
  }
  EXPECT_EQ(wraps, 2);
}

// A body that follows a bone goes where physics put the bones above.
TEST(PhysicsBodies, FollowersBelowSimulatedBonesGoAlong) {
  ModelBuilder builder = hair();
  mmd::RigidBodyData& body = builder.body(4, BodyMode::follow_bone);
  body.size = glm::vec3(0.1F);
  body.mask = 0;
  Scene scene(builder);
  scene.instance.set_root({3, 0, 0}, mmd::identity_rotation);
  for (int i = 0; i < 30; ++i) scene.run(1);
  const glm::vec3 tip = scene.instance.pose().world(4).position;
  const glm::vec3 follower = scene.instance.physics()->body_world(4).position;
  EXPECT_LT(glm::length(follower - tip), 0.8F) << "one step behind the swinging hair";
  EXPECT_GT(glm::length(follower - glm::vec3(3, 16, 0)), 0.3F)
      << "not where animation has the bone";
}

TEST(PhysicsBodies, BonesBelowSimulatedOnesFollow) {
  Scene scene(hair());
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
    Scene scene(base_and_body({0, 5, 0}, BodyMode::physics), weightless);
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

TEST(PhysicsWorld, A36_TwoModelsTouch) {
  for (const bool same_side : {true, false}) {
    Scene scene(falling_sphere(10.0F));
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
  Scene scene(falling_sphere(30.0F));
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
    Scene nothing{ModelBuilder(kind)};
    nothing.run(5);
    EXPECT_TRUE(nothing.instance.pose().world_positions.empty());
    ModelBuilder bodies(kind);
    bodies.body(-1, BodyMode::physics);
    Scene loose(bodies);
    loose.run(5);
    ModelBuilder bones(kind);
    bones.bone("a", {0, 1, 0});
    Scene still(bones);
    still.run(5);
    EXPECT_TRUE(near(still.instance.pose().world(0).position, {0, 1, 0}, 0.0F));
  }
}

TEST(PhysicsWorld, EveryJointKindHoldsOrLetsGoAsItShould) {
  for (int kind = 0; kind <= 5; ++kind) {
    ModelBuilder builder = hair();
    for (mmd::JointData& joint : builder.data().joints)
      joint.kind = static_cast<mmd::JointKind>(kind);
    Scene scene(builder);
    scene.run(240);
    EXPECT_LT(length_between(scene.instance, 0, 3), 4.5F) << kind;
    EXPECT_GT(length_between(scene.instance, 0, 3), 0.5F) << kind;
  }
}

// A spring pulls back to the pose at load, and harder with more stiffness.
TEST(PhysicsWorld, SpringsPullBack) {
  float previous = 100.0F;
  for (const float stiffness : {0.0F, 50.0F, 500.0F}) {
    ModelBuilder builder(mmd::ModelKind::pmx);
    builder.bone("a", {0, 50, 0});
    builder.bone("b", {0, 48, 0}, 0);
    builder.body(0, BodyMode::follow_bone);
    mmd::RigidBodyData& body = builder.body(1, BodyMode::physics);
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
    Scene scene(builder);
    scene.run(960);
    const float sag = 48.0F - scene.body_y(1);
    EXPECT_GT(sag, 0.0F) << stiffness;
    EXPECT_LT(sag, previous) << stiffness;
    previous = sag;
  }
  EXPECT_LT(previous, 1.0F);
}

}  // namespace
