// Cases 103 and 104 of messages-core.md section 27, and section 20: keys from afar.
#include "scene/camera.h"
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;

std::vector<SceneCase> remote_keys() {
  return {
      {.name = "Case103Character", .in = {"REMOTEKEY_CHAR|1"}, .out = {"KEY|1"}},
      {.name = "OnlyTheFirstCharacter", .in = {"REMOTEKEY_CHAR|あいう"}, .out = {"KEY|あ"}},
      {.name = "ACharacterActs",
       .in = {"REMOTEKEY_CHAR|-", "@60"},
       .out = {"KEY|-"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 104.0F); }},
      {.name = "Case104Oemplus",
       .in = {"REMOTEKEY_DOWN|Oemplus", "REMOTEKEY_UP|Oemplus", "@60"},
       .out = {"KEY|+", "KEY|+"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().camera.distance, 96.0F); }},
      {.name = "TheOtherCharacterKeys",
       .in = {"REMOTEKEY_DOWN|OemMinus", "REMOTEKEY_DOWN|D1", "REMOTEKEY_DOWN|OemQuestion"},
       .out = {"KEY|-", "KEY|!", "KEY|/"}},
      {.name = "ArrowsTurn",
       .in = {"REMOTEKEY_DOWN|Right", "REMOTEKEY_UP|Right", "@60"},
       .check =
           [](SceneRun& run) {
             const glm::quat expected = mmdagent::camera_rotation({0.0F, 4.5F, 0.0F});
             const glm::quat seen = run.snapshot().camera.rotation;
             EXPECT_NEAR(std::abs(glm::dot(seen, expected)), 1.0F, 1e-5F);
           }},
      {.name = "ShiftStaysDownUntilItIsReleased",
       .in = {"REMOTEKEY_DOWN|ShiftKey", "REMOTEKEY_DOWN|Up", "REMOTEKEY_UP|Up",
              "REMOTEKEY_DOWN|Up", "REMOTEKEY_UP|ShiftKey", "REMOTEKEY_DOWN|Up", "@60"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.snapshot().camera.target, glm::vec3(0.0F, 14.0F, 0.0F));
             EXPECT_LT(run.snapshot().camera.rotation.w, 1.0F);
           }},
      {.name = "EscapeDoesNotQuit",
       .in = {"REMOTEKEY_DOWN|Escape"},
       .check = [](SceneRun& run) { EXPECT_TRUE(run.services.requests.empty()); }},
      {.name = "UnknownNamesAreIgnored", .in = {"REMOTEKEY_DOWN|zz", "REMOTEKEY_UP|zz"}},
      {.name = "CharacterCount",
       .in = {"REMOTEKEY_CHAR", "REMOTEKEY_CHAR|a|b"},
       .logs = {"E REMOTEKEY_CHAR: number of arguments should be 1.",
                "E REMOTEKEY_CHAR: number of arguments should be 1."}},
      {.name = "DownCount",
       .in = {"REMOTEKEY_DOWN"},
       .logs = {"E REMOTEKEY_DOWN: number of arguments should be 1."}},
      {.name = "UpCount",
       .in = {"REMOTEKEY_UP"},
       .logs = {"E REMOTEKEY_UP: number of arguments should be 1."}},
  };
}

MMDAGENT_SCENE_CASES(RemoteKeys, remote_keys);

}  // namespace
}  // namespace conformance
