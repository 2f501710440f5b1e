#include "scene/changed_files.h"

#include <gtest/gtest.h>

#include <variant>

#include "render/resource_queue.h"
#include "scene/camera.h"
#include "scene/models.h"
#include "scene/stage.h"
#include "support/model_builder.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using test_support::Loading;
using test_support::SceneRun;
using Lines = std::vector<std::string>;

class ChangedFilesTest : public ::testing::Test {
 protected:
  void send(std::string_view text) {
    run_.send(text);
    run_.finish_loads();
  }

  // Writes the file as another program would and hands the change to the scene; what is posted.
  Lines change(const std::string& name, const std::string& content) {
    run_.take_out();
    run_.take_logs();
    run_.dir.write(name, content);
    used_ = reload_changed_file(*run_.scene, run_.dir.path() / name);
    run_.send("");
    run_.finish_loads();
    run_.send("");
    return run_.take_out();
  }

  static std::string person(const std::string& name, bool with_bones = true) {
    return test_support::to_text(test_support::pmd_person(name, with_bones));
  }

  std::string file_name(std::string_view alias) {
    return run_.scene->models().find(alias)->file().model->data().name;
  }

  std::size_t images_made() {
    std::size_t count = 0;
    while (auto request = run_.resources.take_up_to(run_.resources.last_number())) {
      if (const auto* image = std::get_if<CreateImage>(&*request)) {
        ++count;
        width_ = image->image->width;
      }
      if (std::holds_alternative<SetModelTexture>(*request)) ++textures_set_;
    }
    return count;
  }

  SceneRun run_{Loading::instant};
  bool used_ = false;
  int width_ = 0;
  int textures_set_ = 0;
};

TEST_F(ChangedFilesTest, WhatNothingShowsIsLeftAlone) {
  send("MODEL_ADD|a|ok.pmd");
  EXPECT_EQ(change("ok2.pmd", person("new")), Lines());
  EXPECT_FALSE(used_);
}

TEST_F(ChangedFilesTest, AModelKeepsPlaceAndMotions) {
  send("MODEL_ADD|a|ok.pmd|1,2,3");
  send("MODEL_ADD|b|OK.PMD");  // the same file by another name
  send("MODEL_ADD|c|ok2.pmd");
  send("MOTION_ADD|a|m|v30.vmd");
  run_.run(2);
  EXPECT_EQ(change("ok.pmd", person("new")),
            (Lines{"MODEL_EVENT_CHANGE|a", "MODEL_EVENT_CHANGE|b"}));
  EXPECT_TRUE(used_);
  EXPECT_EQ(file_name("a") + file_name("b") + file_name("c"), "newnewok2");
  SceneModel& model = *run_.scene->models().find("a");
  EXPECT_EQ(model.root.position(), glm::vec3(1, 2, 3));
  ASSERT_EQ(model.instance->motions().players().size(), 1U);
  EXPECT_GT(model.instance->motions().players().front()->frame(), 0.0);
  EXPECT_EQ(change("ok.pmd", person("third")),
            (Lines{"MODEL_EVENT_CHANGE|a", "MODEL_EVENT_CHANGE|b"}));
  EXPECT_EQ(file_name("a"), "third");
}

TEST_F(ChangedFilesTest, ABrokenModelStaysAsItWas) {
  send("MODEL_ADD|a|ok.pmd");
  EXPECT_EQ(change("ok.pmd", "Pmd"), Lines());
  const Lines logs = run_.take_logs();
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_TRUE(logs[0].starts_with("E changeModel: ok.pmd cannot be loaded. (")) << logs[0];
  EXPECT_EQ(file_name("a"), "ok");
  change("ok.pmd", person("mended"));
  EXPECT_EQ(file_name("a"), "mended");
}

TEST_F(ChangedFilesTest, AnAccessoryStaysAsLongAsItsBoneIsThere) {
  send("MODEL_ADD|a|ok.pmd");
  send("MODEL_ADD|hat|ok2.pmd|0,0,0|0,0,0|ON|a|頭");
  send("MODEL_ADD|belt|ok2.pmd|0,0,0|0,0,0|ON|a");
  EXPECT_EQ(change("ok.pmd", person("new")), (Lines{"MODEL_EVENT_CHANGE|a"}));
  EXPECT_NE(run_.scene->models().find("hat"), nullptr);
  EXPECT_NE(run_.scene->models().find("belt"), nullptr);
  const Lines out = change("ok.pmd", person("without", false));
  EXPECT_EQ(std::ranges::count(out, "MODEL_EVENT_DELETE|hat"), 1);
  EXPECT_EQ(run_.scene->models().find("hat"), nullptr);
}

TEST_F(ChangedFilesTest, FilesBesideAModelAreItsFiles) {
  send("MODEL_ADD|a|ok.pmd");
  EXPECT_EQ(change("ok.pmd.loadmessage", "HELLO|1\n"), (Lines{"MODEL_EVENT_CHANGE|a", "HELLO|1"}));
  for (const char* name : {"ok.pmd.deletemessage", "ok.pmd.shapemap", "ok.lip"}) {
    change(name, "");
    EXPECT_TRUE(used_) << name;
  }
}

TEST_F(ChangedFilesTest, AModelThatGoesIsNotCalledBack) {
  send("MODEL_ADD|a|ok.pmd");
  send("MODEL_DELETE|a");
  EXPECT_EQ(change("ok.pmd", person("new")), Lines());
  run_.run(20);
  EXPECT_EQ(run_.scene->models().find("a"), nullptr);
}

TEST_F(ChangedFilesTest, TheStageIsReadAnew) {
  send("STAGE|ok.pmd");
  EXPECT_EQ(change("ok.pmd", person("new")), (Lines{"STAGE|ok.pmd"}));
  EXPECT_EQ(run_.scene->stage().resource()->file().model->data().name, "new");
}

TEST_F(ChangedFilesTest, EveryMotionOfTheFileBeginsAnew) {
  send("MODEL_ADD|a|ok.pmd");
  send("MODEL_ADD|b|ok.pmd");
  send("MOTION_ADD|a|m|v30.vmd|FULL|LOOP");
  send("MOTION_ADD|b|n|v30.vmd|FULL|LOOP");
  send("MOTION_ADD|b|other|w30.vmd|PART|LOOP");
  run_.run(2);
  const Lines both{"MOTION_CHANGE|a|m|v30.vmd", "MOTION_CHANGE|b|n|v30.vmd",
                   "MOTION_EVENT_CHANGE|a|m", "MOTION_EVENT_CHANGE|b|n"};
  EXPECT_EQ(change("v30.vmd", test_support::to_text(test_support::vmd_nod(0.9F))), both);
  EXPECT_EQ(change("v30.vmd", "Vocaloid"), (Lines{both[0], both[1]}));
  EXPECT_EQ(run_.take_logs().size(), 2U);
  EXPECT_EQ(change("v30.vmd", test_support::to_text(test_support::vmd_nod(0.8F))), both);
}

// Eleven motions later the cache would have forgotten it, did it not play.
TEST_F(ChangedFilesTest, AMotionIsKnownAsLongAsItPlays) {
  send("MODEL_ADD|a|ok.pmd");
  send("MOTION_ADD|a|m|v30.vmd|FULL|LOOP");
  for (int i = 0; i < 11; ++i) {
    const std::string name = std::to_string(i) + ".vmd";
    run_.dir.write(name, test_support::to_text(test_support::vmd_nod(0.5F)));
    send("MOTION_ADD|a|x|" + name);
  }
  change("v30.vmd", test_support::to_text(test_support::vmd_nod(0.9F)));
  EXPECT_TRUE(used_);
}

TEST_F(ChangedFilesTest, ACameraMotionBeginsAnew) {
  send("CAMERA|camera.vmd");
  EXPECT_EQ(change("camera.vmd", test_support::to_text(test_support::vmd_camera_move())),
            (Lines{"CAMERA|camera.vmd"}));
}

TEST_F(ChangedFilesTest, AnImageIsReplacedWhereverItIsShown) {
  run_.dir.write("t.pmd", test_support::pmd_textured("x.png"));
  send("MODEL_ADD|a|t.pmd");
  send("STAGE|x.png,x.png");
  images_made();
  textures_set_ = 0;
  const ResourceId floor = run_.snapshot().stage.floor;
  change("x.png", std::string(test_support::png(4, 2, 1, 2, 3)));
  EXPECT_TRUE(used_);
  EXPECT_GE(images_made(), 1U);
  EXPECT_EQ(width_, 4);
  EXPECT_EQ(textures_set_, 1);
  EXPECT_EQ(run_.snapshot().stage.floor, floor);
  change("x.png", std::string(test_support::png(8, 2, 1, 2, 3)));
  EXPECT_GE(images_made(), 1U);
  EXPECT_EQ(width_, 8);
}

TEST_F(ChangedFilesTest, ABrokenImageStaysAsItWas) {
  send("STAGE|x.png,x.png");
  images_made();
  change("x.png", "\x89PNG");
  EXPECT_EQ(images_made(), 0U);
  const Lines logs = run_.take_logs();
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_TRUE(logs[0].starts_with("E image stays as it was: ")) << logs[0];
}

TEST_F(ChangedFilesTest, AnImageThatAModelLackedIsShownWhenItComes) {
  run_.dir.write("t.pmd", test_support::pmd_textured("late.png"));
  send("MODEL_ADD|a|t.pmd");
  images_made();
  textures_set_ = 0;
  change("late.png", std::string(test_support::png(2, 2, 1, 2, 3)));
  EXPECT_TRUE(used_);
  EXPECT_EQ(images_made(), 1U);
  EXPECT_EQ(textures_set_, 1);
}

}  // namespace
}  // namespace mmdagent
