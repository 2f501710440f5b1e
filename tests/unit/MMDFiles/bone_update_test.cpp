// Bone hierarchy, append transforms and update orders.
#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::ModelKind;
using test_support::about_x;
using test_support::about_y;
using test_support::about_z;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;

constexpr ModelKind all_kinds[] = {ModelKind::pmd, ModelKind::pmd_extended, ModelKind::pmx};

// Shows the first frame of a motion made of single keys.
void show(mmd::ModelInstance& instance, const MotionBuilder& motion) {
  mmd::MotionOptions options;
  options.smooth = false;
  instance.add_motion("pose", motion.build(), options);
  test_support::step(instance, 0.0);
}

TEST(BoneUpdate, A8_Hierarchy) {
  for (const ModelKind kind : all_kinds) {
    ModelBuilder builder(kind);
    builder.bone("A", {0, 10, 0});
    builder.bone("B", {0, 15, 0}, 0);
    mmd::ModelInstance instance(builder.build());
    show(instance, MotionBuilder().bone("A", {{0, glm::vec3(0.0F), about_z(90.0F)}}));
    EXPECT_TRUE(near(instance.pose().world(1).position, {-5, 10, 0}, 1e-5F));
  }
}

TEST(BoneUpdate, A8_ParentStoredAfterItsChildInPmd) {
  ModelBuilder builder;
  builder.bone("child", {0, 15, 0}, 1);
  builder.bone("parent", {0, 10, 0});
  mmd::ModelInstance instance(builder.build());
  show(instance, MotionBuilder().bone("parent", {{0, glm::vec3(0.0F), about_z(90.0F)}}));
  EXPECT_TRUE(near(instance.pose().world(0).position, {-5, 10, 0}, 1e-5F));
}

struct AppendRow {
  float ratio;
  glm::quat source;
  glm::quat own;
  glm::quat want;
};

TEST(BoneUpdate, A9_AppendRotation) {
  const AppendRow rows[] = {
      {0.5F, about_y(90.0F), mmd::identity_rotation, {0.923880F, 0.0F, 0.382683F, 0.0F}},
      {-0.5F, about_y(90.0F), mmd::identity_rotation, {0.923880F, 0.0F, -0.382683F, 0.0F}},
      {0.5F, about_y(90.0F), about_z(30.0F), {0.892399F, -0.099046F, 0.369644F, 0.239118F}},
      {-1.0F, about_x(40.0F), mmd::identity_rotation, about_x(-40.0F)},
  };
  for (const ModelKind kind : all_kinds) {
    for (const AppendRow& row : rows) {
      ModelBuilder builder(kind);
      builder.bone("source", {0, 1, 0});
      mmd::BoneData& bone = builder.bone("target", {0, 2, 0});
      bone.append = {0, row.ratio, true, false, false};
      mmd::ModelInstance instance(builder.build());
      show(instance, MotionBuilder()
                         .bone("source", {{0, glm::vec3(0.0F), row.source}})
                         .bone("target", {{0, glm::vec3(0.0F), row.own}}));
      EXPECT_TRUE(near(instance.pose().world(1).rotation, row.want, 1e-5F));
    }
  }
}

TEST(BoneUpdate, A9_AppendTranslation) {
  struct Row {
    float ratio;
    glm::vec3 moved;
    glm::vec3 want;
  };
  for (const Row& row : {Row{0.5F, {2, 0, 4}, {1, 0, 2}}, Row{2.0F, {1, 0, 0}, {2, 0, 0}}}) {
    for (const ModelKind kind : all_kinds) {
      ModelBuilder builder(kind);
      builder.bone("source", {0, 1, 0});
      builder.bone("target", {0, 2, 0}).append = {0, row.ratio, false, true, false};
      mmd::ModelInstance instance(builder.build());
      show(instance, MotionBuilder().bone("source", {{0, row.moved}}));
      EXPECT_TRUE(near(instance.pose().world(1).position, glm::vec3(0, 2, 0) + row.want, 1e-5F));
    }
  }
}

// Only PMX hands on what a source itself took from elsewhere.
TEST(BoneUpdate, AppendChainsInPmxOnly) {
  for (const ModelKind kind : all_kinds) {
    ModelBuilder builder(kind);
    builder.bone("source", {0, 1, 0});
    builder.bone("middle", {0, 2, 0}).append = {0, 0.5F, true, false, false};
    builder.bone("end", {0, 3, 0}).append = {1, 0.5F, true, false, false};
    mmd::ModelInstance instance(builder.build());
    show(instance, MotionBuilder().bone("source", {{0, glm::vec3(0.0F), about_y(80.0F)}}));
    const glm::quat want = kind == ModelKind::pmx ? about_y(20.0F) : mmd::identity_rotation;
    EXPECT_TRUE(near(instance.pose().world(2).rotation, want, 1e-5F));
  }
}

// Local append sees where the source stands in the model, its parents included.
TEST(BoneUpdate, AppendLocalTakesTheSourceInTheModel) {
  for (const bool local : {false, true}) {
    ModelBuilder builder(ModelKind::pmx);
    builder.bone("parent", {1, 0, 0});
    builder.bone("source", {3, 0, 0}, 0);
    builder.bone("target", {0, 9, 0}).append = {1, 1.0F, true, true, local};
    mmd::ModelInstance instance(builder.build());
    instance.set_root({50, 0, 0}, about_x(90.0F));
    show(instance, MotionBuilder().bone("parent", {{0, glm::vec3(0.0F), about_z(90.0F)}}));
    const mmd::Transform target =
        mmd::inverse(instance.pose().root_world) * instance.pose().world(2);
    // The rest place of the source is carried by (x, y) -> (1 - y, x - 1): the origin to (1, -1).
    const glm::vec3 moved = local ? glm::vec3(1, -1, 0) : glm::vec3(0.0F);
    EXPECT_TRUE(near(target.position, glm::vec3(0, 9, 0) + moved, 1e-5F)) << local;
    EXPECT_TRUE(near(target.rotation, about_z(local ? 90.0F : 0.0F), 1e-5F)) << local;
  }
}

TEST(BoneUpdate, AppendTakesTheIkOfItsSource) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("goal", {0, 3, 0}).deform_layer = 1;
  builder.bone("link", {0, 0, 0});
  builder.bone("effector", {1, 0, 0}, 1);
  builder.bone("follower", {5, 0, 0}).append = {1, 0.5F, true, false, false};
  builder.data().bones[3].deform_layer = 2;
  builder.data().ik_chains.push_back({0, 2, 40, 2.0F, {{1, std::nullopt}}});
  mmd::ModelInstance instance(builder.build());
  test_support::step(instance, 0.0);
  EXPECT_TRUE(near(instance.pose().world(3).rotation, about_z(45.0F), 1e-3F));
}

// Bones of the after-physics pass stand still in steps, whatever their layer, and come last.
TEST(BoneUpdate, AfterPhysicsBonesMoveOncePerFrame) {
  for (const ModelKind kind : {ModelKind::pmd_extended, ModelKind::pmx}) {
    ModelBuilder builder(kind);
    builder.bone("late", {0, 5, 0}, 1).after_physics = true;
    builder.bone("early", {0, 0, 0}).deform_layer = 3;
    builder.bone("later", {0, 9, 0}, 0).after_physics = true;
    builder.data().bones[2].deform_layer = -1;
    mmd::ModelInstance instance(builder.build());
    show(instance, MotionBuilder().bone("early", {{0, glm::vec3(1, 0, 0)}}));
    EXPECT_TRUE(near(instance.pose().world(0).position, {0, 5, 0}, 1e-6F));
    instance.finish_frame();
    EXPECT_TRUE(near(instance.pose().world(0).position, {1, 5, 0}, 1e-6F));
    EXPECT_TRUE(near(instance.pose().world(2).position, {0, 9, 0}, 1e-6F)) << "a layer earlier";
    instance.finish_frame();
    EXPECT_TRUE(near(instance.pose().world(2).position, {1, 9, 0}, 1e-6F));
  }
}

// Local axes are for editors; rotations stay in model space.
TEST(BoneUpdate, LocalAxesChangeNothing) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("a", {0, 0, 0}).local_axes = mmd::LocalAxes{{0, 1, 0}, {1, 0, 0}};
  mmd::ModelInstance instance(builder.build());
  show(instance, MotionBuilder().bone("a", {{0, glm::vec3(0.0F), about_x(30.0F)}}));
  EXPECT_TRUE(near(instance.pose().world(0).rotation, about_x(30.0F), 1e-6F));
}

TEST(BoneUpdate, A10_UnderRotateTakesTheRotationOfItsTarget) {
  ModelBuilder builder;
  builder.bone("target", {0, 1, 0});
  mmd::BoneData& bone = builder.bone("under", {0, 2, 0});
  bone.pmd_type = mmd::PmdBoneType::under_rotate;
  bone.pmd_target = 0;
  mmd::ModelInstance instance(builder.build());
  show(instance, MotionBuilder()
                     .bone("target", {{0, glm::vec3(0.0F), about_x(90.0F)}})
                     .bone("under", {{0, glm::vec3(0.0F), about_y(45.0F)}}));
  EXPECT_TRUE(near(instance.pose().world(1).rotation, about_x(90.0F), 1e-5F));
}

TEST(BoneUpdate, FixedAxisTurnsByTheSameAngle) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("a", {0, 0, 0}).fixed_axis = glm::vec3(0, 1, 0);
  mmd::ModelInstance instance(builder.build());
  const glm::vec3 axis = glm::normalize(glm::vec3(1, -1, 0));
  show(instance, MotionBuilder().bone(
                     "a", {{0, glm::vec3(0.0F), mmd::rotation_about(axis, glm::radians(50.0F))}}));
  EXPECT_TRUE(near(instance.pose().world(0).rotation, about_y(-50.0F), 1e-5F));
}

// A layer below 0 is updated first: its append source is up to date for it only afterwards.
TEST(BoneUpdate, LayersComeInOrderNegativeOnesIncluded) {
  ModelBuilder builder(ModelKind::pmx);
  builder.bone("root", {0, 0, 0}).deform_layer = 1;
  builder.bone("late child", {0, 1, 0}, 0).deform_layer = 2;
  builder.bone("early", {0, 1, 0}).deform_layer = -3;
  const auto model = builder.build();
  std::vector<int> order;
  for (const mmd::RigStep& s : model->rig().before_physics) order.push_back(s.index);
  EXPECT_EQ(order, (std::vector<int>{2, 0, 1}));
}

TEST(BoneUpdate, BindsReachAllDependents) {
  for (const ModelKind kind : all_kinds) {
    ModelBuilder builder(kind);
    builder.bone("a", {0, 10, 0});
    builder.bone("child", {0, 15, 0}, 0);
    builder.bone("grandchild", {0, 20, 0}, 1);
    builder.bone("append", {5, 0, 0}).append = {0, 1.0F, true, false, false};
    builder.bone("below append", {5, 1, 0}, 3);
    mmd::ModelInstance instance(builder.build());
    test_support::step(instance, 1.0);
    instance.set_bone(0, {1, 0, 0}, about_z(90.0F));
    EXPECT_TRUE(near(instance.pose().world(2).position, {-9, 10, 0}, 1e-4F));
    EXPECT_TRUE(near(instance.pose().world(4).position, {4, 0, 0}, 1e-4F));
  }
}

}  // namespace
