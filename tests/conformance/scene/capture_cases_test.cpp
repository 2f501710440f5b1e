// Section 12 of messages-core.md: motion capture and the number of skinning threads.
#include <filesystem>

#include "MMDFiles/motion_data.h"
#include "MMDFiles/readers.h"
#include "scene/models.h"
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;

mmd::MotionData saved(const SceneRun& run) {
  return mmd::read_motion_file(run.dir.path() / "out.vmd");
}

std::uint32_t last_key(const SceneRun& run, std::string_view bone) {
  for (const mmd::BoneTrack& track : saved(run).bone_tracks) {
    if (track.name == bone) return track.frames.back();
  }
  return 0;
}

const std::vector<std::string> nodding =
    model_a + std::vector<std::string>{"MOTION_ADD|a|m|v30.vmd|FULL|LOOP"};
const char* const started =
    "S startMotionCapture: starting capturing motion of \"a\" to VMD file out.vmd.";
const char* const done = "S stopMotionCapture: done saving motion of \"a\" to file.";

std::vector<SceneCase> capture() {
  return {
      {.name = "SavesWhatAModelShows",
       .state = nodding,
       .in = {"MOTIONCAPTURE_START|a|out.vmd", "@20", "MOTIONCAPTURE_STOP|a"},
       .logs = {started, done},
       .check = [](SceneRun& run) { EXPECT_NEAR(last_key(run, "頭"), 20U, 1U); }},
      {.name = "UnknownModel",
       .in = {"MOTIONCAPTURE_START|zz|out.vmd", "MOTIONCAPTURE_STOP|zz"},
       .logs = {"W startMotionCapture: model alias \"zz\" not found.",
                "W stopMotionCapture: model alias \"zz\" not found."}},
      {.name = "OneCaptureOfAModelAtATime",
       .state = model_a,
       .in = {"MOTIONCAPTURE_START|a|out.vmd", "MOTIONCAPTURE_START|a|b.vmd"},
       .logs = {started, "E startMotionCapture: failed to start motion capturing."}},
      {.name = "NoVmd",
       .state = model_a,
       .in = {"MOTIONCAPTURE_START|a|out.txt"},
       .logs = {"E startMotionCapture: failed to start motion capturing. (reason)"}},
      {.name = "StoppingNothing",
       .state = model_a,
       .in = {"MOTIONCAPTURE_STOP|a"},
       .logs = {done},
       .check =
           [](SceneRun& run) {
             EXPECT_FALSE(std::filesystem::exists(run.dir.path() / "out.vmd"));
           }},
      {.name = "AFolderThatIsNotThere",
       .state = model_a,
       .in = {"MOTIONCAPTURE_START|a|none/out.vmd", "@2", "MOTIONCAPTURE_STOP|a"},
       .logs = {"S startMotionCapture: starting capturing motion of \"a\" to VMD file "
                "none/out.vmd.",
                "E stopMotionCapture: error occured at file operation, failed to save captured "
                "motions to file. (reason)"}},
      {.name = "TheEndOfTheModelSaves",
       .state = nodding,
       .in = {"MOTIONCAPTURE_START|a|out.vmd", "@2", "MODEL_DELETE|a", "@20"},
       .out = {"MOTION_EVENT_DELETE|a|m", "MODEL_EVENT_DELETE|a"},
       .logs = {started, done},
       .check = [](SceneRun& run) { EXPECT_GT(last_key(run, "頭"), 14U); }},
      {.name = "AnotherFileOfTheModelSaves",
       .state = nodding,
       .in = {"MOTIONCAPTURE_START|a|out.vmd", "@5", "MODEL_CHANGE|a|ok2.pmd", "@2"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .logs = {started, done},
       .check = [](SceneRun& run) { EXPECT_NEAR(last_key(run, "頭"), 5U, 1U); }},
      {.name = "TheLimitSaves",
       .state = nodding + std::vector<std::string>{"KEYVALUE_SET|motion_capture_max_minutes|0.01"},
       .in = {"MOTIONCAPTURE_START|a|out.vmd", "@30"},
       .logs = {started, "S motion capture length reaches limit, saved to file."},
       .check = [](SceneRun& run) { EXPECT_NEAR(last_key(run, "頭"), 17U, 1U); }},
      {.name = "StartCount",
       .in = {"MOTIONCAPTURE_START|a"},
       .logs = {"E MOTIONCAPTURE_START: number of arguments should be 2."}},
      {.name = "StopCount",
       .in = {"MOTIONCAPTURE_STOP|a|b"},
       .logs = {"E MOTIONCAPTURE_STOP: number of arguments should be 1."}},
  };
}

std::vector<SceneCase> skinning_threads() {
  return {
      {.name = "ChangesAreLogged",
       .in = {"CONFIG_PARALLELSKINNING_THREADS|3", "CONFIG_PARALLELSKINNING_THREADS|3",
              "CONFIG_PARALLELSKINNING_THREADS|9", "CONFIG_PARALLELSKINNING_THREADS|0"},
       .logs = {"S numthreads for skinning = 3", "S numthreads for skinning = 4",
                "S numthreads for skinning = 1"}},
      {.name = "SkinningThreadsCount",
       .in = {"CONFIG_PARALLELSKINNING_THREADS"},
       .logs = {"E CONFIG_PARALLELSKINNING_THREADS: number of arguments should be 1."}},
  };
}

std::vector<SceneCase> changing_later() {
  return {
      {.name = "Case27UnknownAlias", .in = {"MODEL_CHANGE_ASYNC|zz|ok.pmd"}},
      {.name = "Case28",
       .state = model_a,
       .in = {"MODEL_CHANGE_ASYNC|a|ok2.pmd", "@1"},
       .out = {"MODEL_EVENT_CHANGE|a"}},
      {.name = "MissingFile",
       .state = model_a,
       .in = {"MODEL_CHANGE_ASYNC|a|none.pmd"},
       .logs = {"E changeModel: not found: none.pmd"}},
      {.name = "BrokenFile",
       .state = model_a,
       .in = {"MODEL_CHANGE_ASYNC|a|broken.pmd"},
       .logs = {"E changeModel: broken.pmd cannot be loaded. (reason)"}},
      {.name = "AsyncCount",
       .in = {"MODEL_CHANGE_ASYNC|a"},
       .logs = {"E MODEL_CHANGE_ASYNC: number of arguments should be 2."}},
  };
}

MMDAGENT_SCENE_CASES(MotionCapture, capture);
MMDAGENT_SCENE_CASES(SkinningThreads, skinning_threads);
MMDAGENT_SCENE_CASES(ChangingLater, changing_later);

// Defect B33: the result of a model that went meanwhile is discarded.
TEST(ChangingLater, AModelThatWentIsNotChanged) {
  SceneRun run(test_support::Loading::slow);
  run.send("MODEL_ADD|a|ok.pmd");
  run.run(20);
  run.take_out();
  run.send("MODEL_CHANGE_ASYNC|a|ok2.pmd");
  ASSERT_EQ(run.services.jobs.size(), 1U);
  auto job = std::move(run.services.jobs.front());
  run.services.jobs.pop_front();
  run.send("MODEL_DELETE|a");
  run.run(20);
  run.send("MODEL_ADD|a|ok.pmd");
  run.run(1);
  run.take_out();
  job->run();
  job->finish();
  run.run(2);
  EXPECT_TRUE(run.take_out().empty());
  EXPECT_EQ(run.scene->models().find("a")->file().model->data().name, "ok");
}

}  // namespace
}  // namespace conformance
