// Cases 73-79, 100, 101 and 106 of messages-core.md section 27, and the error texts of sections 13,
// 14 and 21: camera, light, stage, variables.
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;

std::vector<SceneCase> camera() {
  return {
      {.name = "Case73AtOnce",
       .in = {"CAMERA|0,10,0|0,90,0|50|20|0", "@0.5"},
       .check =
           [](SceneRun& run) {
             const mmdagent::CameraPose pose = run.snapshot().camera;
             EXPECT_EQ(pose.target, glm::vec3(0, 10, 0));
             EXPECT_EQ(pose.distance, 50.0F);
             EXPECT_EQ(pose.fovy, 20.0F);
             const glm::vec3 eye = mmdagent::eye_position(mmdagent::view_matrix(pose));
             EXPECT_NEAR(eye.x, -50.0F, 1e-3F);
           }},
      {.name = "NothingBeforeTheNextPicture",
       .in = {"CAMERA|0,10,0|0,0,0|50|20|0"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 100.0F); }},
      {.name = "Case74Count",
       .in = {"CAMERA|0,10,0|0,0,0"},
       .logs = {"E CAMERA: number of arguments should be 1 or 4-7."}},
      {.name = "NoArguments",
       .in = {"CAMERA"},
       .logs = {"E CAMERA: number of arguments should be 1 or 4-7."}},
      {.name = "Case75NoVector",
       .in = {"CAMERA|0,10|0,0,0|50|16"},
       .logs = {"E changeCamera: not found: 0,10"}},
      {.name = "OneVectorIsAFileName",
       .in = {"CAMERA|0,13,0"},
       .logs = {"E changeCamera: not found: 0,13,0"}},
      {.name = "Case76ModelUnknown",
       .in = {"CAMERA|0,10,0|0,0,0|50|16|0|zz", "@1"},
       .logs = {"W changeCamera: model alias \"zz\" not found"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 100.0F); }},
      {.name = "BoneUnknown",
       .state = model_a,
       .in = {"CAMERA|0,10,0|0,0,0|50|16|0|a|nobone"},
       .logs = {"E changeCamera: bone \"nobone\" not exist on model alias \"a\""}},
      {.name = "NoCentreBone",
       .state = {"MODEL_ADD|e|empty.pmd"},
       .in = {"CAMERA|0,10,0|0,0,0|50|16|0|e"},
       .logs = {"E changeCamera: no center bone on model alias \"e\""}},
      {.name = "MissingFile",
       .in = {"CAMERA|none.vmd"},
       .logs = {"E changeCamera: not found: none.vmd"}},
      {.name = "UnreadableFile",
       .in = {"CAMERA|broken.vmd"},
       .logs = {"E changeCamera: failed to load broken.vmd (reason)"}},
      {.name = "NoCameraKeys",
       .in = {"CAMERA|v30.vmd", "@1"},
       .logs = {"E changeCamera: failed to load v30.vmd (reason)"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 100.0F); }},
      {.name = "MotionOfTheCamera",
       .in = {"CAMERA|camera.vmd", "@15"},
       .check =
           [](SceneRun& run) {
             EXPECT_NEAR(run.snapshot().camera.distance, 35.0F, 0.3F);
             run.run(60);
             EXPECT_EQ(run.snapshot().camera.distance, 25.0F);
             EXPECT_EQ(run.snapshot().camera.fovy, 30.0F);
           }},
      {.name = "NumbersEndTheMotion",
       .in = {"CAMERA|camera.vmd", "@5", "CAMERA|0,10,0|0,0,0|50|16|0", "@5"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 50.0F); }},
      {.name = "WithinATime",
       .in = {"CAMERA|0,13,0|0,0,0|50|16|2", "@30"},
       .check = [](SceneRun& run) { EXPECT_NEAR(run.snapshot().camera.distance, 75.0F, 0.01F); }},
      {.name = "Smoothly",
       .in = {"CAMERA|0,13,0|0,0,0|50|16", "@5"},
       .check =
           [](SceneRun& run) {
             EXPECT_NEAR(run.snapshot().camera.distance, 50.0F + 50.0F * std::pow(0.9F, 10.0F),
                         0.01F);
             run.run(60);
             EXPECT_EQ(run.snapshot().camera.distance, 50.0F);
           }},
      {.name = "MountedOnABone",
       .state = {"MODEL_ADD|a|ok.pmd|1,2,3", "@16"},
       .in = {"CAMERA|0,0,0|0,0,0|10|16|0|a|頭", "@1"},
       .check =
           [](SceneRun& run) {
             const glm::vec3 eye =
                 mmdagent::eye_position(mmdagent::view_matrix(run.snapshot().camera));
             EXPECT_NEAR(eye.x, 1.0F, 1e-3F);
             EXPECT_NEAR(eye.y, 2.0F + test_support::head_height, 1e-3F);
             EXPECT_NEAR(eye.z, 13.0F, 1e-3F);
           }},
      {.name = "DeletedModelLeavesTheViewInPlace",
       .state = {"MODEL_ADD|a|ok.pmd|1,2,3|0,90,0", "@16", "CAMERA|0,0,0|0,0,0|10|16|0|a|頭", "@1"},
       .in = {"MODEL_DELETE|a", "@20"},
       .out = {"MODEL_EVENT_DELETE|a"},
       .check =
           [](SceneRun& run) {
             const mmdagent::CameraPose pose = run.snapshot().camera;
             EXPECT_EQ(pose.mount, glm::mat4(1.0F));
             const glm::vec3 eye = mmdagent::eye_position(mmdagent::view_matrix(pose));
             EXPECT_NEAR(eye.x, 11.0F, 1e-3F);
             EXPECT_NEAR(eye.y, 2.0F + test_support::head_height, 1e-3F);
             EXPECT_NEAR(eye.z, 3.0F, 1e-3F);
           }},
      {.name = "ChangeOfTheFollowedModelKeepsTheMount",
       .state = {"MODEL_ADD|a|ok.pmd|1,2,3", "@16", "CAMERA|0,0,0|0,0,0|10|16|0|a|頭", "@1"},
       .in = {"MODEL_CHANGE|a|plain.pmd", "@1"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .logs =
           {"W changeModel: \"plain.pmd\": no model-specific shapemap exist, use system default "
            "shapemap"},
       // plain.pmd has no 頭: its first bone stands at the root.
       .check =
           [](SceneRun& run) {
             const glm::vec3 eye =
                 mmdagent::eye_position(mmdagent::view_matrix(run.snapshot().camera));
             EXPECT_NEAR(eye.y, 2.0F, 1e-3F);
           }},
      {.name = "ChangeOfAnotherModelLeavesTheMount",
       .state = {"MODEL_ADD|a|ok.pmd|1,2,3", "MODEL_ADD|b|ok.pmd|7,0,0", "@16",
                 "CAMERA|0,0,0|0,0,0|10|16|0|a|頭", "@1"},
       .in = {"MODEL_CHANGE|b|plain.pmd", "@1"},
       .out = {"MODEL_EVENT_CHANGE|b"},
       .logs =
           {"W changeModel: \"plain.pmd\": no model-specific shapemap exist, use system default "
            "shapemap"},
       // Without 頭 in its own model the camera would hang on the first bone.
       .check =
           [](SceneRun& run) {
             const glm::vec3 eye =
                 mmdagent::eye_position(mmdagent::view_matrix(run.snapshot().camera));
             EXPECT_NEAR(eye.y, 2.0F + test_support::head_height, 1e-3F);
           }},
      {.name = "FollowsAModelSideways",
       .state = {"MODEL_ADD|a|ok.pmd|5,0,0", "@16"},
       .in = {"CAMERA|0,10,0|0,0,0|50|16|0|a", "@0.5"},
       .check =
           [](SceneRun& run) {
             const auto eye_x = [&run] {
               return mmdagent::eye_position(mmdagent::view_matrix(run.snapshot().camera)).x;
             };
             EXPECT_NEAR(eye_x(), 0.05F, 1e-3F);  // one hundredth of the way in 1/60 s
             run.run(600);
             EXPECT_NEAR(eye_x(), 5.0F, 1e-2F);
           }},
      {.name = "InitialView",
       .check =
           [](SceneRun& run) {
             const mmdagent::CameraPose pose = run.snapshot().camera;
             EXPECT_EQ(pose.target, glm::vec3(1, 2, 3));
             EXPECT_EQ(pose.distance, 40.0F);
             EXPECT_EQ(pose.fovy, 30.0F);
           },
       .options =
           [](mmdagent::Options& options) {
             options.camera_transition = {1, 2, 3};
             options.camera_distance = 40.0F;
             options.camera_fovy = 30.0F;
           }},
  };
}

void expect_stage(SceneRun& run, bool floor, bool background) {
  const mmdagent::Stage stage = run.snapshot().stage;
  EXPECT_EQ(stage.floor != mmdagent::no_resource, floor);
  EXPECT_EQ(stage.background != mmdagent::no_resource, background);
}

void expect_stage_model(SceneRun& run, bool toon) {
  const mmdagent::Snapshot snapshot = run.snapshot();
  ASSERT_EQ(snapshot.models.size(), 1U);
  EXPECT_EQ(snapshot.models[0].role, mmdagent::DrawRole::stage);
  EXPECT_EQ(snapshot.models[0].toon, toon);
}

std::vector<SceneCase> stage() {
  return {
      {.name = "Case79FloorMissing",
       .in = {"STAGE|none.png,x.png"},
       .logs = {"E setFloor: not found: none.png"},
       .check = [](SceneRun& run) { expect_stage(run, false, true); }},
      {.name = "BackgroundMissing",
       .in = {"STAGE|x.png,none.png"},
       .logs = {"E setBackground: not found: none.png"},
       .check = [](SceneRun& run) { expect_stage(run, true, false); }},
      {.name = "Unreadable",
       .in = {"STAGE|broken.png,broken.png"},
       .logs = {"E setFloor: broken.png cannot be set for floor. (reason)",
                "E setBackground: broken.png cannot be set for background. (reason)"},
       .check = [](SceneRun& run) { expect_stage(run, false, false); }},
      {.name = "CommasCountAsOne",
       .in = {"STAGE|x.png,,x.png"},
       .check = [](SceneRun& run) { expect_stage(run, true, true); }},
      {.name = "Model",
       .in = {"STAGE|x.png,x.png", "STAGE|ok.pmd"},
       .check =
           [](SceneRun& run) {
             expect_stage(run, false, false);
             expect_stage_model(run, true);
           }},
      {.name = "ModelWithoutToon",
       .in = {"STAGE|stage.XPMD"},
       .check = [](SceneRun& run) { expect_stage_model(run, false); },
       .files = {{"stage.XPMD", test_support::to_text(test_support::pmd_person("stage"))}}},
      {.name = "ImageRemovesTheModel",
       .in = {"STAGE|ok.pmd", "STAGE|none.png,x.png"},
       .logs = {"E setFloor: not found: none.png"},
       .check =
           [](SceneRun& run) {
             EXPECT_TRUE(run.snapshot().models.empty());
             expect_stage(run, false, true);
           }},
      {.name = "ModelMissing",
       .in = {"STAGE|x.png,x.png", "STAGE|none.pmd"},
       .logs = {"E setStage: not found: none.pmd"},
       .check = [](SceneRun& run) { expect_stage(run, true, true); }},
      {.name = "NoModel",
       .in = {"STAGE|x.png"},
       .logs = {"E setStage: x.png cannot be set for stage. (reason)"}},
      {.name = "Count", .in = {"STAGE"}, .logs = {"E STAGE: number of arguments should be 1."}},
  };
}

std::vector<SceneCase> light_and_variables() {
  return {
      {.name = "Case77Color",
       .in = {"LIGHTCOLOR|1,0"},
       .logs = {"E LIGHTCOLOR: \"1,0\" is not RGB value."}},
      {.name = "Case78ColorIsClamped",
       .in = {"LIGHTCOLOR|2,-1,0.5"},
       .check =
           [](SceneRun& run) { EXPECT_EQ(run.snapshot().light.color, glm::vec3(1, 0, 0.5F)); }},
      {.name = "ColorCount",
       .in = {"LIGHTCOLOR"},
       .logs = {"E LIGHTCOLOR: number of arguments should be 1."}},
      {.name = "Direction",
       .in = {"LIGHTDIRECTION|1,2,3"},
       .check =
           [](SceneRun& run) { EXPECT_EQ(run.snapshot().light.direction, glm::vec3(1, 2, 3)); }},
      {.name = "NoDirection",
       .in = {"LIGHTDIRECTION|1,2"},
       .logs = {"E LIGHTDIRECTION: \"1,2\" is not XYZ value."}},
      {.name = "DirectionFromNowhere",
       .in = {"LIGHTDIRECTION|0,0,0"},
       .logs = {"E LIGHTDIRECTION: \"0,0,0\" is not XYZ value."}},
      {.name = "DirectionCount",
       .in = {"LIGHTDIRECTION"},
       .logs = {"E LIGHTDIRECTION: number of arguments should be 1."}},
      {.name = "Case100Variable",
       .in = {"KEYVALUE_SET|k|v"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.store.value("k"), "v"); }},
      {.name = "Case101VariableCount",
       .in = {"KEYVALUE_SET|k"},
       .logs = {"E KEYVALUE_SET: number of arguments should be 2."}},
      {.name = "Host19SettingsStay",
       .in = {"KEYVALUE_SET|show_fps|false"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.values().value("show_fps"), "false");
             EXPECT_TRUE(run.services.options().show_fps);
           }},
      {.name = "Case106UnknownType",
       .in = {"FOO|bar"},
       .check = [](SceneRun& run) { EXPECT_TRUE(run.services.captured.empty()); }},
      {.name = "PluginsAnswerThemselves",
       .in = {"PLUGIN_ENABLE|x", "PLUGIN_DISABLE"},
       .check = [](SceneRun& run) { EXPECT_TRUE(run.services.captured.empty()); }},
      {.name = "CapturedBeforeItIsChecked",
       .in = {"CAMERA", "STAGE|a|b"},
       .logs = {"E CAMERA: number of arguments should be 1 or 4-7.",
                "E STAGE: number of arguments should be 1."},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.captured, (Lines{"CAMERA|", "STAGE|a|b"}));
           }},
  };
}

TEST(Variables, AFullStoreIsAnError) {
  SceneRun run;
  while (run.services.store.set(std::to_string(run.services.store.size()), "v") ==
         mmdagent::StoreResult::done) {
  }
  run.send("KEYVALUE_SET|one more|v");
  const Lines logs = run.take_logs();
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_TRUE(logs[0].starts_with("E KEYVALUE_SET: ")) << logs[0];
  EXPECT_NE(logs[0].find("one more"), std::string::npos) << logs[0];
}

MMDAGENT_SCENE_CASES(CameraView, camera);
MMDAGENT_SCENE_CASES(StageOfTheScene, stage);
MMDAGENT_SCENE_CASES(LightAndVariables, light_and_variables);

}  // namespace
}  // namespace conformance
