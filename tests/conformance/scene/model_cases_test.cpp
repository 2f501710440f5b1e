// Cases 1-26 of messages-core.md section 27 and the error texts of section 7.
#include <glm/gtc/quaternion.hpp>

#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;

constexpr const char* used_a = "W addModel: model alias \"a\" is already used.";

void expect_rotation_y(const mmdagent::BonePose& pose, float degrees) {
  EXPECT_NEAR(pose.rotation[1], std::sin(glm::radians(degrees) / 2), 1e-4F);
  EXPECT_NEAR(pose.rotation[3], std::cos(glm::radians(degrees) / 2), 1e-4F);
}

float center_y(const SceneRun& run, const char* model) {
  return run.bone(model, "センター").position[1];
}

std::vector<SceneCase> adding() {
  const std::vector<std::string> a_and_g =
      model_a + std::vector<std::string>{"MODEL_ADD|g|ok2.pmd|0,1,0|0,0,0|ON|a|頭", "@16"};
  return {
      {.name = "Case1Add", .in = {"MODEL_ADD|a|ok.pmd"}, .out = {"MODEL_EVENT_ADD|a"}},
      {.name = "Case1NoShapeMap",
       .in = {"MODEL_ADD|p|plain.pmd"},
       .out = {"MODEL_EVENT_ADD|p"},
       .logs = {"W addModel: \"plain.pmd\": no model-specific shapemap exist, use system default "
                "shapemap"}},
      {.name = "Case2RotationAtOnce",
       .in = {"MODEL_ADD|a|ok.pmd|0,0,0|0,30,0", "@0.5"},
       .out = {"MODEL_EVENT_ADD|a"},
       .run = 60,
       .check = [](SceneRun& run) { expect_rotation_y(run.bone("a", "頭"), 30.0F); }},
      {.name = "Case3TooFew",
       .in = {"MODEL_ADD|a"},
       .logs = {"E MODEL_ADD: number of arguments should be 2-7."}},
      {.name = "Case3TooMany",
       .in = {"MODEL_ADD|1|2|3|4|5|6|7|8"},
       .logs = {"E MODEL_ADD: number of arguments should be 2-7."}},
      {.name = "Case4EmptyField",
       .in = {"MODEL_ADD||ok.pmd"},
       .logs = {"E MODEL_ADD: number of arguments should be 2-7."}},
      {.name = "Case5Position",
       .in = {"MODEL_ADD|a|ok.pmd|0,0"},
       .logs = {"E MODEL_ADD: 0,0 is not a position string."}},
      {.name = "Rotation",
       .in = {"MODEL_ADD|a|ok.pmd|0,0,0|0,0"},
       .logs = {"E MODEL_ADD: 0,0 is not a rotation string."}},
      {.name = "Case6NoNumbers",
       .in = {"MODEL_ADD|a|ok.pmd|x,y,z", "@0.5"},
       .out = {"MODEL_EVENT_ADD|a"},
       .check =
           [](SceneRun& run) { EXPECT_FLOAT_EQ(center_y(run, "a"), test_support::center_height); }},
      {.name = "Case7ToonWord",
       .in = {"MODEL_ADD|a|ok.pmd|0,0,0|0,0,0|on"},
       .logs = {"E MODEL_ADD: 5th argument should be \"ON\" or \"OFF\"."}},
      {.name = "ToonOff",
       .in = {"MODEL_ADD|a|ok.pmd|0,0,0|0,0,0|OFF"},
       .out = {"MODEL_EVENT_ADD|a"},
       .check = [](SceneRun& run) { EXPECT_FALSE(run.snapshot().models.at(0).toon); }},
      {.name = "Case8AliasUsed", .state = model_a, .in = {"MODEL_ADD|a|ok2.pmd"}, .logs = {used_a}},
      {.name = "Case9Missing",
       .in = {"MODEL_ADD|a|none.pmd"},
       .logs = {"E addModel: not found: none.pmd"}},
      {.name = "Folder", .in = {"MODEL_ADD|a|."}, .logs = {"E addModel: not found: ."}},
      {.name = "Case10ParentUnknown",
       .in = {"MODEL_ADD|b|ok.pmd|0,0,0|0,0,0|ON|zz"},
       .logs = {"E addModel: zz is not found."}},
      {.name = "Case11BoneUnknown",
       .state = model_a,
       .in = {"MODEL_ADD|b|ok.pmd|0,0,0|0,0,0|ON|a|nobone"},
       .logs = {"E addModel: nobone does not exist on a."}},
      {.name = "NoCentreBone",
       .state = {"MODEL_ADD|e|empty.pmd"},
       .in = {"MODEL_ADD|b|ok.pmd|0,0,0|0,0,0|ON|e"},
       .logs = {"E addModel: e don't have center bone."}},
      {.name = "Case12Limit",
       .state = model_a,
       .in = {"MODEL_ADD|b|ok.pmd"},
       .logs = {"E addModel: number of models exceed the limit."},
       .options = [](mmdagent::Options& options) { options.max_num_model = 1; }},
      {.name = "LimitComesBeforeAlias",
       .state = model_a,
       .in = {"MODEL_ADD|a|ok.pmd"},
       .logs = {"E addModel: number of models exceed the limit."},
       .options = [](mmdagent::Options& options) { options.max_num_model = 1; }},
      {.name = "FailedLoadFreesItsSlot",
       .state = {"MODEL_ADD|a|none.pmd"},
       .in = {"MODEL_ADD|b|ok.pmd"},
       .out = {"MODEL_EVENT_ADD|b"},
       .options = [](mmdagent::Options& options) { options.max_num_model = 1; }},
      {.name = "Case13Accessory",
       .state = model_a,
       .in = {"MODEL_ADD|g|ok2.pmd|0,1,0|0,0,0|ON|a|頭", "@1"},
       .out = {"MODEL_EVENT_ADD|g"},
       // The offset counts twice; センター of the accessory lies center_height above its root.
       .check =
           [](SceneRun& run) {
             EXPECT_NEAR(center_y(run, "g"),
                         test_support::head_height + 2.0F + test_support::center_height, 1e-4F);
           }},
      {.name = "AccessoryOnTheCentreBone",
       .state = model_a,
       .in = {"MODEL_ADD|g|ok2.pmd|0,1,0|0,0,0|ON|a", "@1"},
       .out = {"MODEL_EVENT_ADD|g"},
       .check =
           [](SceneRun& run) {
             EXPECT_NEAR(center_y(run, "g"), 2 * test_support::center_height + 2.0F, 1e-4F);
           }},
      {.name = "AccessoryIsDrawnAsOne",
       .state = a_and_g,
       .check =
           [](SceneRun& run) {
             const mmdagent::Snapshot snapshot = run.snapshot();
             EXPECT_EQ(snapshot.models.at(0).role, mmdagent::DrawRole::free);
             EXPECT_EQ(snapshot.models.at(1).role, mmdagent::DrawRole::accessory);
           }},
      {.name = "FadesIn",
       .in = {"MODEL_ADD|a|ok.pmd", "@7.5"},
       .out = {"MODEL_EVENT_ADD|a"},
       .check =
           [](SceneRun& run) { EXPECT_NEAR(run.snapshot().models.at(0).opacity, 0.5F, 0.01F); }},
      {.name = "UnreadableFile",
       .in = {"MODEL_ADD|a|broken.pmd"},
       .logs = {"E addModel: broken.pmd cannot be loaded. (reason)"}},
      {.name = "Case22LoadMessage",
       .in = {"MODEL_ADD|a|ok.pmd"},
       .out = {"MODEL_EVENT_ADD|a", "FOO|1|2"},
       .files = {{"ok.pmd.loadmessage", "FOO|1|2\n"}}},
      {.name = "LoadMessageLines",
       .in = {"MODEL_ADD|a|ok.pmd"},
       .out = {"MODEL_EVENT_ADD|a", "BARE", "FOO|1"},
       .files = {{"ok.pmd.loadmessage",
                  "\xEF\xBB\xBF"
                  "BARE\r\n\r\nFOO|1\r\n"}}},
  };
}

std::vector<SceneCase> removing() {
  const std::vector<std::string> a_and_g =
      model_a + std::vector<std::string>{"MODEL_ADD|g|ok2.pmd|0,1,0|0,0,0|ON|a|頭", "@16"};
  const std::pair<std::string, std::string> bar = {"ok.pmd.deletemessage", "BAR|3\n"};
  return {
      {.name = "Case14Delete",
       .state = model_a,
       .in = {"MODEL_DELETE|a"},
       .out = {{"MODEL_EVENT_DELETE|a", 15}},
       .run = 30},
      {.name = "Case15AliasIsTakenWhileFading",
       .state = model_a,
       .in = {"MODEL_DELETE|a", "MODEL_ADD|a|ok.pmd"},
       .out = {{"MODEL_EVENT_DELETE|a", 15}},
       .logs = {used_a},
       .run = 30},
      {.name = "Case16DeleteAgain",
       .state = model_a,
       .in = {"MODEL_DELETE|a", "@10", "MODEL_DELETE|a"},
       .out = {{"MODEL_EVENT_DELETE|a", 15}},
       .run = 30},
      {.name = "Case17WithAccessory",
       .state = a_and_g,
       .in = {"MODEL_DELETE|a"},
       .out = {{"MODEL_EVENT_DELETE|g", 15}, {"MODEL_EVENT_DELETE|a", 15}},
       .run = 30},
      {.name = "Case18WithMotion",
       .state = model_a + std::vector<std::string>{"MOTION_ADD|a|base|v30.vmd|FULL|LOOP"},
       .in = {"MODEL_DELETE|a"},
       .out = {{"MOTION_EVENT_DELETE|a|base", 15}, {"MODEL_EVENT_DELETE|a", 15}},
       .run = 30},
      {.name = "FinishedMotionIsNotReportedAgain",
       .state = model_a + std::vector<std::string>{"MOTION_ADD|a|m|v30.vmd", "@32"},
       .in = {"MODEL_DELETE|a"},
       .out = {{"MODEL_EVENT_DELETE|a", 15}},
       .run = 30},
      {.name = "Case19Unknown",
       .in = {"MODEL_DELETE|zz"},
       .logs = {"W deleteModel: zz is not found."}},
      {.name = "DeleteCount",
       .in = {"MODEL_DELETE|a|b"},
       .logs = {"E MODEL_DELETE: number of arguments should be 1."}},
      {.name = "Case23DeleteMessage",
       .state = model_a,
       .in = {"MODEL_DELETE|a"},
       .out = {{"BAR|3", 15}, {"MODEL_EVENT_DELETE|a", 15}},
       .run = 30,
       .files = {bar}},
      {.name = "FadesOut",
       .state = model_a,
       .in = {"MODEL_DELETE|a", "@7.5"},
       .check =
           [](SceneRun& run) { EXPECT_NEAR(run.snapshot().models.at(0).opacity, 0.5F, 0.01F); }},
      {.name = "AliasIsFreeAfterwards",
       .state = model_a + std::vector<std::string>{"MODEL_DELETE|a", "@16"},
       .in = {"MODEL_ADD|a|ok.pmd"},
       .out = {"MODEL_EVENT_ADD|a"}},
  };
}

std::vector<SceneCase> changing() {
  const std::vector<std::string> a_and_g =
      model_a + std::vector<std::string>{"MODEL_ADD|g|ok2.pmd|0,1,0|0,0,0|ON|a|頭", "@16"};
  const std::pair<std::string, std::string> bar = {"ok.pmd.deletemessage", "BAR|3\n"};
  return {
      {.name = "Case20AccessoriesGo",
       .state = a_and_g,
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_DELETE|g", "MODEL_EVENT_CHANGE|a"},
       .run = 30},
      {.name = "Case21EndsTheFadeOut",
       .state = model_a + std::vector<std::string>{"MODEL_DELETE|a", "@5"},
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .run = 30},
      {.name = "Case24DeleteMessageFirst",
       .state = model_a,
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"BAR|3", "MODEL_EVENT_CHANGE|a", "NEW"},
       .files = {bar, {"ok2.pmd.loadmessage", "NEW"}}},
      {.name = "Case25AndF49Missing",
       .state = model_a,
       .in = {"MODEL_CHANGE|a|none.pmd"},
       .logs = {"E changeModel: not found: none.pmd"},
       .files = {bar}},
      {.name = "UnreadableFileChangesNothing",
       .state = a_and_g,
       .in = {"MODEL_CHANGE|a|broken.pmd"},
       .logs = {"E changeModel: broken.pmd cannot be loaded. (reason)"},
       .run = 30,
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().models.size(), 2U); },
       .files = {bar}},
      {.name = "Case26Unknown",
       .in = {"MODEL_CHANGE|zz|ok.pmd"},
       .logs = {"W changeModel: zz is not found."}},
      {.name = "ChangeCount",
       .in = {"MODEL_CHANGE|zz"},
       .logs = {"E MODEL_CHANGE: number of arguments should be 2."}},
      {.name = "NoShapeMap",
       .state = model_a,
       .in = {"MODEL_CHANGE|a|plain.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .logs =
           {"W changeModel: \"plain.pmd\": no model-specific shapemap exist, use system default "
            "shapemap"}},
      {.name = "KeepsPlaceRotationAndMotions",
       .state = {"MODEL_ADD|a|ok.pmd|1,2,3|0,30,0", "@16", "MOTION_ADD|a|m|v30.vmd", "@20"},
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a", {"MOTION_EVENT_DELETE|a|m", 10}},
       .run = 60,
       .check =
           [](SceneRun& run) {
             const mmdagent::BonePose center = run.bone("a", "センター");
             EXPECT_NEAR(center.position[0], 1.0F, 1e-4F);
             EXPECT_NEAR(center.position[1], 12.0F, 1e-4F);
             EXPECT_NEAR(center.position[2], 3.0F, 1e-4F);
             expect_rotation_y(center, 30.0F);
           }},
      {.name = "AMoveGoesOnWithoutItsSpeed",
       .state = model_a + std::vector<std::string>{"MOVE_START|a|10,0,0|GLOBAL|0", "@5"},
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a", {"MOVE_EVENT_STOP|a", 55.5, 1}},
       .run = 90},
      {.name = "AccessoryStaysMounted",
       .state = a_and_g,
       .in = {"MODEL_CHANGE|g|ok.pmd", "@1"},
       .out = {"MODEL_EVENT_CHANGE|g"},
       .check =
           [](SceneRun& run) {
             EXPECT_NEAR(center_y(run, "g"),
                         test_support::head_height + 2.0F + test_support::center_height, 1e-4F);
           }},
  };
}

MMDAGENT_SCENE_CASES(AddingModels, adding);
MMDAGENT_SCENE_CASES(RemovingModels, removing);
MMDAGENT_SCENE_CASES(ChangingModels, changing);

}  // namespace
}  // namespace conformance
