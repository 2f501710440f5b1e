// What hangs on a model that moves: dragged by moves, carried by jumps.
#include <gtest/gtest.h>

#include <functional>

#include "physics_scene.h"
#include "support/near.h"

namespace {

using mmd::BodyMode;
using test_support::about_y;
using test_support::hair;
using test_support::length_between;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;
using test_support::PhysicsScene;

TEST(PhysicsJumps, A32_MovedModelDragsItsHair) {
  PhysicsScene scene(hair());
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

TEST(PhysicsJumps, A33_JumpOfAHardMotionCarriesTheHair) {
  PhysicsScene scene(hair());
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

TEST(PhysicsJumps, A33_WrapOfAHardLoopCarriesTheHair) {
  PhysicsScene scene(hair());
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

// Hips and legs, and a skirt of eight panels of two links that the legs push.
ModelBuilder skirt() {
  constexpr std::uint16_t legs = 0;
  constexpr std::uint16_t cloth = 1;
  ModelBuilder builder(mmd::ModelKind::pmx);
  builder.bone("センター", {0, 12, 0});
  builder.body(0, BodyMode::follow_bone);
  for (const float side : {-0.8F, 0.8F}) {
    mmd::RigidBodyData& leg = builder.body(0, BodyMode::follow_bone, {side, -5, 0});
    leg.shape = mmd::BodyShape::capsule;
    leg.size = {0.7F, 6.0F, 0.0F};
    leg.group = legs;
  }
  for (int panel = 0; panel < 8; ++panel) {
    const glm::vec3 out = about_y(45.0F * static_cast<float>(panel)) * glm::vec3(0, 0, 1);
    for (int link = 0; link < 2; ++link) {
      const glm::vec3 place =
          out * (2.0F + static_cast<float>(link)) + glm::vec3(0, 11 - 2 * link, 0);
      const int above = static_cast<int>(builder.data().bones.size()) - 1;
      builder.bone("cloth", place, link == 0 ? 0 : above);
      mmd::RigidBodyData& body = builder.body(above + 1, BodyMode::physics);
      body.shape = mmd::BodyShape::box;
      body.size = {0.5F, 0.9F, 0.1F};
      body.rotation = about_y(45.0F * static_cast<float>(panel));
      body.linear_damping = body.angular_damping = 0.9F;
      body.group = cloth;
      body.mask = 1 << legs;
      mmd::JointData joint;
      joint.body_b = static_cast<int>(builder.data().rigid_bodies.size()) - 1;
      joint.body_a = link == 0 ? 0 : joint.body_b - 1;
      joint.position = place + glm::vec3(0, 0.9F, 0);
      joint.rotation_lower = glm::vec3(-0.5F);
      joint.rotation_upper = glm::vec3(0.5F);
      builder.data().joints.push_back(joint);
    }
  }
  return builder;
}

// The places of all bodies as the bone センター sees them.
std::vector<glm::vec3> hanging(PhysicsScene& scene) {
  const mmd::Transform center = inverse(scene.instance.pose().world(0));
  std::vector<glm::vec3> places;
  for (std::size_t body = 0; body < scene.instance.physics()->size(); ++body)
    places.push_back((center * scene.instance.physics()->body_world(body)).position);
  return places;
}

float largest_difference(const std::vector<glm::vec3>& a, const std::vector<glm::vec3>& b) {
  float largest = 0.0F;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const float difference = glm::length(a[i] - b[i]);
    // Written so that what is no number is the largest.
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

struct Jump {
  const char* name;
  std::function<void(mmd::ModelInstance&)> start;
  bool binds = false;  // the bone センター to 100 units from rest
};

std::vector<Jump> jumps_of_100_units() {
  const auto place = [](glm::quat rotation) {
    return [rotation](mmd::ModelInstance& instance) { instance.set_root({100, 0, 0}, rotation); };
  };
  const auto leap =
      MotionBuilder().bone("センター", {{0, {}}, {30, {}}, {31, {0, 0, 100}}}).build();
  return {{"model", place(mmd::identity_rotation)},
          {"model, turned", place(about_y(180.0F))},
          {"accessory",
           [](auto& instance) {
             instance.set_base(mmd::Transform{{0, 100, 0}});
           }},
          {"motion", [=](auto& instance) { instance.add_motion("leap", leap, {}); }},
          {"bind", [](auto&) {}, true}};
}

TEST(PhysicsJumps, CarryHairAndSkirtOver100Units) {
  for (const Jump& jump : jumps_of_100_units()) {
    for (const ModelBuilder& builder : {hair(), skirt()}) {
      PhysicsScene scene(builder);
      scene.run(240);
      const auto before = hanging(scene);
      const glm::vec3 from = scene.instance.pose().world(0).position;
      jump.start(scene.instance);
      float furthest = 0.0F;
      for (int i = 0; i < 240; ++i) {
        test_support::step(scene.instance, test_support::substep);
        if (jump.binds) scene.instance.set_bone(0, {100, 0, 0}, mmd::identity_rotation);
        scene.world.step(test_support::substep);
        furthest = std::max(furthest, largest_difference(hanging(scene), before));
      }
      EXPECT_LT(furthest, 0.2F) << jump.name;
      EXPECT_NEAR(glm::length(scene.instance.pose().world(0).position - from), 100.0F, 0.1F)
          << jump.name;
    }
  }
}

// To and fro for ten seconds, half a turn each time: nothing adds up.
TEST(PhysicsJumps, OftenRepeatedAddNothingUp) {
  PhysicsScene scene(skirt());
  scene.run(240);
  const auto before = hanging(scene);
  for (int i = 0; i < 1200; ++i) {
    const auto at = static_cast<float>(i % 2);
    scene.instance.set_root({100.0F * at, 0, 0}, about_y(180.0F * at));
    scene.run(1);
  }
  EXPECT_LT(largest_difference(hanging(scene), before), 0.2F);
}

TEST(PhysicsJumps, TurnTheVelocitiesOfBodies) {
  mmd::PhysicsOptions weightless;
  weightless.gravity_factor = 0.0F;
  ModelBuilder builder;
  builder.bone("base", {0, 0, 0});
  builder.bone("hair", {1, 5, 0}, 0);
  builder.body(1, BodyMode::physics);
  PhysicsScene scene(builder, weightless);
  mmd::PhysicsBodies& bodies = *scene.instance.physics();
  bodies.push(0, {0, 0, 2}, glm::vec3(0.0F), false);
  scene.run(1);
  scene.instance.set_root({10, 0, 0}, about_y(90.0F));
  scene.run(1);
  EXPECT_TRUE(near(bodies.body_velocity(0), {2, 0, 0}, 1e-3F));
  EXPECT_TRUE(near(bodies.body_world(0).position, {10.0F + 2.0F / 60.0F, 5, -1}, 1e-3F));
}

// Below it bodies are dragged, as in the reference.
TEST(PhysicsJumps, BeginAboveTheLimit) {
  for (const float share : {0.99F, 1.01F}) {
    PhysicsScene scene(hair());
    scene.run(240);
    const auto before = hanging(scene);
    scene.instance.set_root({share * mmd::PhysicsBodies::jump_distance, 0, 0},
                            mmd::identity_rotation);
    scene.run(1);
    const float dragged = largest_difference(hanging(scene), before);
    if (share < 1.0F) {
      EXPECT_GT(dragged, 0.5F);
    } else {
      EXPECT_LT(dragged, 0.01F);
    }
  }
}

// What was held, by a jump or by a switch, is not carried a second time.
TEST(PhysicsJumps, WhileHeldCountOnce) {
  for (const bool keep : {true, false}) {
    PhysicsScene scene(hair());
    scene.run(240);
    const auto before = hanging(scene);
    scene.instance.set_physics_enabled(false, keep);
    scene.run(1);
    scene.instance.set_root({100, 0, 0}, mmd::identity_rotation);
    scene.run(1);
    scene.instance.set_physics_enabled(true, keep);
    scene.run(1);
    EXPECT_LT(largest_difference(hanging(scene), before), 0.2F);
    scene.run(10);
    EXPECT_LT(largest_difference(hanging(scene), before), 0.2F);
  }
}

TEST(PhysicsJumps, BeginWhereBodiesWereLetGo) {
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance(hair().build());
  world.attach(instance);
  instance.set_root({100, 0, 0}, mmd::identity_rotation);
  test_support::step(instance, 0.0);
  instance.finish_frame();
  test_support::step(instance, test_support::substep);
  world.step(test_support::substep);
  instance.finish_frame();
  EXPECT_NEAR(length_between(instance, 0, 4), 4.0F, 0.5F);
}

}  // namespace
