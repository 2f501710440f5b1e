// Worked examples of both IK solvers.
#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::ModelKind;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;

struct LegRow {
  const char* name;
  glm::vec3 goal;
  glm::quat knee;
  glm::quat hip;
  glm::vec3 effector;
};

enum Bone { goal_bone, hip_bone, knee_bone, effector_bone };

struct LegSetup {
  ModelKind kind = ModelKind::pmd;
  bool knee = true;
  std::optional<mmd::AngleLimits> limits;
  float depth = 0.1F;  // of the knee before the leg
};

std::shared_ptr<const mmd::Model> make_leg(const LegSetup& setup, const glm::vec3& goal) {
  ModelBuilder builder(setup.kind);
  builder.bone("goal", goal);
  builder.bone("hip", {0, 10, 0});
  builder.bone("knee", {0, 5, setup.depth}, hip_bone).is_knee = setup.knee;
  builder.bone("effector", {0, 0, 0}, knee_bone);
  mmd::IkChain chain;
  chain.bone = goal_bone;
  chain.effector = effector_bone;
  chain.iterations = 40;
  chain.angle_limit = 2.0F;
  chain.links = {{knee_bone, setup.limits}, {hip_bone, std::nullopt}};
  builder.data().ik_chains.push_back(chain);
  return builder.build();
}

void check_leg(const LegSetup& setup, const LegRow& row) {
  mmd::ModelInstance instance(make_leg(setup, row.goal));
  test_support::step(instance, 1.0);
  const mmd::Pose& pose = instance.pose();
  const auto local = [&](Bone bone) {
    return pose.ik_rotations[bone] * pose.local_rotations[bone];
  };
  EXPECT_TRUE(near(local(knee_bone), row.knee, 1e-3F)) << row.name;
  EXPECT_TRUE(near(local(hip_bone), row.hip, 1e-3F)) << row.name;
  EXPECT_TRUE(near(pose.world(effector_bone).position, row.effector, 1e-3F)) << row.name;
}

std::shared_ptr<const mmd::Model> make_single_link(ModelKind kind, int iterations) {
  ModelBuilder builder(kind);
  builder.bone("goal", {0, 3, 0});
  builder.bone("link", {0, 0, 0}).pmd_type = mmd::PmdBoneType::under_ik;
  builder.bone("effector", {1, 0, 0}, 1);
  builder.data().ik_chains.push_back({0, 2, iterations, 0.5F, {{1, std::nullopt}}});
  return builder.build();
}

TEST(IkPmd, A11_I1_OneFreeLink) {
  const glm::vec3 want[] = {
      {0.87758F, 0.47943F, 0}, {0.54030F, 0.84147F, 0}, {0.070737F, 0.997495F, 0}};
  for (int iterations = 1; iterations <= 3; ++iterations) {
    mmd::ModelInstance instance(make_single_link(ModelKind::pmd, iterations));
    test_support::step(instance, 1.0);
    EXPECT_TRUE(near(instance.pose().world(2).position, want[iterations - 1], 1e-4F));
  }
}

TEST(IkPmd, A11_I2_FreeLinks) {
  LegSetup setup;
  setup.knee = false;
  setup.depth = 0.0F;
  check_leg(setup, {"I2",
                    {0, 2, 2},
                    {0.825463F, -0.564457F, 0, 0},
                    {0.984368F, 0.176125F, 0, 0},
                    {0, 1.993238F, 2.007638F}});
}

TEST(IkPmd, A11_I3toI6_Knee) {
  const LegRow rows[] = {
      {"I3",
       {0, 2, 0},
       {0.812590F, 0.582836F, 0, 0},
       {0.952129F, -0.305696F, 0, 0},
       {0, 1.990672F, -0.007021F}},
      {"I4",
       {0, 3, 3},
       {0.774929F, 0.632048F, 0, 0},
       {0.855570F, -0.517687F, 0, 0},
       {0, 2.991085F, 2.997244F}},
      {"I5",
       {1, 2, 1},
       {0.824634F, 0.565667F, 0, 0},
       {0.933455F, -0.353195F, -0.024884F, 0.057411F},
       {1.001271F, 1.990157F, 0.994437F}},
      {"I6",
       {0, -2, 3},
       {0.999999F, 0.001F, 0, 0},
       {0.992448F, -0.122667F, 0, 0},
       {0, 0.298712F, 2.425060F}},
  };
  for (const LegRow& row : rows) check_leg({}, row);
}

// The knee has the goal in line with the effector at first, and is skipped until the hip has
// turned.
TEST(IkPmd, LinksGoOnWhileOneIsSkipped) {
  ModelBuilder builder(ModelKind::pmd);
  builder.bone("goal", {0, 1, 0});
  builder.bone("hip", {1, 10, 0});
  builder.bone("knee", {0, 5, 0}, hip_bone);
  builder.bone("effector", {0, 0, 0}, knee_bone);
  builder.data().ik_chains.push_back(
      {goal_bone, effector_bone, 40, 2.0F, {{knee_bone, std::nullopt}, {hip_bone, std::nullopt}}});
  mmd::ModelInstance instance(builder.build());
  test_support::step(instance, 1.0);
  EXPECT_TRUE(near(instance.pose().world(effector_bone).position, {0, 1, 0}, 0.02F));
}

TEST(IkPmd, A11_I7_SwitchedOffKeepsTheMotion) {
  for (const ModelKind kind : {ModelKind::pmd, ModelKind::pmx}) {
    mmd::ModelInstance instance(make_single_link(kind, 40));
    mmd::MotionOptions options;
    options.smooth = false;
    const auto motion = MotionBuilder()
                            .switches(0, true, {{"goal", false}})
                            .switches(9, true, {{"goal", false}})
                            .bone("link", {{0, glm::vec3(0.0F), test_support::about_z(30.0F)}})
                            .build();
    instance.add_motion("off", motion, options);
    test_support::step(instance, 1.0);
    EXPECT_TRUE(near(instance.pose().world(1).rotation, test_support::about_z(30.0F), 1e-6F));
  }
}

TEST(IkPmx, A12_P1toP4_LimitedKnee) {
  LegSetup setup;
  setup.kind = ModelKind::pmx;
  setup.knee = false;
  setup.limits = mmd::AngleLimits{{glm::radians(0.5F), 0, 0}, {glm::radians(180.0F), 0, 0}};
  const LegRow rows[] = {
      {"P1",
       {0, 2, 0},
       {0.811778F, 0.583966F, 0, 0},
       {0.951796F, -0.306731F, 0, 0},
       {0, 1.999009F, -0.000744F}},
      {"P2",
       {0, 3, 3},
       {0.774311F, 0.632806F, 0, 0},
       {0.855133F, -0.518408F, 0, 0},
       {0, 2.999031F, 2.999700F}},
      {"P3",
       {1, 2, 1},
       {0.823847F, 0.566813F, 0, 0},
       {0.933083F, -0.354169F, -0.025215F, 0.057319F},
       {1.000148F, 1.998856F, 0.999371F}},
      {"P4",
       {0, -2, 3},
       {0.999990F, 0.004363F, 0, 0},
       {0.992239F, -0.124348F, 0, 0},
       {0, 0.299514F, 2.425122F}},
  };
  for (const LegRow& row : rows) check_leg(setup, row);
}

TEST(IkPmx, A12_P5_LimitOfOneAxis) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("goal", {1, .5F, .3F});
  builder.bone("link", {0, 0, 0});
  builder.bone("effector", {0, 0, 1}, 1);
  const float limit = glm::radians(30.0F);
  builder.data().ik_chains.push_back(
      {0, 2, 8, .4F, {{1, mmd::AngleLimits{{0, -limit, 0}, {0, limit, 0}}}}});
  mmd::ModelInstance instance(builder.build());
  test_support::step(instance, 1.0);
  EXPECT_TRUE(near(instance.pose().world(1).rotation, {0.965926F, 0, 0.258819F, 0}, 1e-3F));
  EXPECT_TRUE(near(instance.pose().world(2).position, {0.5F, 0, 0.866025F}, 1e-3F));
}

// A single link within wide limits aims as it does without any; within narrow ones, or as one of
// two links, it keeps to them.
TEST(IkPmx, OneLinkWithinWideLimitsAimsFreely) {
  struct Row {
    const char* name;
    float range;  // degrees about each axis, from 0 down
    bool second_link;
    bool reaches;
  };
  for (const Row& row : {Row{"wide", 90, false, true}, Row{"narrow", 89, false, false},
                         Row{"two links", 90, true, false}}) {
    ModelBuilder builder(ModelKind::pmx);
    builder.bone("goal", {0, 2, 0});
    builder.bone("base", {0, 0, 0});
    builder.bone("link", {0, 0, 0}, 1);
    builder.bone("effector", {2, 0, 0}, 2);
    const mmd::AngleLimits limits{glm::vec3(-glm::radians(row.range)), glm::vec3(0.0F)};
    mmd::IkChain chain{0, 3, 40, 2.0F, {{2, limits}}};
    if (row.second_link) chain.links.push_back({1, mmd::AngleLimits{}});
    builder.data().ik_chains.push_back(chain);
    mmd::ModelInstance instance(builder.build());
    test_support::step(instance, 1.0);
    const glm::vec3 effector = instance.pose().world(3).position;
    EXPECT_EQ(near(effector, {0, 2, 0}, 1e-3F), row.reaches) << row.name;
  }
}

TEST(IkPmx, A12_P6_StepLimitGrowsTowardTheRoot) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("goal", {0, 2, 0});
  builder.bone("root", {0, 0, 0});
  builder.bone("leaf", {1, 0, 0}, 1);
  builder.bone("effector", {2, 0, 0}, 2);
  builder.data().ik_chains.push_back({0, 3, 1, .1F, {{2, std::nullopt}, {1, std::nullopt}}});
  mmd::ModelInstance instance(builder.build());
  test_support::step(instance, 1.0);
  const mmd::Pose& pose = instance.pose();
  EXPECT_TRUE(near(pose.ik_rotations[2], {0.998750F, 0, 0, 0.049979F}, 1e-3F));
  EXPECT_TRUE(near(pose.ik_rotations[1], {0.995004F, 0, 0, 0.099833F}, 1e-3F));
  EXPECT_TRUE(near(pose.world(3).position, {1.935403F, 0.494190F, 0}, 1e-3F));
}

// Links start from rest in every step, so that results do not add up.
TEST(IkPmd, StepsDoNotAccumulate) {
  mmd::ModelInstance instance(make_single_link(ModelKind::pmd, 1));
  for (int i = 0; i < 3; ++i) test_support::step(instance, 1.0);
  EXPECT_TRUE(near(instance.pose().world(2).position, {0.87758F, 0.47943F, 0}, 1e-4F));
}

// Bones that hang below links but are no links follow the leg, unless the old behaviour is asked
// for.
TEST(IkPmd, B1_BonesBelowLinksAreRefreshed) {
  for (const bool stale : {false, true}) {
    ModelBuilder builder;
    builder.bone("goal", {0, 3, 0});
    builder.bone("link", {0, 0, 0}).pmd_type = mmd::PmdBoneType::under_ik;
    builder.bone("effector", {1, 0, 0}, 1);
    builder.bone("twist", {0.5F, 0, 0}, 1);
    builder.bone("follower", {0, 0, 0}).append = {1, 1.0F, true, false, false};
    builder.data().ik_chains.push_back({0, 2, 40, 0.5F, {{1, std::nullopt}}});
    mmd::AnimationOptions options;
    options.pmd_stale_ik = stale;
    mmd::ModelInstance instance(builder.build(), options);
    test_support::step(instance, 1.0);
    const glm::vec3 want = stale ? glm::vec3(0.5F, 0, 0) : glm::vec3(0, 0.5F, 0);
    EXPECT_TRUE(near(instance.pose().world(3).position, want, 0.01F)) << stale;
    const glm::quat turned = test_support::about_z(stale ? 0.0F : 90.0F);
    EXPECT_TRUE(near(instance.pose().world(4).rotation, turned, 0.01F)) << stale;
  }
}

// Legs of a PMX stand as those of the same model as PMD, within their limits.
TEST(IkPmx, KneesBendAsInPmd) {
  const LegRow rows[] = {
      {"I3",
       {0, 2, 0},
       {0.812590F, 0.582836F, 0, 0},
       {0.952129F, -0.305696F, 0, 0},
       {0, 1.990672F, -0.007021F}},
      {"I5",
       {1, 2, 1},
       {0.824634F, 0.565667F, 0, 0},
       {0.933455F, -0.353195F, -0.024884F, 0.057411F},
       {1.001271F, 1.990157F, 0.994437F}},
  };
  LegSetup setup;
  setup.kind = ModelKind::pmx;
  setup.limits = mmd::AngleLimits{{glm::radians(-10.0F), 0, 0}, {glm::radians(165.0F), 0, 0}};
  for (const LegRow& row : rows) check_leg(setup, row);

  setup.limits = mmd::AngleLimits{{glm::radians(2.0F), 0, 0}, {glm::radians(165.0F), 0, 0}};
  mmd::ModelInstance instance(make_leg(setup, {0, -2, 3}));
  test_support::step(instance, 1.0);
  EXPECT_TRUE(near(instance.pose().ik_rotations[knee_bone], test_support::about_x(2.0F), 1e-4F));
}

TEST(IkPmx, SkippedOnlyWhenAllLinksAreSimulated) {
  const auto model = make_leg({ModelKind::pmx, false, std::nullopt, 0.1F}, {0, 2, 0});
  EXPECT_FALSE(model->rig().chains[0].all_links_simulated);
  ModelBuilder builder(ModelKind::pmx);
  builder.data() = model->data();
  builder.body(knee_bone, mmd::BodyMode::physics);
  EXPECT_FALSE(builder.build()->rig().chains[0].all_links_simulated);
  EXPECT_TRUE(builder.build()->rig().chains[0].first_link_simulated);
  builder.body(hip_bone, mmd::BodyMode::physics);
  EXPECT_TRUE(builder.build()->rig().chains[0].all_links_simulated);
}

}  // namespace
