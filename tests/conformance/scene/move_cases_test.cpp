// Cases 52-62 of messages-core.md section 27, the error texts of section 9 and verdicts B14-B16.
#include <glm/gtc/quaternion.hpp>

#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;

const Lines a_moves = model_a + Lines{"MOVE_START|a|10,0,0|GLOBAL|5", "@10"};
const Lines a_turns = model_a + Lines{"TURN_START|a|10,0,0", "@5"};
const Lines a_rotates = model_a + Lines{"ROTATE_START|a|0,90,0", "@5"};

float turned_y(const SceneRun& run) {
  const mmdagent::BonePose pose = run.bone("a", "センター");
  return glm::degrees(2.0F * std::atan2(pose.rotation[1], pose.rotation[3]));
}

std::vector<SceneCase> moving() {
  return {
      {.name = "Case52AlreadyThere",
       .state = model_a,
       .in = {"MOVE_START|a|0,0,0"},
       .out = {"MOVE_EVENT_START|a", "MOVE_EVENT_STOP|a"},
       .run = 30},
      {.name = "Case53WithSpeed",
       .state = model_a,
       .in = {"MOVE_START|a|10,0,0|GLOBAL|5"},
       .out = {"MOVE_EVENT_START|a", {"MOVE_EVENT_STOP|a", 60, 1}},
       .run = 90,
       .check =
           [](SceneRun& run) { EXPECT_NEAR(run.bone("a", "センター").position[0], 10.0F, 1e-4F); }},
      {.name = "Smoothly",
       .state = model_a,
       .in = {"MOVE_START|a|10,0,0"},
       .out = {"MOVE_EVENT_START|a", {"MOVE_EVENT_STOP|a", 55.5, 0.6}},  // on picture 111
       .run = 90},
      {.name = "Case54WhileMoving",
       .state = a_moves,
       .in = {"MOVE_START|a|5,0,0"},
       .out = {"MOVE_EVENT_STOP|a", "MOVE_EVENT_START|a", "MOVE_EVENT_STOP|a"},
       .run = 120},
      {.name = "ToWhereItIsWhileMoving",
       .state = model_a + Lines{"MOVE_START|a|10,0,0|GLOBAL|0", "@10"},
       .in = {"MOVE_START|a|0,0,0", "@1", "MOVE_STOP|a"},
       .out = {"MOVE_EVENT_STOP|a", "MOVE_EVENT_START|a", "MOVE_EVENT_STOP|a"},
       .logs = {"W stopMove: a is not moving."}},
      {.name = "LocalIsTurnedWithTheModel",
       .state = {"MODEL_ADD|a|ok.pmd|1,0,0|0,90,0", "@16"},
       .in = {"MOVE_START|a|0,0,2|LOCAL|100"},
       .out = {"MOVE_EVENT_START|a", {"MOVE_EVENT_STOP|a", 1, 1}},
       .run = 10,
       .check =
           [](SceneRun& run) { EXPECT_NEAR(run.bone("a", "センター").position[0], 3.0F, 1e-4F); }},
      {.name = "Case55Stop",
       .state = a_moves,
       .in = {"MOVE_STOP|a"},
       .out = {"MOVE_EVENT_STOP|a"},
       .run = 60},
      {.name = "Case56NotMoving",
       .state = model_a,
       .in = {"MOVE_STOP|a"},
       .logs = {"W stopMove: a is not moving."}},
      {.name = "NotYetMoving",
       .state = model_a,
       .in = {"MOVE_START|a|10,0,0|GLOBAL|5", "MOVE_STOP|a"},
       .out = {"MOVE_EVENT_START|a", {"MOVE_EVENT_STOP|a", 60, 1}},
       .logs = {"W stopMove: a is not moving."},
       .run = 90},
      {.name = "Case57Word",
       .state = model_a,
       .in = {"MOVE_START|a|1,0,0|WORLD"},
       .logs = {"E MOVE_START: 3rd argument should be \"GLOBAL\" or \"LOCAL\"."}},
      {.name = "Position",
       .state = model_a,
       .in = {"MOVE_START|a|1,0"},
       .logs = {"E MOVE_START: 1,0 is not a position string."}},
      {.name = "StartUnknown",
       .in = {"MOVE_START|zz|1,0,0"},
       .logs = {"W startMove: zz is not found."}},
      {.name = "StopUnknown", .in = {"MOVE_STOP|zz"}, .logs = {"W stopMove: zz is not found."}},
      {.name = "StartCount",
       .in = {"MOVE_START|a"},
       .logs = {"E MOVE_START: number of arguments should be 2-4."}},
      {.name = "StopCount",
       .in = {"MOVE_STOP|a|b"},
       .logs = {"E MOVE_STOP: number of arguments should be 1."}},
  };
}

std::vector<SceneCase> turning() {
  return {
      {.name = "Case58AlreadyFacing",
       .state = model_a,
       .in = {"TURN_START|a|0,0,10"},
       .out = {"TURN_EVENT_START|a", "TURN_EVENT_STOP|a"},
       .run = 30},
      {.name = "Case59NoDirection", .state = model_a, .in = {"TURN_START|a|0,0,0"}, .run = 30},
      {.name = "Backwards",
       .state = model_a,
       .in = {"TURN_START|a|0,0,-10|GLOBAL|360"},
       .out = {"TURN_EVENT_START|a", {"TURN_EVENT_STOP|a", 15, 1}},
       .run = 30,
       .check = [](SceneRun& run) { EXPECT_NEAR(std::abs(turned_y(run)), 180.0F, 0.01F); }},
      {.name = "StatedSpeed",
       .state = model_a,
       .in = {"TURN_START|a|10,0,0|GLOBAL|90"},
       .out = {"TURN_EVENT_START|a", {"TURN_EVENT_STOP|a", 30, 1}},
       .run = 60},
      {.name = "CompatibleSpeed",
       .state = model_a,
       .in = {"TURN_START|a|10,0,0|GLOBAL|90"},
       .out = {"TURN_EVENT_START|a", {"TURN_EVENT_STOP|a", 15, 2}},
       .run = 60,
       .options = [](mmdagent::Options& options) { options.compat_turn_speed = true; }},
      {.name = "Stop",
       .state = a_turns,
       .in = {"TURN_STOP|a"},
       .out = {"TURN_EVENT_STOP|a"},
       .run = 60},
      {.name = "StopOfRotation",
       .state = a_rotates,
       .in = {"TURN_STOP|a"},
       .logs = {"W stopTurn: a is not turning."}},
      {.name = "Word",
       .state = model_a,
       .in = {"TURN_START|a|1,0,0|WORLD"},
       .logs = {"E TURN_START: 3rd argument should be \"GLOBAL\" or \"LOCAL\"."}},
      {.name = "Position",
       .state = model_a,
       .in = {"TURN_START|a|1"},
       .logs = {"E TURN_START: 1 is not a position string."}},
      {.name = "StartUnknown",
       .in = {"TURN_START|zz|1,0,0"},
       .logs = {"W startTurn: zz is not found."}},
      {.name = "StopUnknown", .in = {"TURN_STOP|zz"}, .logs = {"W stopTurn: zz is not found."}},
      {.name = "StartCount",
       .in = {"TURN_START|a"},
       .logs = {"E TURN_START: number of arguments should be 2-4."}},
      {.name = "StopCount",
       .in = {"TURN_STOP|a|b"},
       .logs = {"E TURN_STOP: number of arguments should be 1."}},
  };
}

std::vector<SceneCase> rotating() {
  return {
      {.name = "Case60Rotate",
       .state = model_a,
       .in = {"ROTATE_START|a|0,90,0"},
       .out = {"ROTATE_EVENT_START|a", "ROTATE_EVENT_STOP|a"},
       .run = 300,
       .check = [](SceneRun& run) { EXPECT_NEAR(turned_y(run), 90.0F, 0.01F); }},
      {.name = "Case61WhileTurning",
       .state = a_turns,
       .in = {"ROTATE_START|a|0,0,0"},
       .out = {"TURN_EVENT_STOP|a", "ROTATE_EVENT_START|a", "ROTATE_EVENT_STOP|a"},
       .run = 300},
      {.name = "TurnWhileRotating",
       .state = a_rotates,
       .in = {"TURN_START|a|0,0,10"},
       .out = {"ROTATE_EVENT_STOP|a", "TURN_EVENT_START|a", "TURN_EVENT_STOP|a"},
       .run = 300},
      {.name = "Case62StopOfTurn",
       .state = a_turns,
       .in = {"ROTATE_STOP|a"},
       .out = {"TURN_EVENT_STOP|a"},  // the turn goes on to its end
       .logs = {"W stopRotation: a is not rotating."},
       .run = 300},
      {.name = "ToWhatItIsWhileRotating",
       .state = model_a + Lines{"ROTATE_START|a|0,90,0|GLOBAL|0", "@10"},
       .in = {"ROTATE_START|a|0,0,0", "@1", "ROTATE_STOP|a"},
       .out = {"ROTATE_EVENT_STOP|a", "ROTATE_EVENT_START|a", "ROTATE_EVENT_STOP|a"},
       .logs = {"W stopRotation: a is not rotating."}},
      {.name = "Local",
       .state = {"MODEL_ADD|a|ok.pmd|0,0,0|0,30,0", "@16"},
       .in = {"ROTATE_START|a|0,30,0|LOCAL|60"},
       .out = {"ROTATE_EVENT_START|a", {"ROTATE_EVENT_STOP|a", 15, 1}},
       .run = 30,
       .check = [](SceneRun& run) { EXPECT_NEAR(turned_y(run), 60.0F, 0.01F); }},
      {.name = "Stop",
       .state = a_rotates,
       .in = {"ROTATE_STOP|a"},
       .out = {"ROTATE_EVENT_STOP|a"},
       .run = 60},
      {.name = "Word",
       .state = model_a,
       .in = {"ROTATE_START|a|1,0,0|WORLD"},
       .logs = {"E ROTATE_START: 3rd argument should be \"GLOBAL\" or \"LOCAL\"."}},
      {.name = "Rotation",
       .state = model_a,
       .in = {"ROTATE_START|a|1,2"},
       .logs = {"E ROTATE_START: 1,2 is not a rotation string."}},
      {.name = "StartUnknown",
       .in = {"ROTATE_START|zz|1,0,0"},
       .logs = {"W startRotation: zz is not found."}},
      {.name = "StopUnknown",
       .in = {"ROTATE_STOP|zz"},
       .logs = {"W stopRotation: zz is not found."}},
      {.name = "StartCount",
       .in = {"ROTATE_START|a"},
       .logs = {"E ROTATE_START: number of arguments should be 2-4."}},
      {.name = "StopCount",
       .in = {"ROTATE_STOP|a|b"},
       .logs = {"E ROTATE_STOP: number of arguments should be 1."}},
  };
}

MMDAGENT_SCENE_CASES(MovingModels, moving);
MMDAGENT_SCENE_CASES(TurningModels, turning);
MMDAGENT_SCENE_CASES(RotatingModels, rotating);

}  // namespace
}  // namespace conformance
