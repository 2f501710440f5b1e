// TRANSPARENT_START, TRANSPARENT_STOP and the key t: messages-core.md sections 3 and 14.5.
#include "scene/scene_keys.h"
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;

bool is_transparent(SceneRun& run) { return run.snapshot().options.transparent; }

std::vector<SceneCase> transparency() {
  return {
      {.name = "StartAndStop",
       .in = {"TRANSPARENT_START"},
       .logs = {"S transparent screen enabled"},
       .check =
           [](SceneRun& run) {
             EXPECT_TRUE(is_transparent(run));
             run.send("TRANSPARENT_STOP");
             EXPECT_EQ(run.take_logs(), Lines{"S transparent screen disabled"});
             EXPECT_FALSE(is_transparent(run));
           }},
      {.name = "AnsweredAlsoWhereNothingChanges",
       .in = {"TRANSPARENT_STOP", "TRANSPARENT_START|1,0,0", "TRANSPARENT_START"},
       .logs = {"S transparent screen disabled", "S transparent screen enabled",
                "S transparent screen enabled"}},
      {.name = "NoColour",
       .in = {"TRANSPARENT_START|1,0"},
       .logs = {"E TRANSPARENT_START: \"1,0\" is not RGB color."},
       .check = [](SceneRun& run) { EXPECT_FALSE(is_transparent(run)); }},
      {.name = "ImpossibleHere",
       .check =
           [](SceneRun& run) {
             run.services.transparency = false;
             run.send("TRANSPARENT_START");
             EXPECT_EQ(run.take_logs(),
                       Lines{"E TRANSPARENT_START: failed to make screen transparent"});
             EXPECT_FALSE(is_transparent(run));
           }},
      {.name = "CountsAndWhatIsCaptured",
       .in = {"TRANSPARENT_START|0,0,0|1", "TRANSPARENT_STOP|1"},
       .logs = {"E TRANSPARENT_START: number of arguments should be 0 or 1.",
                "E TRANSPARENT_STOP: should have no argument."},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.captured,
                       (std::vector<std::string>{"TRANSPARENT_START|0,0,0|1", "TRANSPARENT_STOP"}));
           }},
      {.name = "TheKeyTogglesIt",
       .check =
           [](SceneRun& run) {
             mmdagent::run_scene_key(*run.scene, U't');
             EXPECT_TRUE(is_transparent(run));
             mmdagent::run_scene_key(*run.scene, U't');
             EXPECT_FALSE(is_transparent(run));
             EXPECT_EQ(run.take_logs(),
                       (Lines{"S transparent screen enabled", "S transparent screen disabled"}));
           }},
      {.name = "StartsAsTheKeyOfTheSettingsSays",
       .check = [](SceneRun& run) { EXPECT_TRUE(is_transparent(run)); },
       .options = [](mmdagent::Options& options) { options.transparent_window = true; }},
  };
}

MMDAGENT_SCENE_CASES(TransparencyCases, transparency);

}  // namespace
}  // namespace conformance
