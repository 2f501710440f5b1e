// Section 22 of messages-core.md: commands that change what runs.
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;

std::vector<SceneCase> contents() {
  return {
      {.name = "OpenContent",
       .in = {"OPEN_CONTENT|other/main.mdf"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.opened, (Lines{"other/main.mdf"}));
             EXPECT_EQ(run.services.captured.back(), "OPEN_CONTENT|other/main.mdf");
           }},
      {.name = "OpenContentCount",
       .in = {"OPEN_CONTENT", "OPEN_CONTENT|a|b"},
       .logs = {"E OPEN_CONTENT: number of arguments should be 1.",
                "E OPEN_CONTENT: number of arguments should be 1."},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.opened, Lines{}); }},
      {.name = "Case109HomeWithoutContent",
       .in = {"HOME_SET"},
       .logs = {"E HOME_SET: what runs has no settings file"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.captured.back(), "HOME_SET|"); }},
      {.name = "HomeCounts",
       .in = {"HOME_SET|a", "HOME_CLEAR|a"},
       .logs = {"E HOME_SET: should have no argument.", "E HOME_CLEAR: should have no argument."}},
      {.name = "KeyR",
       .in = {"REMOTEKEY_CHAR|R"},
       .out = {"KEY|R"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.opened, (Lines{""})); }},
  };
}

MMDAGENT_SCENE_CASES(Contents, contents);

}  // namespace
}  // namespace conformance
