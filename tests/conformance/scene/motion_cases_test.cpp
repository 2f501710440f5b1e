// Cases 29-51 of messages-core.md section 27 and the error texts of section 8.
#include <cmath>

#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;

using Lines = std::vector<std::string>;

const Lines m_loops = model_a + Lines{"MOTION_ADD|a|m|v30.vmd|FULL|LOOP", "@5"};
const Lines m_deleted = m_loops + Lines{"MOTION_DELETE|a|m", "@10"};

std::vector<SceneCase> adding() {
  return {
      {.name = "Case29Once",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd"},
       .out = {"MOTION_EVENT_ADD|a|m", {"MOTION_EVENT_DELETE|a|m", 30}},
       .run = 90},
      {.name = "Case30Loop",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|LOOP"},
       .out = {"MOTION_EVENT_ADD|a|m"},
       .run = 90},
      {.name = "Case31PartWord",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|HALF"},
       .logs = {"E MOTION_ADD: 4th argument should be \"FULL\" or \"PART\"."}},
      {.name = "LoopWord",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|TWICE"},
       .logs = {"E MOTION_ADD: 5th argument should be \"ONCE\" or \"LOOP\"."}},
      {.name = "SmoothWord",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|ONCE|YES"},
       .logs = {"E MOTION_ADD: 6th argument should be \"ON\" or \"OFF\"."}},
      {.name = "RepositionWord",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|ONCE|ON|YES"},
       .logs = {"E MOTION_ADD: 7th argument should be \"ON\" or \"OFF\"."}},
      {.name = "Case32TooFew",
       .state = model_a,
       .in = {"MOTION_ADD|a|m"},
       .logs = {"E MOTION_ADD: number of arguments should be 3-8."}},
      {.name = "Case33AllOptions",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd|PART|ONCE|ON|OFF|5"},
       .out = {"MOTION_EVENT_ADD|a|m", {"MOTION_EVENT_DELETE|a|m", 30}},
       .run = 90},
      {.name = "Case34SwapKeepsOptions",
       .state = m_loops,
       .in = {"MOTION_ADD|a|m|w30.vmd|PART|ONCE"},
       .out = {"MOTION_EVENT_ADD|a|m"},
       .logs = {"W addMotion: motion alias \"m\" already exist, swap it."},
       .run = 90},
      {.name = "Case35SwapCancelsDeletion",
       .state = m_loops,
       .in = {"MOTION_DELETE|a|m", "MOTION_ADD|a|m|w30.vmd|PART|ONCE"},
       .out = {"MOTION_EVENT_ADD|a|m"},
       .logs = {"W addMotion: motion alias \"m\" already exist, swap it."},
       .run = 90},
      {.name = "Case38EndingMotionIsDropped",
       .state = m_deleted,
       .in = {"MOTION_ADD|a|m|w30.vmd|PART|ONCE"},
       .out = {"MOTION_EVENT_ADD|a|m", {"MOTION_EVENT_DELETE|a|m", 30}},
       .run = 90},
      {.name = "Case43ModelUnknown",
       .in = {"MOTION_ADD|zz|m|v30.vmd"},
       .logs = {"W addMotion: zz is not found, unable to start motion m"}},
      {.name = "Case44FileFirst",
       .in = {"MOTION_ADD|zz|m|none.vmd"},
       .logs = {"E addMotion: not found: none.vmd"}},
      {.name = "UnreadableFile",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|broken.vmd"},
       .logs = {"E addMotion: broken.vmd cannot be loaded. (reason)"}},
      {.name = "LipMotionHasItsOwnEvent",
       .state = model_a,
       .in = {"MOTION_ADD|a|LipSync|v30.vmd"},
       .out = {"MOTION_EVENT_ADD|a|LipSync", {"LIPSYNC_EVENT_STOP|a", 30}},
       .run = 90},
      {.name = "RepositionMovesTheModel",
       .state = model_a + Lines{"MOTION_ADD|a|walk|walk30.vmd", "@60"},
       .in = {"MOTION_ADD|a|m|v30.vmd|FULL|LOOP|ON|ON"},
       .out = {"MOTION_EVENT_ADD|a|m"},
       .run = 90,
       // The walk ended 6 units to the side; the model stays there and no move is reported.
       .check =
           [](SceneRun& run) { EXPECT_NEAR(run.bone("a", "センター").position[0], 6.0F, 1e-3F); }},
  };
}

std::vector<SceneCase> others() {
  return {
      {.name = "Case36Delete",
       .state = m_loops,
       .in = {"MOTION_DELETE|a|m"},
       .out = {{"MOTION_EVENT_DELETE|a|m", 0.25, 0.1}},
       .run = 60},
      {.name = "Case37DeleteAgain",
       .state = m_deleted,
       .in = {"MOTION_DELETE|a|m"},
       .out = {{"MOTION_EVENT_DELETE|a|m", 0.25, 0.1}},
       .run = 60},
      {.name = "Case39ChangeOfEnding",
       .state = m_deleted,
       .in = {"MOTION_CHANGE|a|m|w30.vmd"},
       .logs = {"W changeMotion: m is not found."}},
      {.name = "Case40DeleteUnknown",
       .state = model_a,
       .in = {"MOTION_DELETE|a|zz"},
       .logs = {"W deleteMotion: zz is not found."}},
      {.name = "DeleteModelUnknown",
       .in = {"MOTION_DELETE|zz|m"},
       .logs = {"W deleteMotion: zz is not found."}},
      {.name = "DeleteCount",
       .in = {"MOTION_DELETE|zz"},
       .logs = {"E MOTION_DELETE: number of arguments should be 2."}},
      {.name = "Case41Change",
       .state = m_loops,
       .in = {"MOTION_CHANGE|a|m|w30.vmd"},
       .out = {"MOTION_EVENT_CHANGE|a|m"},
       .run = 90},
      {.name = "ChangeModelUnknown",
       .in = {"MOTION_CHANGE|zz|m|none.vmd"},
       .logs = {"W changeMotion: zz is not found."}},
      {.name = "ChangeMissing",
       .state = model_a,
       .in = {"MOTION_CHANGE|a|zz|none.vmd"},
       .logs = {"E changeMotion: not found: none.vmd"}},
      {.name = "ChangeUnreadable",
       .state = m_loops,
       .in = {"MOTION_CHANGE|a|m|broken.vmd"},
       .logs = {"E changeMotion: broken.vmd cannot be loaded. (reason)"}},
      {.name = "ChangeCount",
       .in = {"MOTION_CHANGE|a|m"},
       .logs = {"E MOTION_CHANGE: number of arguments should be 3."}},
      {.name = "Case42Reset",
       .state = model_a + Lines{"MOTION_ADD|a|m|v30.vmd", "@20"},
       .in = {"MOTION_RESET|a|m"},
       .out = {"MOTION_EVENT_RESET|a|m", {"MOTION_EVENT_DELETE|a|m", 30}},
       .run = 90},
      {.name = "ResetModelUnknown",
       .in = {"MOTION_RESET|zz|m"},
       .logs = {"W resetMotion: zz is not found."}},
      {.name = "ResetUnknown",
       .state = model_a,
       .in = {"MOTION_RESET|a|m"},
       .logs = {"W resetMotion: m is not found."}},
      {.name = "ResetCount",
       .in = {"MOTION_RESET|a"},
       .logs = {"E MOTION_RESET: number of arguments should be 2."}},
      {.name = "Case45Accelerate",
       .state = m_loops,
       .in = {"MOTION_ACCELERATE|a|m|2"},
       .out = {{"MOTION_EVENT_ACCELERATE|a|m", 0.25, 0.1}},
       .run = 60},
      {.name = "Case46AccelerateWithinASecond",
       .state = m_loops,
       .in = {"MOTION_ACCELERATE|a|m|0.5|1"},
       .out = {{"MOTION_EVENT_ACCELERATE|a|m", 45, 15}},
       .run = 90},
      {.name = "Case47NegativeSpeed",
       .state = m_loops,
       .in = {"MOTION_ACCELERATE|a|m|-1"},
       .logs = {"W accelerateMotion: m is not found."}},
      {.name = "NegativeDuration",
       .state = m_loops,
       .in = {"MOTION_ACCELERATE|a|m|1|-1"},
       .logs = {"W accelerateMotion: m is not found."}},
      {.name = "AccelerateModelUnknown",
       .in = {"MOTION_ACCELERATE|zz|m|1"},
       .logs = {"W accelerateMotion: zz is not found."}},
      {.name = "AccelerateUnknown",
       .state = model_a,
       .in = {"MOTION_ACCELERATE|a|m|1"},
       .logs = {"W accelerateMotion: m is not found."}},
      {.name = "AccelerateCount",
       .in = {"MOTION_ACCELERATE|a|m"},
       .logs = {"E MOTION_ACCELERATE: number of arguments should be 3-5."}},
      {.name = "DoubleSpeedEndsInHalfTheTime",
       .state = model_a,
       .in = {"MOTION_ADD|a|m|v30.vmd", "MOTION_ACCELERATE|a|m|2"},
       .out = {"MOTION_EVENT_ADD|a|m",
               {"MOTION_EVENT_ACCELERATE|a|m", 0.25, 0.1},
               {"MOTION_EVENT_DELETE|a|m", 15, 0.6}},
       .run = 60},
  };
}

std::vector<SceneCase> configuring() {
  const auto head_turn = [](SceneRun& run) { return run.bone("a", "頭").rotation[1]; };
  const Lines base = model_a + Lines{"MOTION_ADD|a|base|w30.vmd|FULL|LOOP|OFF",
                                     "MOTION_ADD|a|m|v30.vmd|FULL|LOOP|OFF"};
  // Both motions turn 頭 about y, at frame 15 by 1 and 0.5 rad; 15.25 frames show frame 15.
  const auto expect_turn = [=](float radians) {
    return
        [=](SceneRun& run) { EXPECT_NEAR(std::abs(head_turn(run)), std::sin(radians / 2), 0.02F); };
  };
  const auto row = [&](const char* name, const std::string& setting, float turn) {
    return SceneCase{.name = name,
                     .state = base,
                     .in = {"MOTION_CONFIGURE|a|m|" + setting},
                     .out = {"MOTION_EVENT_CONFIGURE|a|m"},
                     .run = 15.25,
                     .check = expect_turn(turn)};
  };
  const auto fails = [&](const char* name, const std::string& setting) {
    return SceneCase{.name = name,
                     .state = m_loops,
                     .in = {"MOTION_CONFIGURE|a|m|" + setting},
                     .logs = {"E configureMotion: failed to set " + setting + " to m."}};
  };
  return {
      row("Case48AddWithRate", "MODE_ADD|0.5", 1.25F),
      row("Add", "MODE_ADD", 1.5F),
      row("ReplaceWithRate", "MODE_REPLACE|0.5", 0.25F),
      row("MulReplacesBones", "MODE_MUL", 0.5F),
      row("BlendRate", "BLEND_RATE|2", 1.0F),
      row("Case50BoneNone", "MODE_BONE_NONE|頭,nobone", 1.0F),
      row("BoneAdd", "MODE_BONE_ADD|nobone,頭", 1.5F),
      row("BoneReplace", "MODE_BONE_REPLACE|頭", 0.5F),
      fails("Case49RateMissing", "BLEND_RATE"),
      fails("Case51NoSuchBone", "MODE_BONE_NONE|nobone"),
      fails("NamesMissing", "MODE_BONE_ADD"),
      fails("NoSuchFace", "MODE_FACE_MUL|face"),
      fails("KeyUnknown", "MODE|1"),
      {.name = "EndingMotion",
       .state = m_deleted,
       .in = {"MOTION_CONFIGURE|a|m|MODE_ADD"},
       .out = {"MOTION_EVENT_CONFIGURE|a|m"}},
      {.name = "MotionUnknown",
       .state = model_a,
       .in = {"MOTION_CONFIGURE|a|zz|MODE_ADD|1"},
       .logs = {"E configureMotion: failed to set MODE_ADD|1 to zz."}},
      {.name = "ModelUnknown",
       .in = {"MOTION_CONFIGURE|zz|m|MODE_ADD"},
       .logs = {"W configureMotion: zz is not found."}},
      {.name = "Count",
       .in = {"MOTION_CONFIGURE|a|m"},
       .logs = {"E MOTION_CONFIGURE: number of arguments should be 3 or 4."}},
      {.name = "SwapForgets",
       .state =
           base + Lines{"MOTION_CONFIGURE|a|m|MODE_ADD", "MOTION_RESET|a|base", "MOTION_RESET|a|m"},
       .run = 15.25,
       .check = expect_turn(0.5F)},
      {.name = "ModelChangeKeeps",
       .state = base + Lines{"MOTION_CONFIGURE|a|m|MODE_ADD"},
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .run = 15.25,
       .check = expect_turn(1.5F)},
  };
}

MMDAGENT_SCENE_CASES(AddingMotions, adding);
MMDAGENT_SCENE_CASES(ConfiguringMotions, configuring);
MMDAGENT_SCENE_CASES(RunningMotions, others);

}  // namespace
}  // namespace conformance
