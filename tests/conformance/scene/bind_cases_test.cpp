// Cases 63-68 of messages-core.md section 27 and the rest of its section 10.
#include <cmath>

#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;
using Check = std::function<void(SceneRun&)>;

constexpr const char* head_bind = "MODEL_BINDBONE|a|頭|1,2,3|0,30,0";
constexpr const char* head_bound = "MODEL_EVENT_BINDBONE|a|頭";
constexpr const char* face_bound = "MODEL_EVENT_BINDFACE|a|face";

Check face_is(float weight) {
  return [weight](SceneRun& run) {
    float got = -1.0F;
    EXPECT_TRUE(run.scene->morph_weight("a", "face", got));
    EXPECT_NEAR(got, weight, 1e-5F);
  };
}

// `offset` from rest along y, `degrees` about y.
Check head_is(float offset, float degrees) {
  return [=](SceneRun& run) {
    const mmdagent::BonePose pose = run.bone("a", "頭");
    EXPECT_NEAR(pose.position[1], test_support::head_height + offset, 1e-4F);
    EXPECT_NEAR(pose.rotation[1], std::sin(degrees * 3.14159265F / 360.0F), 1e-5F);
  };
}

std::vector<SceneCase> bones() {
  const char* by_key = "MODEL_BINDBONE|k|0|10|a|頭|0,0,0|0,0,0|0,4,0|0,60,0";
  const auto with_value = [&](const char* name, const char* value, float offset, float degrees) {
    return SceneCase{.name = name,
                     .state = model_a,
                     .in = {by_key, std::string("KEYVALUE_SET|k|") + value},
                     .out = {head_bound},
                     .run = 1,
                     .check = head_is(offset, degrees)};
  };
  return {
      {.name = "Case66Fixed",
       .state = model_a,
       .in = {head_bind},
       .out = {head_bound},
       .run = 1,
       .check = head_is(2, 30)},
      {.name = "OverMotions",
       .state = model_a + Lines{"MOTION_ADD|a|m|v30.vmd|FULL|LOOP|OFF"},
       .in = {head_bind},
       .out = {head_bound},
       .run = 15.5,
       .check = head_is(2, 30)},
      with_value("VariableBetween", "2.5", 1, 15),
      with_value("VariableBelow", "-1", 0, 0),
      with_value("VariableAbove", "11", 4, 60),
      with_value("VariableIsNoNumber", "x", 0, 0),
      {.name = "EmptyRangeIsPassed",
       .state = model_a,
       .in = {"MODEL_BINDBONE|k|0|0|a|頭|0,0,0|0,0,0|0,4,0|0,60,0"},
       .out = {head_bound},
       .run = 1,
       .check = head_is(4, 60)},
      {.name = "BoundAgain",
       .state = model_a + Lines{by_key},
       .in = {head_bind, "MODEL_UNBINDBONE|a|頭", "MODEL_BINDBONE|a|頭|0,0,0|0,0,0", "@1",
              "MODEL_UNBINDBONE|a|頭", "MODEL_UNBINDBONE|a|頭"},
       .out = {head_bound, "MODEL_EVENT_UNBINDBONE|a|頭", head_bound, "MODEL_EVENT_UNBINDBONE|a|頭",
               "MODEL_EVENT_UNBINDBONE|a|頭"},
       .logs = {"W removeBoneControl: bind 頭 of a does not exist"}},
      {.name = "ValueStaysAfterUnbinding",
       .state = model_a + Lines{head_bind, "@1"},
       .in = {"MODEL_UNBINDBONE|a|頭"},
       .out = {"MODEL_EVENT_UNBINDBONE|a|頭"},
       .run = 5,
       .check = head_is(2, 30)},
      {.name = "PositionText",
       .state = model_a,
       .in = {"MODEL_BINDBONE|a|頭|1,2|0,30,0"},
       .logs = {"E MODEL_BINDBONE: 1,2 is not a position string."}},
      {.name = "RotationTextOfTheSecondValue",
       .state = model_a,
       .in = {"MODEL_BINDBONE|k|0|10|a|頭|0,0,0|0,0,0|0,4,0|60"},
       .logs = {"E MODEL_BINDBONE: 60 is not a rotation string."}},
      {.name = "ModelUnknown", .in = {head_bind}, .logs = {"W addBoneControl: Model a not exist"}},
      {.name = "BoneUnknown",
       .state = model_a,
       .in = {"MODEL_BINDBONE|a|tail|1,2,3|0,30,0"},
       .logs = {"E addBoneControl: Bone tail not exist in Model a"}},
      {.name = "Count",
       .in = {"MODEL_BINDBONE|a|頭|1,2,3"},
       .logs = {"E MODEL_BINDBONE: number of arguments should be 4 or 9."}},
      {.name = "UnbindModelUnknown",
       .in = {"MODEL_UNBINDBONE|a|頭"},
       .logs = {"W removeBoneControl: Model a not exist"}},
      {.name = "UnbindBoneUnknown",
       .state = model_a,
       .in = {"MODEL_UNBINDBONE|a|tail"},
       .logs = {"W removeBoneControl: Bone tail not exist in Model a"}},
  };
}

std::vector<SceneCase> faces() {
  const Lines by_key = Lines{"MODEL_BINDFACE|k|0|10|a|face|0.2|0.6"};
  return {
      {.name = "Case63Fixed",
       .state = model_a,
       .in = {"MODEL_BINDFACE|a|face|1"},
       .out = {face_bound},
       .run = 0.5,
       .check = face_is(1)},
      // An update shows the weight before it moves on.
      {.name = "Case64HalfWay",
       .state = model_a,
       .in = {"MODEL_BINDFACE|a|face|1|2"},
       .out = {face_bound},
       .run = 30,
       .check = face_is(29.75F / 60)},
      {.name = "Case64Whole",
       .state = model_a,
       .in = {"MODEL_BINDFACE|a|face|1|2"},
       .out = {face_bound},
       .run = 60.5,
       .check = face_is(1)},
      {.name = "FromTheWeightAtThatTime",
       .state = model_a + Lines{"MODEL_BINDFACE|a|face|2", "@1"},
       .in = {"MODEL_BINDFACE|a|face|-1|1"},
       .out = {face_bound},
       .run = 10.5,
       .check = face_is(2.0F - 3.0F * 10.25F / 30)},
      {.name = "Case65Variable",
       .state = model_a,
       .in = by_key,
       .out = {"MODEL_EVENT_BINDFACE|k|a|face"},
       .run = 1,
       .check = face_is(0.2F)},
      {.name = "Case65VariableSet",
       .state = model_a + by_key,
       .in = {"KEYVALUE_SET|k|5"},
       .run = 1,
       .check = face_is(0.4F)},
      {.name = "Case67NothingBound",
       .state = model_a,
       .in = {"MODEL_UNBINDFACE|a|face"},
       .out = {"MODEL_EVENT_UNBINDFACE|a|face"},
       .logs = {"W removeMorphControl: bind face of a does not exist"}},
      {.name = "Case68MorphUnknown",
       .state = model_a,
       .in = {"MODEL_UNBINDFACE|a|nomorph"},
       .logs = {"W removeMorphControl: Morph nomorph not exist in Model a"}},
      {.name = "Unbound",
       .state = model_a + by_key,
       .in = {"MODEL_UNBINDFACE|a|face", "KEYVALUE_SET|k|9"},
       .out = {"MODEL_EVENT_UNBINDFACE|a|face"},
       .run = 2,
       .check = face_is(0)},
      {.name = "ModelUnknown",
       .in = {"MODEL_BINDFACE|a|face|1"},
       .logs = {"W addMorphControl: Model a not exist"}},
      {.name = "MorphUnknown",
       .state = model_a,
       .in = {"MODEL_BINDFACE|a|smile|1"},
       .logs = {"E addMorphControl: Morph smile not exist in Model a"}},
      {.name = "UnbindModelUnknown",
       .in = {"MODEL_UNBINDFACE|a|face"},
       .logs = {"W removeMorphControl: Model a not exist"}},
      {.name = "Count",
       .in = {"MODEL_BINDFACE|a|face|1|2|3"},
       .logs = {"E MODEL_BINDFACE: number of arguments should be 3 or 4 or 7."}},
  };
}

// Binds outlive the exchange of a model and rest while the model lacks their target.
std::vector<SceneCase> changes() {
  const Lines bound = model_a + Lines{head_bind, "MODEL_BINDFACE|a|face|1"};
  const Lines resting = bound + Lines{"MODEL_CHANGE|a|plain.pmd", "@20"};
  return {
      {.name = "FoundAgain",
       .state = bound,
       .in = {"MODEL_CHANGE|a|ok2.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .run = 1,
       .check =
           [](SceneRun& run) {
             head_is(2, 30)(run);
             face_is(1)(run);
           }},
      {.name = "RestsAndWakes",
       .state = resting,
       .in = {"MODEL_CHANGE|a|ok.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .run = 1,
       .check =
           [](SceneRun& run) {
             head_is(2, 30)(run);
             face_is(1)(run);
           }},
      {.name = "UnboundWhileItRests",
       .state = resting,
       .in = {"MODEL_UNBINDBONE|a|頭", "MODEL_CHANGE|a|ok.pmd"},
       .out = {"MODEL_EVENT_UNBINDBONE|a|頭", "MODEL_EVENT_CHANGE|a"},
       .run = 1,
       .check = head_is(0, 0)},
  };
}

MMDAGENT_SCENE_CASES(BindingBones, bones);
MMDAGENT_SCENE_CASES(BindingFaces, faces);
MMDAGENT_SCENE_CASES(BindingsOverModelChange, changes);

}  // namespace
}  // namespace conformance
