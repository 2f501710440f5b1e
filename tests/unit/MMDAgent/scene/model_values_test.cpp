#include "scene/model_values.h"

#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/shape_map.h"
#include "scene/models.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

class ModelValuesTest : public ::testing::Test {
 protected:
  ModelValuesTest() {
    content_->write("a/ok.pmd", test_support::to_text(test_support::pmd_person("ok")));
    content_->write("a/ok.pmd.shapemap", "EXMORPH_smile face\n");
    run_.send("MODEL_ADD|a|a/ok.pmd");
    run_.send("MODEL_ADD|b|ok2.pmd|0,0,0|0,0,0|ON|a|頭");
    run_.run(1);
  }

  ModelValues values() { return ModelValues(run_.scene->models()); }

  // One step in which `write` is called where plugins are.
  template <class Write>
  void step(Write write) {
    run_.scene->begin_step(1.0);
    write();
    run_.scene->end_step(1.0, 1.0);
    run_.scene->finish_steps();
  }

  float height(std::string_view model, std::string_view bone) const {
    return run_.bone(model, bone).position[1];
  }

  std::shared_ptr<const test_support::TemporaryFolder> content_ = test_support::scene_content();
  test_support::SceneRun run_{test_support::Loading::instant, {}, content_};
};

TEST_F(ModelValuesTest, ChangedModelHasAnotherNumber) {
  const std::uint64_t before = values().find("a");
  EXPECT_NE(before, 0U);
  EXPECT_EQ(values().find("nobody"), 0U);
  run_.send("MODEL_CHANGE|a|ok2.pmd");
  EXPECT_NE(values().find("a"), before);
  EXPECT_EQ(values().find_morph(before, "face"), -1);
  EXPECT_FALSE(values().set_morph(before, 0, 1.0F));
  EXPECT_EQ(values().shapes(before).map, nullptr);
}

TEST_F(ModelValuesTest, FindsBonesMorphsAndMotions) {
  const std::uint64_t a = values().find("a");
  EXPECT_EQ(values().find_bone(a, "頭"), 1);
  EXPECT_EQ(values().find_bone(a, "face"), -1);
  EXPECT_EQ(values().find_bone(a, ""), 0) << "the centre bone";
  EXPECT_GE(values().find_morph(a, "face"), 0);
  EXPECT_EQ(values().find_morph(a, "頭"), -1);
  run_.send("MOTION_ADD|a|nod|v30.vmd|FULL|ONCE");
  EXPECT_TRUE(values().motion_runs(a, "nod"));
  EXPECT_FALSE(values().motion_runs(a, "no"));
  run_.run(31);  // it has ended and fades out
  EXPECT_FALSE(values().motion_runs(a, "nod"));
}

TEST_F(ModelValuesTest, WritesOnTopOfMotions) {
  run_.send("MOTION_ADD|a|nod|v30.vmd|FULL|LOOP");
  const std::uint64_t a = values().find("a");
  BoneValue of_motion;
  step([&] {
    EXPECT_TRUE(values().bone(a, 1, of_motion));
    EXPECT_TRUE(values().set_bone(a, 1, {{0, 2, 0}, {0, 0, 2, 0}}));
    EXPECT_TRUE(values().set_morph(a, 1, 0.25F));
  });
  EXPECT_EQ(of_motion.position[1], 0.0F);
  BoneValue written;
  EXPECT_TRUE(values().bone(a, 1, written));
  EXPECT_EQ(written.position[1], 2.0F);
  EXPECT_EQ(written.rotation[2], 1.0F);  // of unit length
  EXPECT_NEAR(height("a", "頭"), test_support::head_height + 2.0F, 1e-5F);
  float weight = 0.0F;
  EXPECT_TRUE(values().morph(a, 1, weight));
  EXPECT_EQ(weight, 0.25F);
}

TEST_F(ModelValuesTest, WhatHangsOnABoneGoesAlongInTheSameStep) {
  const float before = height("b", "センター");
  step([&] { values().set_bone(values().find("a"), 1, {{0, 3, 0}, {0, 0, 0, 1}}); });
  EXPECT_NEAR(height("b", "センター"), before + 3.0F, 1e-5F);
}

TEST_F(ModelValuesTest, FreeModelsHangOnNoOther) {
  run_.send("MODEL_ADD|c|ok2.pmd");
  EXPECT_EQ(values().free(), (std::vector<std::string>{"a", "c"})) << "b hangs on a";
}

TEST_F(ModelValuesTest, TellsWhereABoneIsByItsNumber) {
  const std::uint64_t a = values().find("a");
  BonePose pose;
  EXPECT_TRUE(values().place(a, 1, pose));
  EXPECT_EQ(pose.position[1], height("a", "頭"));
  EXPECT_EQ(pose.rotation[3], 1.0F);
  EXPECT_FALSE(values().place(a, 2, pose));
  EXPECT_FALSE(values().place(0, 0, pose));
}

TEST_F(ModelValuesTest, RefusesWhatMakesNoSense) {
  const std::uint64_t a = values().find("a");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  BoneValue bone;
  float weight = 0.0F;
  EXPECT_FALSE(values().bone(a, 2, bone));
  EXPECT_FALSE(values().bone(a, -1, bone));
  EXPECT_FALSE(values().morph(a, 99, weight));
  EXPECT_FALSE(values().set_bone(a, 0, {{nan, 0, 0}, {0, 0, 0, 1}}));
  EXPECT_FALSE(values().set_bone(a, 0, {{0, 0, 0}, {0, 0, 0, 0}}));
  EXPECT_FALSE(values().set_morph(a, 1, nan));
  EXPECT_FALSE(values().set_morph(0, 1, 1.0F));
}

TEST_F(ModelValuesTest, NamesFilesOfTheShapeMapAsMessagesDo) {
  const ModelShapes own = values().shapes(values().find("a"));
  ASSERT_NE(own.map, nullptr);
  EXPECT_EQ(own.folder, "a/");
  EXPECT_EQ(own.binding->extra_morphs.size(), 1U);
  EXPECT_EQ(values().shapes(values().find("b")).folder, "./");

  content_->write("default.shapemap", "LIP_A face\n");
  run_.send("MODEL_ADD|c|plain.pmd");
  EXPECT_EQ(values().shapes(values().find("c")).folder, content_->path().string() + "/");
}

}  // namespace
}  // namespace mmdagent
