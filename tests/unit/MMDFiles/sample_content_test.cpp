// The content that ships with the program: read without a repair, every name in it resolves.
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "MMDFiles/image.h"
#include "MMDFiles/name_index.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "support/checkout.h"

namespace {

namespace fs = std::filesystem;
using mmd::ModelData;

const fs::path sample = test_support::source_folder() / "Resource" / "Sample";
const fs::path app_data = test_support::source_folder() / "Resource" / "AppData";

void expect_clean(const ModelData& model) {
  EXPECT_TRUE(model.warnings.empty()) << model.warnings.front();
  EXPECT_GE(model.bones.size(), 40U);
  EXPECT_FALSE(model.rigid_bodies.empty());
  EXPECT_FALSE(model.joints.empty());
  EXPECT_EQ(model.bones.at(static_cast<std::size_t>(model.center_bone)).name, "センター");
  for (const std::string& texture : model.textures) {
    const auto path = mmd::find_content_path(sample, texture);
    ASSERT_TRUE(path) << texture;
    EXPECT_GT(mmd::read_image_file(*path).width, 0) << texture;
  }
}

TEST(SampleContent, ModelsReadWithoutARepair) {
  expect_clean(mmd::read_model_file(sample / "sample.pmd"));
  expect_clean(mmd::read_model_file(sample / "sample.pmx"));
}

TEST(SampleContent, BothFormatsHoldTheSameCharacter) {
  const ModelData pmd = mmd::read_model_file(sample / "sample.pmd");
  const ModelData pmx = mmd::read_model_file(sample / "sample.pmx");
  EXPECT_EQ(pmd.vertices.size(), pmx.vertices.size());
  EXPECT_EQ(pmd.indices, pmx.indices);
  const mmd::NameIndex bones{std::span<const mmd::BoneData>(pmx.bones)};
  for (const mmd::BoneData& bone : pmd.bones) {
    const auto same = bones.find(bone.name);
    if (!same) continue;
    EXPECT_LT(glm::distance(bone.origin, pmx.bones[static_cast<std::size_t>(*same)].origin), 1e-4F)
        << bone.name;
  }
  EXPECT_TRUE(bones.find("左足ＩＫ"));
}

TEST(SampleContent, MotionsMoveBonesThatTheModelHas) {
  const ModelData model = mmd::read_model_file(sample / "sample.pmd");
  const mmd::NameIndex bones{std::span<const mmd::BoneData>(model.bones)};
  const mmd::NameIndex morphs{std::span<const mmd::MorphData>(model.morphs)};
  for (const char* file : {"blink.vmd", "idle.vmd", "nod.vmd", "walk.vmd", "wave.vmd"}) {
    const mmd::MotionData motion = mmd::read_motion_file(sample / file);
    EXPECT_TRUE(motion.warnings.empty()) << file;
    EXPECT_GT(motion.length, 0U) << file;
    for (const auto& track : motion.bone_tracks) {
      EXPECT_TRUE(bones.find_vmd_key(track.name)) << file << ": " << track.name;
    }
    for (const auto& track : motion.morph_tracks) {
      EXPECT_TRUE(morphs.find_vmd_key(track.name)) << file << ": " << track.name;
    }
  }
}

TEST(SampleContent, SystemToonTurnsFromLightToShadowInTheMiddle) {
  const mmd::Image toon = mmd::read_image_file(app_data / "toon01.bmp");
  ASSERT_EQ(toon.width, 32);
  ASSERT_EQ(toon.height, 32);
  const auto red = [&](int row) { return toon.rgba[static_cast<std::size_t>(row) * 32 * 4]; };
  EXPECT_EQ(red(0), 255);
  EXPECT_EQ(red(15), 255);
  EXPECT_EQ(red(16), 205);
  EXPECT_EQ(red(31), 205);
  EXPECT_FALSE(toon.transparent);
}

}  // namespace
