// Slots of binds and the way of a weight; what messages make of them is tested by the conformance
// program.
#include "scene/bindings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "options/key_value_store.h"
#include "support/model_builder.h"
#include "support/near.h"

namespace mmdagent {
namespace {

using test_support::near;

constexpr int morphs = 120;
constexpr int parent = 0;
constexpr int child = 1;

class BindingsTest : public ::testing::Test {
 protected:
  BindingsTest() {
    test_support::ModelBuilder builder;
    builder.bone("parent", {0, 10, 0});
    builder.bone("child", {0, 12, 0}, 0);
    for (int i = 0; i < morphs; ++i) builder.morph(name(i), mmd::MorphKind::vertex);
    instance_ = std::make_unique<mmd::ModelInstance>(builder.build());
  }

  static std::string name(int morph) { return "morph" + std::to_string(morph); }

  bool bind(int morph, float weight = 1.0F) {
    return bindings_.bind_morph(instance_->model(), name(morph), {.to = weight});
  }
  bool hold(const char* bone, const glm::quat& rotation) {
    return bindings_.bind_bone(instance_->model(), bone, {.from = {glm::vec3(0.0F), rotation}});
  }
  void apply(double frames = 1.0) {
    std::vector<mmd::MotionEvent> events;
    instance_->begin_step(frames, events);
    bindings_.apply(*instance_, values_, frames);
  }
  float weight(int morph) const {
    return instance_->pose().weights[static_cast<std::size_t>(morph)];
  }

  std::unique_ptr<mmd::ModelInstance> instance_;
  KeyValueStore values_;
  Bindings bindings_;
};

TEST_F(BindingsTest, A24_AWeightIsLedToItsPlace) {
  ASSERT_TRUE(bindings_.bind_morph(instance_->model(), name(0), {.to = 1.0F, .frames = 30.0}));
  for (int k = 0; k < 40; ++k) {
    apply();
    EXPECT_FLOAT_EQ(weight(0), std::min(1.0F, static_cast<float>(k) / 30.0F)) << k;
  }
}

TEST_F(BindingsTest, AHundredAtATime) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(bind(i)) << i;
  EXPECT_FALSE(bind(100));
  EXPECT_FALSE(hold("parent", mmd::identity_rotation));
  EXPECT_TRUE(bind(7, 0.5F)) << "in place of the earlier one";
  EXPECT_FALSE(bind(100));
  EXPECT_TRUE(bindings_.unbind(Bindings::Target::morph, name(3)));
  EXPECT_TRUE(hold("parent", mmd::identity_rotation)) << "bones and morphs share the slots";
  apply();
  EXPECT_EQ(weight(3), 0.0F);
  EXPECT_EQ(weight(7), 0.5F);
  EXPECT_EQ(weight(99), 1.0F);
  EXPECT_EQ(weight(100), 0.0F);
}

TEST_F(BindingsTest, BonesAndMorphsOfOneNameAreTwoTargets) {
  hold("parent", mmd::identity_rotation);
  EXPECT_FALSE(bindings_.unbind(Bindings::Target::morph, "parent"));
  EXPECT_TRUE(bindings_.unbind(Bindings::Target::bone, "parent"));
  EXPECT_FALSE(bindings_.unbind(Bindings::Target::bone, "parent"));
}

TEST_F(BindingsTest, TargetsAreFoundByNameInAnotherModel) {
  hold("child", test_support::about_z(90.0F));
  bind(0, 0.5F);
  test_support::ModelBuilder other;
  other.bone("child", {0, 12, 0});
  other.morph("first", mmd::MorphKind::vertex);
  instance_ = std::make_unique<mmd::ModelInstance>(other.build());
  bindings_.rebind(instance_->model());
  apply();
  EXPECT_TRUE(near(instance_->pose().world(0).rotation, test_support::about_z(90.0F), 1e-6F));
  EXPECT_EQ(weight(0), 0.0F) << "the bind of a morph that is missing rests";
}

// Each bind refreshes what hangs on its bone, whichever slot comes first.
TEST_F(BindingsTest, WhatHangsOnABoneFollows) {
  const glm::quat quarter = test_support::about_z(90.0F);
  hold("child", quarter);
  hold("parent", quarter);
  apply();
  const mmd::Pose& pose = instance_->pose();
  EXPECT_TRUE(near(pose.world(parent).rotation, quarter, 1e-6F));
  EXPECT_TRUE(near(pose.world(child).position, {-2, 10, 0}, 1e-5F));
  EXPECT_TRUE(near(pose.world(child).rotation, test_support::about_z(180.0F), 1e-6F));
}

}  // namespace
}  // namespace mmdagent
