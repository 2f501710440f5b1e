#include "scene/asset_files.h"

#include <gtest/gtest.h>

#include "MMDFiles/camera_motion.h"
#include "MMDFiles/model.h"
#include "MMDFiles/motion.h"
#include "support/scene_fixtures.h"

namespace mmdagent {
namespace {

class AssetFilesTest : public ::testing::Test {
 protected:
  AssetFilesTest() { test_support::write_scene_fixtures(dir_); }

  std::string located(std::string_view name) const {
    const auto path = locate_content_file(dir_.path(), name);
    return path ? path->lexically_relative(dir_.path()).string() : "-";
  }

  test_support::TemporaryFolder dir_;
};

TEST_F(AssetFilesTest, FindsContentFiles) {
  dir_.write("Sub/Deep.vmd", "x");
  EXPECT_EQ(located("ok.pmd"), "ok.pmd");
  EXPECT_EQ(located("Sub/Deep.vmd"), "Sub/Deep.vmd");
  EXPECT_EQ(located("Sub\\Deep.vmd"), "Sub/Deep.vmd");
  EXPECT_EQ(located("sub/deep.VMD"), "Sub/Deep.vmd");
  EXPECT_EQ(located((dir_.path() / "ok.pmd").string()), "ok.pmd");
}

TEST_F(AssetFilesTest, AFolderIsNoFile) {
  dir_.write("Sub/Deep.vmd", "x");
  EXPECT_EQ(located("Sub"), "-");
  EXPECT_EQ(located("."), "-");
  EXPECT_EQ(located(""), "-");
  EXPECT_EQ(located("none.pmd"), "-");
  EXPECT_EQ(located("/none.pmd"), "-");
  EXPECT_EQ(located(std::string_view("ok.pmd\0.png", 11)), "-");
}

TEST_F(AssetFilesTest, AnImageOfAModelMayNotLeaveTheContent) {
  dir_.write("content/models/a.pmd", "x");
  dir_.write("content/tex/a.png", "x");
  dir_.write("outside.png", "x");
  const auto content = dir_.path() / "content";
  EXPECT_TRUE(locate_model_image(content, content / "models", "../tex/a.png"));
  EXPECT_FALSE(locate_model_image(content, content / "models", "../../outside.png"));
  EXPECT_FALSE(locate_model_image(content, content / "models", "none.png"));
  // A model from elsewhere keeps to its own folder.
  EXPECT_TRUE(locate_model_image(content / "models", content / "tex", "a.png"));
  EXPECT_FALSE(locate_model_image(content / "models", content / "tex", "../../outside.png"));
}

TEST_F(AssetFilesTest, ReadsAModelWithWhatLiesBesideIt) {
  dir_.write("ok.pmd.loadmessage", "A|1\nB\n");
  dir_.write("ok.pmd.deletemessage", "C\n");
  const auto file = model_reader(dir_.path()).read(dir_.path() / "ok.pmd");
  EXPECT_EQ(file->model->bone_count(), 2);
  EXPECT_EQ(file->folder, dir_.path());
  EXPECT_EQ(file->load_messages, (std::vector<std::string>{"A|1", "B"}));
  EXPECT_EQ(file->delete_messages, (std::vector<std::string>{"C"}));
  EXPECT_TRUE(file->has_shape_map);
  EXPECT_FALSE(file->morphs_materials);
  EXPECT_FALSE(model_reader(dir_.path()).read(dir_.path() / "plain.pmd")->has_shape_map);
}

TEST_F(AssetFilesTest, APmxTakesTheShapeMapOfThePmd) {
  dir_.write("tri.pmx", test_support::to_text(test_support::pmx_tri()));
  EXPECT_FALSE(model_reader(dir_.path()).read(dir_.path() / "tri.pmx")->has_shape_map);
  dir_.write("tri.pmd.shapemap", "");
  EXPECT_TRUE(model_reader(dir_.path()).read(dir_.path() / "tri.pmx")->has_shape_map);
}

TEST_F(AssetFilesTest, ReadsMotionsOfModelsAndCameras) {
  const auto nod = motion_reader().read(dir_.path() / "v30.vmd");
  EXPECT_EQ(nod->motion->length(), 30.0F);
  EXPECT_TRUE(nod->camera->empty());
  const auto camera = motion_reader().read(dir_.path() / "camera.vmd");
  EXPECT_EQ(camera->camera->length(), 30.0F);
  EXPECT_EQ(image_reader().read(dir_.path() / "x.png")->picture->width, 2);
}

TEST_F(AssetFilesTest, AStampTellsOfTheFilesBesideIt) {
  const std::string_view suffixes[] = {".csv"};
  const FileStamp before = stamp_of(dir_.path() / "ok.pmd", suffixes);
  EXPECT_EQ(stamp_of(dir_.path() / "ok.pmd", suffixes), before);
  dir_.write("ok.pmd.csv", "x");
  EXPECT_NE(stamp_of(dir_.path() / "ok.pmd", suffixes), before);
}

}  // namespace
}  // namespace mmdagent
