#include "MMDFiles/motion_capture.h"

#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::ModelKind;
using test_support::about_x;
using test_support::about_y;
using test_support::about_z;
using test_support::ModelBuilder;
using test_support::near;

std::vector<std::string> bone_names(const mmd::Model& model) {
  std::vector<std::string> names;
  for (const mmd::BoneData& bone : model.data().bones) names.push_back(bone.name);
  return names;
}

TEST(MotionCapture, A38_AConstantPoseHasOneKeyForEachBone) {
  ModelBuilder builder;
  builder.bone("a", {0, 0, 0});
  builder.bone("b", {0, 1, 0}, 0);
  builder.morph("face", mmd::MorphKind::vertex);
  mmd::ModelInstance instance(builder.build());
  instance.set_bone(1, {1, 2, 3}, about_y(30.0F));
  instance.set_morph(0, 0.5F);
  const std::vector<std::string> morphs = {"face"};
  mmd::MotionRecorder recorder("m", bone_names(instance.model()), morphs);
  std::vector<mmd::RecordedBone> bones(2);
  for (int frame = 0; frame < 100; ++frame) {
    test_support::step(instance, 1.0);
    mmd::capture_bones(instance.model(), instance.pose(), bones);
    recorder.add(bones, instance.pose().weights);
  }
  const mmd::MotionData motion = recorder.take();
  ASSERT_EQ(motion.bone_tracks.size(), 2U);
  for (const mmd::BoneTrack& track : motion.bone_tracks)
    EXPECT_EQ(track.frames, std::vector<std::uint32_t>{0}) << track.name;
  EXPECT_TRUE(near(motion.bone_tracks[1].translations[0], {1, 2, 3}, 0.0F));
  EXPECT_EQ(motion.morph_tracks.at(0).frames, std::vector<std::uint32_t>{0});
}

// A bone with all that a pose is made of, shown again from what was captured.
TEST(MotionCapture, CapturedBonesShowTheSamePose) {
  for (const ModelKind kind : {ModelKind::pmd_extended, ModelKind::pmx}) {
    ModelBuilder builder(kind);
    builder.bone("goal", {0, 3, 0});
    builder.bone("link", {0, 0, 0});
    builder.bone("effector", {1, 0, 0}, 1);
    builder.bone("follower", {5, 0, 0}).append = {1, 0.5F, true, true, false};
    builder.bone("below", {5, 1, 0}, 3);
    builder.morph("turn", mmd::MorphKind::bone).bones = {{3, {0, 0, 1}, about_x(20.0F)}};
    builder.data().ik_chains.push_back({0, 2, 40, 2.0F, {{1, std::nullopt}}});
    const auto model = builder.build();
    mmd::ModelInstance instance(model);
    instance.set_bone(3, {1, 0, 0}, about_z(40.0F));
    instance.set_morph(0, 1.0F);
    test_support::step(instance, 1.0);

    std::vector<mmd::RecordedBone> bones(5);
    mmd::capture_bones(*model, instance.pose(), bones);
    EXPECT_TRUE(near(bones[3].translation, {1, 0, 1}, 1e-6F)) << "without the append";
    EXPECT_TRUE(near(bones[3].rotation, about_x(20.0F) * about_z(40.0F), 1e-6F));
    EXPECT_TRUE(near(bones[1].rotation, about_z(90.0F), 1e-3F)) << "with IK";

    mmd::ModelInstance shown(model);
    for (int bone = 0; bone < 5; ++bone) {
      const auto i = static_cast<std::size_t>(bone);
      shown.set_bone(bone, bones[i].translation, bones[i].rotation);
    }
    test_support::step(shown, 1.0);
    EXPECT_TRUE(near(shown.pose().world(4).position, instance.pose().world(4).position, 1e-2F));
    EXPECT_TRUE(near(shown.pose().world(4).rotation, instance.pose().world(4).rotation, 1e-2F));
  }
}

TEST(MotionCapture, BonesThatOthersMoveAreLeftOut) {
  ModelBuilder builder;
  builder.bone("plain", {0, 0, 0});
  builder.bone("simulated", {0, 1, 0}, 0);
  mmd::BoneData& under = builder.bone("under", {0, 2, 0}, 0);
  under.pmd_type = mmd::PmdBoneType::under_rotate;
  under.pmd_target = 0;
  builder.bone("held", {0, 3, 0}, 0);
  builder.body(1, mmd::BodyMode::physics);
  builder.body(3, mmd::BodyMode::follow_bone);
  const auto model = builder.build();
  const mmd::ModelInstance instance(model);
  std::vector<mmd::RecordedBone> bones(4);
  mmd::capture_bones(*model, instance.pose(), bones);
  EXPECT_TRUE(bones[0].recorded);
  EXPECT_FALSE(bones[1].recorded);
  EXPECT_FALSE(bones[2].recorded);
  EXPECT_TRUE(bones[3].recorded);
}

}  // namespace
