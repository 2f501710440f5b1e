// Cases 69-72 of messages-core.md section 27 and the rest of its section 11.
#include "scene/models.h"
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;
using Files = std::vector<std::pair<std::string, std::string>>;

constexpr const char* speak = "LIPSYNC_START|a|a,100,i,100";
constexpr const char* started = "LIPSYNC_EVENT_START|a";
constexpr const char* stopped = "LIPSYNC_EVENT_STOP|a";

// A table of one morph, as lip.txt of the program and as that of a model.
const Files program_table = {{"lip.txt", "1 face 3 A 0.2 a 0.5 i 0.4"}};
const Files own_table = {{"lip.txt", "1 face 3 A 0.2 a 0.5 i 0.4"}, {"ok.lip", "1 face 1 A 0.9"}};

std::function<void(SceneRun&)> mouth_is(float weight, float tolerance = 1e-5F) {
  return [=](SceneRun& run) {
    float got = -1.0F;
    EXPECT_TRUE(run.scene->morph_weight("a", "face", got));
    EXPECT_NEAR(got, weight, tolerance);
  };
}

std::vector<SceneCase> lips() {
  // A phoneme of 1 s has keys at 0 and, at 0.8 of it, at 34; the last update of frame 10
  // shows 9.75.
  const float relaxed = 1.0F - 0.2F * 9.75F / 34.0F;
  const Lines speaking = model_a + Lines{"LIPSYNC_START|a|a,10000", "@12"};
  return {
      {.name = "Case69Once",
       .state = model_a,
       .in = {speak},
       .out = {started, {stopped, 12}},
       .run = 60,
       .files = program_table},
      // Keys at 0 (a), 1 (a x .8), 3 (i), 10 (i x .8), 12; the last update of frame 2 shows 1.75.
      {.name = "MouthOpens",
       .state = model_a,
       .in = {speak},
       .out = {started},
       .run = 2,
       .check = mouth_is(0.4F),
       .files = program_table},
      // Keys at 8 (o) and 14 (o x .8); shown is 10.75.
      {.name = "Rendering75BetweenTwoKeys",
       .state = model_a,
       .in = {"LIPSYNC_START|a|sil,187,k,75,o,75"},
       .out = {started},
       .run = 11,
       .check = mouth_is(0.8F - 0.16F * 2.75F / 6.0F),
       .files = {{"lip.txt", "1 face 4 A 0.2 sil 0 k 0 o 0.8"}}},
      {.name = "UnknownPhonemeIsTheFirst",
       .state = model_a,
       .in = {"LIPSYNC_START|a|zz,1000"},
       .out = {started},
       .run = 10,
       .check = mouth_is(0.2F * relaxed),
       .files = program_table},
      {.name = "TableOfTheModelComesFirst",
       .state = model_a,
       .in = {"LIPSYNC_START|a|a,1000"},
       .out = {started},
       .run = 10,
       .check = mouth_is(0.9F * relaxed),
       .files = own_table},
      {.name = "MorphsAtRestOverMotions",
       .state = model_a + Lines{"MODEL_BINDFACE|a|face|1", "@1", "MODEL_UNBINDFACE|a|face"},
       .in = {"LIPSYNC_START|a|a,1000"},
       .out = {started},
       .run = 2,
       .check = mouth_is(1.0F - 1.75F / 6.0F),  // blended to 0; going to rest alone is faster
       .files = {{"lip.txt", "1 other 1 A 0.2"}, {"ok.pmd.shapemap", "NOLIP face\n"}}},
      {.name = "ShapeMapOfTheProgram",
       .state = {"MODEL_ADD|a|own.pmd", "@16", "MODEL_BINDFACE|a|face|1", "@1",
                 "MODEL_UNBINDFACE|a|face"},
       .in = {"LIPSYNC_START|a|a,1000"},
       .out = {started},
       .run = 2,
       .check = mouth_is(1.0F - 1.75F / 6.0F),  // blended to 0; going to rest alone is faster
       .files = {{"lip.txt", "1 other 1 A 0.2"},
                 {"default.shapemap", "NOLIP face\n"},
                 {"own.pmd", test_support::to_text(test_support::pmd_person("own"))}}},
      {.name = "Case70Again",
       .state = speaking,
       .in = {"LIPSYNC_START|a|a,100"},
       .out = {stopped, started, {stopped, 9}},
       .run = 60,
       .files = program_table},
      {.name = "Case71Stop",
       .state = speaking,
       .in = {"LIPSYNC_STOP|a"},
       .out = {{stopped, 0.25, 0.3}},
       .run = 30,
       // Nothing lies below: the mouth stays as the fade leaves it, between frames 12 and 18.
       .check = mouth_is(0.5F * (1.0F - 0.2F * 15.0F / 304.0F), 1e-3F),
       .files = program_table},
      {.name = "Case72StopIdle",
       .state = model_a,
       .in = {"LIPSYNC_STOP|a"},
       .logs = {"W stopLipSync: lipsync motion is not found."}},
      {.name = "StopWhileItFades",
       .state = speaking + Lines{"LIPSYNC_STOP|a", "@3"},
       .in = {"LIPSYNC_STOP|a"},
       .logs = {"W stopLipSync: lipsync motion is not found."},
       .run = 30,
       .files = program_table},
      {.name = "NoTable",
       .state = model_a,
       .in = {speak},
       .logs = {"E startLipSync: cannot create lip motion."}},
      {.name = "NoPhoneme",
       .state = model_a,
       .in = {"LIPSYNC_START|a|a"},
       .logs = {"E startLipSync: cannot create lip motion."},
       .files = program_table},
      {.name = "StartModelUnknown", .in = {speak}, .logs = {"W startLipSync: a is not found."}},
      {.name = "StopModelUnknown",
       .in = {"LIPSYNC_STOP|a"},
       .logs = {"W stopLipSync: a is not found."}},
      {.name = "StartCount",
       .in = {"LIPSYNC_START|a"},
       .logs = {"E LIPSYNC_START: number of arguments should be 2."}},
      {.name = "StopCount",
       .in = {"LIPSYNC_STOP|a|b"},
       .logs = {"E LIPSYNC_STOP: number of arguments should be 1."}},
      {.name = "PriorityOfTheOption",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|LOOP|ON|OFF|50", speak},
       .out = {"MOTION_EVENT_ADD|a|m", started},
       .run = 1,
       .check =
           [](SceneRun& run) {
             const auto players = run.scene->models().find("a")->instance->motions().players();
             ASSERT_EQ(players.size(), 2U);
             EXPECT_EQ(players.front()->alias(), "LipSync");
             EXPECT_EQ(players.front()->options().priority, -7.0F);
           },
       .files = program_table,
       .options = [](mmdagent::Options& options) { options.lipsync_priority = -7.0F; }},
  };
}

MMDAGENT_SCENE_CASES(LipSync, lips);

}  // namespace
}  // namespace conformance
