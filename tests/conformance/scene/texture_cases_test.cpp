// Section 12.1 of messages-core.md and case 57 of rendering.md: animated textures.
#include "scene_case.h"
#include "support/apng_builder.h"

namespace conformance {
namespace {

using test_support::SceneRun;

// Two pictures of one second each.
std::string moving_png() {
  test_support::ApngFrame frame;
  frame.denominator = 1;
  return test_support::to_text(test_support::apng({frame, frame}));
}

const std::vector<std::pair<std::string, std::string>> files = {
    {"t.pmd", test_support::pmd_textured("tex/move.png")},
    {"t.pmd.shapemap", ""},
    {"tex/move.png", moving_png()}};
const std::vector<std::string> model_t = {"MODEL_ADD|a|t.pmd", "@16"};

// The picture that the texture of model `a` shows after so many frames.
std::uint32_t frame_after(SceneRun& run, double frames) {
  run.run(frames);
  const mmdagent::Snapshot snapshot = run.snapshot();
  return snapshot.texture_frames.empty() ? 0 : snapshot.texture_frames[0].frame;
}

std::vector<SceneCase> textures() {
  return {
      {.name = "Case57StandsByItself",
       .state = model_t,
       .check = [](SceneRun& run) { EXPECT_EQ(frame_after(run, 100), 0U); },
       .files = files},
      {.name = "Case57MovesAtTheRate",
       .state = model_t,
       .in = {"TEXTURE_SETANIMATIONRATE|a|move.png|1.0"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(frame_after(run, 30), 0U);
             EXPECT_EQ(frame_after(run, 7), 0U) << "37";
             EXPECT_EQ(frame_after(run, 1), 1U) << "38";
             EXPECT_EQ(frame_after(run, 29), 1U) << "67";
             EXPECT_EQ(frame_after(run, 1), 0U) << "from the beginning";
           },
       .files = files},
      {.name = "NameAsWritten",
       .state = model_t,
       .in = {"TEXTURE_SETANIMATIONRATE|a|tex/move.png|1.0"},
       .check = [](SceneRun& run) { EXPECT_EQ(frame_after(run, 45), 1U); },
       .files = files},
      {.name = "RightAfterTheModel",
       .in = {"MODEL_ADD|a|t.pmd", "TEXTURE_SETANIMATIONRATE|a|move.png|1.0"},
       .out = {"MODEL_EVENT_ADD|a"},
       .check = [](SceneRun& run) { EXPECT_EQ(frame_after(run, 45), 1U); },
       .files = files},
      {.name = "StopsAndStays",
       .state = model_t + std::vector<std::string>{"TEXTURE_SETANIMATIONRATE|a|move.png|1", "@45"},
       .in = {"TEXTURE_SETANIMATIONRATE|a|move.png|0"},
       .check = [](SceneRun& run) { EXPECT_EQ(frame_after(run, 100), 1U); },
       .files = files},
      {.name = "ChangedModelStandsAgain",
       .state = model_t + std::vector<std::string>{"TEXTURE_SETANIMATIONRATE|a|move.png|1", "@45"},
       .in = {"MODEL_CHANGE|a|t.pmd"},
       .out = {"MODEL_EVENT_CHANGE|a"},
       .check = [](SceneRun& run) { EXPECT_EQ(frame_after(run, 45), 0U); },
       .files = files},
      {.name = "Count",
       .in = {"TEXTURE_SETANIMATIONRATE|a|b"},
       .logs = {"E TEXTURE_SETANIMATIONRATE: number of arguments should be 3."}},
      {.name = "ModelUnknown",
       .in = {"TEXTURE_SETANIMATIONRATE|zz|move.png|1"},
       .logs = {"W setTexureAnimationSpeedRate: model alias \"zz\" not found."}},
      {.name = "TextureUnknown",
       .state = model_t,
       .in = {"TEXTURE_SETANIMATIONRATE|a|x.png|1"},
       .logs = {"W setTexureAnimationSpeedRate: texture \"x.png\" not exist in loaded texture list "
                "of model alias \"a\""},
       .files = files},
      {.name = "StageImagesMoveByThemselves",
       .in = {"STAGE|tex/move.png,x.png"},
       .check =
           [](SceneRun& run) {
             run.run(29);
             EXPECT_EQ(run.snapshot().stage.floor_frame, 0U);
             run.run(2);
             EXPECT_EQ(run.snapshot().stage.floor_frame, 1U);
             EXPECT_EQ(run.snapshot().stage.background_frame, 0U);
           },
       .files = files},
  };
}

MMDAGENT_SCENE_CASES(Textures, textures);

}  // namespace
}  // namespace conformance
