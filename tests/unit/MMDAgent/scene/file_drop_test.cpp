// host.md section 1.9.
#include "scene/file_drop.h"

#include <gtest/gtest.h>

#include <ostream>

#include "scene/user_input.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

constexpr glm::vec2 on_model{522, 856};
constexpr glm::vec2 on_nothing{100, 100};
constexpr Modifiers no_keys{};
constexpr Modifiers shift{.shift = true, .control = false};
constexpr Modifiers control{.shift = false, .control = true};

struct DropCase {
  std::string name;
  std::string file;
  glm::vec2 at;
  Modifiers modifiers;
  Lines before;
  Lines messages;  // after DRAGANDDROP, up to the first event
  Lines logs;
};

void PrintTo(const DropCase& given, std::ostream* out) { *out << given.name; }

class FileDropTest : public ::testing::TestWithParam<DropCase> {};

TEST_P(FileDropTest, DoesWhatTheFileStandsFor) {
  const DropCase& given = GetParam();
  test_support::SceneRun run(test_support::Loading::slow);
  run.scene->input().set_window_size({1024, 900});
  run.send("MODEL_ADD|a|ok.pmd");
  run.run(20);
  for (const std::string& message : given.before) run.send(message);
  run.run(2);
  run.take_out();
  run.take_logs();
  run.scene->input().drop(given.file, given.at, given.modifiers);
  Lines texts;
  for (const test_support::Posted& posted : run.services.queue) texts.push_back(posted.text);
  ASSERT_FALSE(texts.empty());
  EXPECT_EQ(texts.front(),
            "DRAGANDDROP|" + given.file + (given.at == on_model ? "|522|856" : "|100|100"));
  texts.erase(texts.begin());
  EXPECT_EQ(texts, given.messages);
  EXPECT_EQ(run.take_logs(), given.logs);
}

const std::string no_model = "W procDropFileMessage: there is no model at the point.";

std::vector<DropCase> drops() {
  return {
      {"Motion",
       "v30.vmd",
       on_model,
       no_keys,
       {},
       {"MOTION_ADD|a|base|v30.vmd|FULL|LOOP|ON|ON"},
       {}},
      {"MotionUpperCase",
       "v30.VMD",
       on_model,
       no_keys,
       {},
       {"MOTION_ADD|a|base|v30.VMD|FULL|LOOP|ON|ON"},
       {}},
      {"MixedCaseIsOnlyTold", "v30.Vmd", on_model, no_keys, {}, {}, {}},
      {"MotionOverARunningOne",
       "v30.vmd",
       on_model,
       no_keys,
       {"MOTION_ADD|a|base|w30.vmd|FULL|LOOP"},
       {"MOTION_CHANGE|a|base|v30.vmd"},
       {}},
      {"MotionBesideOthers",
       "v30.vmd",
       on_model,
       shift,
       {"MOTION_ADD|a|0|w30.vmd|FULL|LOOP"},
       {"MOTION_ADD|a|1|v30.vmd|PART|ONCE|ON|ON"},
       {}},
      {"MotionOnAllModels",
       "v30.vmd",
       on_nothing,
       control,
       {"MODEL_ADD|b|ok2.pmd"},
       {"MOTION_ADD|a|base|v30.vmd|FULL|LOOP|ON|ON", "MOTION_ADD|b|base|v30.vmd|FULL|LOOP|ON|ON"},
       {}},
      {"NotOnAccessories",
       "v30.vmd",
       on_nothing,
       control,
       {"MODEL_ADD|b|ok2.pmd|0,0,0|0,0,0|ON|a"},
       {"MOTION_ADD|a|base|v30.vmd|FULL|LOOP|ON|ON"},
       {}},
      {"MotionOnNothing", "v30.vmd", on_nothing, no_keys, {}, {}, {no_model}},
      {"Model", "ok2.pmd", on_model, no_keys, {}, {"MODEL_CHANGE|a|ok2.pmd"}, {}},
      {"ModelPmx", "x.pmx", on_model, shift, {}, {"MODEL_CHANGE|a|x.pmx"}, {}},
      {"ModelOnNothing", "ok2.pmd", on_nothing, no_keys, {}, {}, {no_model}},
      {"ModelAdded",
       "ok2.pmd",
       on_nothing,
       control,
       {"MODEL_ADD|0|ok.pmd"},
       {"MODEL_ADD|1|ok2.pmd"},
       {}},
      {"StageModel", "s.xpmd", on_nothing, no_keys, {}, {"STAGE|s.xpmd"}, {}},
      {"Other", "x.txt", on_model, no_keys, {}, {}, {}},
  };
}

INSTANTIATE_TEST_SUITE_P(Cases, FileDropTest, ::testing::ValuesIn(drops()),
                         [](const auto& info) { return info.param.name; });

TEST(FileDrop, Core113AnImageBecomesTheBackground) {
  test_support::SceneRun run;
  run.dir.write("pic.jpg", test_support::png(2, 2, 200, 100, 50));  // the name says nothing
  run.scene->input().set_window_size({1024, 900});
  run.scene->input().drop("pic.jpg", {10, 20}, no_keys);
  run.run(1);
  EXPECT_EQ(run.take_out(), (Lines{"DRAGANDDROP|pic.jpg|10|20"}));
  EXPECT_NE(run.snapshot().stage.background, no_resource);
}

TEST(FileDrop, ImagesAreFloorOrBackground) {
  test_support::SceneRun run;
  run.scene->input().set_window_size({1024, 900});
  run.scene->input().drop("x.png", on_nothing, no_keys);
  run.run(1);
  const Stage with_background = run.snapshot().stage;
  EXPECT_NE(with_background.background, no_resource);
  EXPECT_EQ(with_background.floor, no_resource);
  run.scene->input().drop("x.png", on_nothing, control);
  run.run(1);
  EXPECT_NE(run.snapshot().stage.floor, no_resource);
  EXPECT_EQ(run.snapshot().stage.background, with_background.background);
}

TEST(FileDrop, ABadImageIsOneLineAndTheStageStays) {
  test_support::SceneRun run;
  run.scene->input().drop("broken.png", on_nothing, no_keys);
  run.run(1);
  const Lines logs = run.take_logs();
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_TRUE(logs[0].starts_with("E setBackground: broken.png cannot be set for background."))
      << logs[0];
  EXPECT_EQ(run.snapshot().stage.background, no_resource);
}

TEST(FileDrop, ContentTakesThePlaceOfTheRunning) {
  test_support::SceneRun run;
  for (const char* file : {"/c/a.mdf", "/c/B.MDF", "/c/d.mmda"}) {
    run.scene->input().drop(file, on_nothing, no_keys);
  }
  EXPECT_EQ(run.services.opened, (Lines{"/c/a.mdf", "/c/B.MDF", "/c/d.mmda"}));
  ASSERT_EQ(run.services.queue.size(), 3U);
  EXPECT_EQ(run.services.queue[0].text, "DRAGANDDROP|/c/a.mdf|100|100");
}

TEST(FileDrop, ANameThatNoMessageCanHoldIsRefused) {
  test_support::SceneRun run;
  run.scene->input().drop("a|b.vmd", on_nothing, no_keys);
  EXPECT_TRUE(run.services.queue.empty());
  EXPECT_EQ(run.take_logs(),
            Lines{"E dropped file: \"a|b.vmd\": a name with | cannot stand in a message"});
}

}  // namespace
}  // namespace mmdagent
