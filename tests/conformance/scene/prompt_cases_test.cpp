// Cases 89-91 of messages-core.md section 27, 44 and 45 of host.md section 13, and the rest of
// messages-core.md section 16: prompts and notifications.
#include "overlay/notification.h"
#include "overlay/overlay.h"
#include "overlay/prompt.h"
#include "panel_case.h"
#include "scene/user_input.h"

namespace conformance {
namespace {

using mmdagent::Key;
using test_support::SceneRun;

void expect_texts(SceneRun& run, const std::vector<std::string>& texts) {
  EXPECT_EQ(panel_texts(run), texts);
}

const std::vector<std::string> question = {"PROMPT_SHOW|q|yes|no", "@20"};
const std::vector<std::string> down = {"REMOTEKEY_DOWN|Down"};
const std::vector<std::string> up = {"REMOTEKEY_DOWN|Up"};
const std::vector<std::string> enter = {"REMOTEKEY_DOWN|Return"};

std::vector<SceneCase> prompts() {
  return {
      {.name = "Case89TheSecondLabelIsChosen",
       .in = std::vector<std::string>{"PROMPT_SHOW|q|yes|no"} + down + down + enter,
       .out = {{"PROMPT_EVENT_SELECTED|1", 7, 0.6}},
       .run = 60,
       .check = [](SceneRun& run) { expect_texts(run, {}); }},
      {.name = "Host44LineBreaksAndLabels",
       .in = {"PROMPT_SHOW|Q\\nR|Yes\\n|No"},
       .run = 20,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"Q\nR", "Yes\\n", "No"});
           }},
      {.name = "Case90WithoutLabel",
       .in = {"PROMPT_SHOW|q"},
       .logs = {"E Error: PROMPT_SHOW: too few arguments"}},
      {.name = "OnlyAdjacentBackslashAndNBreakTheLine",
       .in = {"PROMPT_SHOW|a\\b no\\nn|x"},
       .run = 20,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"a\\b no\nn", "x"});
           }},
      {.name = "NineLabelsAtMost",
       .in = {"PROMPT_SHOW|q|1|2|3|4|5|6|7|8|9|10"},
       .logs = {"E Error: PROMPT_SHOW: number of arguments exceed the limit."},
       .run = 20,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run).size(), 10U); }},
      {.name = "TheCursorWraps",
       .in = std::vector<std::string>{"PROMPT_SHOW|q|a|b|c"} + up + enter + down,
       .out = {{"PROMPT_EVENT_SELECTED|2", 7, 0.6}},
       .run = 10},
      {.name = "EnterWithoutCursorChoosesNothing", .in = question + enter, .run = 30},
      {.name = "EscapeCancels",
       .state = question,
       .in = {"REMOTEKEY_DOWN|Escape"},
       .out = {"PROMPT_EVENT_SELECTED|-1"},
       .run = 20,
       .check = [](SceneRun& run) { expect_texts(run, {}); }},
      {.name = "AReplacedPromptSaysNothing",
       .state = question + down + enter + std::vector<std::string>{"@3"},
       .in = {"PROMPT_SHOW|r|maybe"},
       .run = 30,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"r", "maybe"});
           }},
      {.name = "TypingIsToldButIsNoShortcut",
       .state = question,
       .in = {"REMOTEKEY_CHAR|h"},
       .out = {"KEY|h"},
       .run = 1,
       .check = [](SceneRun& run) { EXPECT_FALSE(run.scene->held()); }},
      {.name = "ItGoesOnWhileTheSceneIsHeld",
       .state = {"REMOTEKEY_CHAR|h"},
       .in = question + down + enter,
       .out = {{"PROMPT_EVENT_SELECTED|0", 7, 0.6}},
       .run = 10},
  };
}

std::vector<SceneCase> notifications() {
  return {
      {.name = "Case91ForASecond",
       .in = {"NOTIFY_SHOW|t\\nu|1"},
       .run = 29,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"t\nu"});
             run.run(17);
             expect_texts(run, {});
           }},
      {.name = "TwoSecondsOfItsOwn",
       .in = {"NOTIFY_SHOW|t"},
       .run = 74,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"t"});
             run.run(2);
             expect_texts(run, {});
           }},
      {.name = "Host45ItStaysUntilAnother",
       .in = {"NOTIFY_SHOW|hi|0"},
       .run = 500,
       .check =
           [](SceneRun& run) {
             expect_texts(run, {"hi"});
             run.send("NOTIFY_SHOW|ho|0");
             expect_texts(run, {"ho"});
           }},
      {.name = "ItLeavesKeysToTheScene",
       .state = {"NOTIFY_SHOW|hi|0"},
       .in = {"REMOTEKEY_CHAR|h"},
       .out = {"KEY|h"},
       .run = 1,
       .check = [](SceneRun& run) { EXPECT_TRUE(run.scene->held()); }},
  };
}

MMDAGENT_SCENE_CASES(PromptCases, prompts);
MMDAGENT_SCENE_CASES(NotificationCases, notifications);

}  // namespace
}  // namespace conformance
