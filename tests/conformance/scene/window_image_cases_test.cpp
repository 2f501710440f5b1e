// Cases 80-83 of messages-core.md section 27, case 70 of rendering.md section 10.6, and the rest of
// messages-core.md sections 14.3 and 14.4: window frames and overlays.
#include "scene_case.h"

namespace conformance {
namespace {

using mmdagent::Anchor;
using mmdagent::DrawnImage;
using test_support::SceneRun;
using Lines = std::vector<std::string>;

// How opaque each image is, in drawing order; frames are stretched and always whole.
void expect_opacities(SceneRun& run, const std::vector<float>& opacities) {
  std::vector<float> seen;
  for (const DrawnImage& image : run.snapshot().images) seen.push_back(image.opacity);
  ASSERT_EQ(seen.size(), opacities.size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_NEAR(seen[i], opacities[i], 0.01F) << i;
}

// `count` lines with the number of each in the place of `#`.
Lines numbered(const std::string& line, int count) {
  Lines lines;
  for (int i = 0; i < count; ++i) {
    std::string text = line;
    text.replace(text.find('#'), 1, std::to_string(i));
    lines.push_back(text);
  }
  return lines;
}

std::vector<SceneCase> frames() {
  return {
      {.name = "Case80AddAndDelete",
       .in = {"WINDOWFRAME_ADD|f|x.png", "WINDOWFRAME_DELETE|f", "WINDOWFRAME_DELETE|f"},
       .out = {"WINDOWFRAME_EVENT_ADD|f", "WINDOWFRAME_EVENT_DELETE|f"},
       .logs = {"W deleteWindowFrame: frame alias not exist: f"}},
      {.name = "CoversTheWholeWindow",
       .in = {"WINDOWFRAME_ADD|f|x.png"},
       .out = {"WINDOWFRAME_EVENT_ADD|f"},
       .check =
           [](SceneRun& run) {
             expect_opacities(run, {1.0F});
             EXPECT_TRUE(run.snapshot().images[0].stretched);
           }},
      {.name = "ReplacedInPlace",
       .state = {"WINDOWFRAME_ADD|f|x.png", "WINDOWFRAME_ADD|g|y.png"},
       .in = {"WINDOWFRAME_ADD|f|z.png"},
       .out = {"WINDOWFRAME_EVENT_ADD|f"},
       .check =
           [](SceneRun& run) {
             const auto images = run.snapshot().images;
             ASSERT_EQ(images.size(), 2U);
             EXPECT_GT(images[0].image, images[1].image) << "the newest image lies at the back";
           },
       .files = {{"y.png", test_support::png(1, 1, 1, 2, 3)},
                 {"z.png", test_support::png(1, 1, 4, 5, 6)}}},
      {.name = "TheOneWithoutNameIsReplaced",
       .in = {"WINDOWFRAME|x.png", "WINDOWFRAME|x.png"},
       .check = [](SceneRun& run) { expect_opacities(run, {1.0F}); }},
      {.name = "NoneRemovesAll",
       .state = {"WINDOWFRAME|x.png", "WINDOWFRAME_ADD|f|x.png"},
       .in = {"WINDOWFRAME|NONE"},
       .check = [](SceneRun& run) { expect_opacities(run, {}); }},
      {.name = "DeleteAllRemovesAll",
       .state = {"WINDOWFRAME|x.png", "WINDOWFRAME_ADD|f|x.png"},
       .in = {"WINDOWFRAME_DELETEALL"},
       .check = [](SceneRun& run) { expect_opacities(run, {}); }},
      {.name = "DeleteAllComesAfterAnAddThatStillReads",
       .in = {"WINDOWFRAME_ADD|f|x.png", "WINDOWFRAME_DELETEALL"},
       .out = {"WINDOWFRAME_EVENT_ADD|f"},
       .check = [](SceneRun& run) { expect_opacities(run, {}); }},
      {.name = "MissingFile",
       .in = {"WINDOWFRAME|none.png", "WINDOWFRAME_ADD|f|none.png"},
       .logs = {"E setWindowFrame: not found: none.png",
                "E addWindowFrame: f: not found: none.png"}},
      {.name = "UnreadableFileLeavesWhatIsThere",
       .state = {"WINDOWFRAME_ADD|f|x.png"},
       .in = {"WINDOWFRAME|broken.png", "WINDOWFRAME_ADD|f|broken.png"},
       .logs = {"E setWindowFrame: failed to load: broken.png (reason)",
                "E addWindowFrame: f: failed to load or exceeds limit: broken.png (reason)"},
       .check = [](SceneRun& run) { expect_opacities(run, {1.0F}); }},
      {.name = "NoMoreThanThirty",
       .state = numbered("WINDOWFRAME_ADD|f#|x.png", 30),
       .in = {"WINDOWFRAME_ADD|new|x.png", "WINDOWFRAME_ADD|f7|x.png"},
       .out = {"WINDOWFRAME_EVENT_ADD|f7"},
       .logs = {"E addWindowFrame: new: failed to load or exceeds limit: x.png (reason)"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.snapshot().images.size(), 30U); }},
      {.name = "Counts",
       .in = {"WINDOWFRAME", "WINDOWFRAME_ADD|f", "WINDOWFRAME_DELETE", "WINDOWFRAME_DELETEALL|f"},
       .logs = {"E WINDOWFRAME: number of arguments should be 1.",
                "E WINDOWFRAME_ADD: number of arguments should be 2.",
                "E WINDOWFRAME_DELETE: number of arguments should be 1.",
                "E WINDOWFRAME_DELETEALL: number of arguments should be 0."}},
  };
}

const Lines overlay_o = {"WINDOWOVERLAY_ADD|o|x.png|0|0|CENTER|0"};

std::vector<SceneCase> overlays() {
  return {
      {.name = "Case81AddHideShow",
       .in = overlay_o + Lines{"WINDOWOVERLAY_HIDE|o", "WINDOWOVERLAY_SHOW|o"},
       .out = {"WINDOWOVERLAY_EVENT_ADD|o", "WINDOWOVERLAY_EVENT_HIDE|o",
               "WINDOWOVERLAY_EVENT_SHOW|o"}},
      {.name = "Case82DeletedIsNotShownAgain",
       .state = overlay_o + Lines{"@10"},
       .in = {"WINDOWOVERLAY_DELETE|o", "WINDOWOVERLAY_SHOW|o"},
       .out = {"WINDOWOVERLAY_EVENT_DELETE|o"},
       .logs = {"W showWindowOverlay: overlay alias not exist: o"}},
      {.name = "Case83Count",
       .in = {"WINDOWOVERLAY_ADD|o|x.png"},
       .logs = {"E WINDOWOVERLAY_ADD: number of arguments should be 6."}},
      {.name = "Case70FadesInOverThreeFrames",
       .in = overlay_o,
       .out = {"WINDOWOVERLAY_EVENT_ADD|o"},
       .check =
           [](SceneRun& run) {
             expect_opacities(run, {});
             for (const float opacity : {1.0F / 3.0F, 2.0F / 3.0F, 1.0F, 1.0F}) {
               run.run(1);
               expect_opacities(run, {opacity});
             }
           }},
      {.name = "FadesOutAndIsGone",
       .state = overlay_o + Lines{"@10"},
       .in = {"WINDOWOVERLAY_DELETE|o"},
       .out = {"WINDOWOVERLAY_EVENT_DELETE|o"},
       .check =
           [](SceneRun& run) {
             run.run(1);
             expect_opacities(run, {2.0F / 3.0F});
             run.run(3);
             expect_opacities(run, {});
             run.send("WINDOWOVERLAY_DELETE|o");
             EXPECT_EQ(run.take_logs(), Lines{"W deleteWindowOverlay: overlay alias not exist: o"});
           }},
      {.name = "DeletedAgainWhileItFades",
       .state = overlay_o + Lines{"@10"},
       .in = {"WINDOWOVERLAY_DELETE|o", "@1", "WINDOWOVERLAY_DELETE|o"},
       .out = {"WINDOWOVERLAY_EVENT_DELETE|o", "WINDOWOVERLAY_EVENT_DELETE|o"}},
      {.name = "AddedAgainWhileItFadesKeepsItsOpacity",
       .state = overlay_o + Lines{"@10"},
       .in = Lines{"WINDOWOVERLAY_DELETE|o", "@1"} + overlay_o,
       .out = {"WINDOWOVERLAY_EVENT_DELETE|o", "WINDOWOVERLAY_EVENT_ADD|o"},
       .check =
           [](SceneRun& run) {
             expect_opacities(run, {2.0F / 3.0F});
             run.run(10);
             expect_opacities(run, {1.0F});
             run.send("WINDOWOVERLAY_HIDE|o");
             run.run(10);
             run.send("WINDOWOVERLAY_SHOW|o");
             EXPECT_EQ(run.take_logs(), Lines{}) << "it is no longer being removed";
           }},
      {.name = "HiddenTwiceAndShown",
       .state = overlay_o + Lines{"@10"},
       .in = {"WINDOWOVERLAY_HIDE|o", "@5", "WINDOWOVERLAY_HIDE|o", "WINDOWOVERLAY_SHOW|o", "@1"},
       .out = {"WINDOWOVERLAY_EVENT_HIDE|o", "WINDOWOVERLAY_EVENT_HIDE|o",
               "WINDOWOVERLAY_EVENT_SHOW|o"},
       .check = [](SceneRun& run) { expect_opacities(run, {1.0F / 3.0F}); }},
      {.name = "DeleteAllFadesAllOut",
       .state = overlay_o + Lines{"WINDOWOVERLAY_ADD|p|x.png|0|0|CENTER|0", "@10"},
       .in = {"WINDOWOVERLAY_DELETEALL", "@1"},
       .check =
           [](SceneRun& run) {
             expect_opacities(run, {2.0F / 3.0F, 2.0F / 3.0F});
             run.run(3);
             expect_opacities(run, {});
           }},
      {.name = "PlaceAndSize",
       .in = {"WINDOWOVERLAY_ADD|o|x.png|0.25|0.5|BOTTOM_LEFT|0.05", "@1"},
       .out = {"WINDOWOVERLAY_EVENT_ADD|o"},
       .check =
           [](SceneRun& run) {
             const DrawnImage image = run.snapshot().images.at(0);
             EXPECT_FALSE(image.stretched);
             EXPECT_EQ(image.most, glm::vec2(0.25F, 0.5F));
             EXPECT_EQ(image.anchor, Anchor::bottom_left);
             EXPECT_EQ(image.padding, 0.05F);
           }},
      {.name = "NoSizeIsTheWholeWindow",
       .in = {"WINDOWOVERLAY_ADD|o|x.png|0|x|CENTER|0", "@1"},
       .out = {"WINDOWOVERLAY_EVENT_ADD|o"},
       .check =
           [](SceneRun& run) { EXPECT_EQ(run.snapshot().images.at(0).most, glm::vec2(1.0F)); }},
      {.name = "AnchorsInEitherSpelling",
       .in = {"WINDOWOVERLAY_ADD|1|x.png|0|0|TOP_LEFT|0",
              "WINDOWOVERLAY_ADD|2|x.png|0|0|LEFT_TOP|0",
              "WINDOWOVERLAY_ADD|3|x.png|0|0|TOP_RIGHT|0",
              "WINDOWOVERLAY_ADD|4|x.png|0|0|RIGHT_BOTTOM|0",
              "WINDOWOVERLAY_ADD|5|x.png|0|0|somewhere|0", "@1"},
       .out = {"WINDOWOVERLAY_EVENT_ADD|1", "WINDOWOVERLAY_EVENT_ADD|2",
               "WINDOWOVERLAY_EVENT_ADD|3", "WINDOWOVERLAY_EVENT_ADD|4",
               "WINDOWOVERLAY_EVENT_ADD|5"},
       .check =
           [](SceneRun& run) {
             std::vector<Anchor> anchors;
             for (const DrawnImage& image : run.snapshot().images) anchors.push_back(image.anchor);
             EXPECT_EQ(anchors, (std::vector{Anchor::top_left, Anchor::top_left, Anchor::top_right,
                                             Anchor::bottom_right, Anchor::top_right}));
           }},
      {.name = "OverlaysLieOnFrames",
       .in = overlay_o + Lines{"WINDOWFRAME|x.png", "@1"},
       .out = {"WINDOWOVERLAY_EVENT_ADD|o"},
       .check =
           [](SceneRun& run) {
             expect_opacities(run, {1.0F, 1.0F / 3.0F});
             EXPECT_TRUE(run.snapshot().images[0].stretched);
           }},
      {.name = "MissingAndUnreadableFiles",
       .in = {"WINDOWOVERLAY_ADD|o|none.png|0|0|CENTER|0",
              "WINDOWOVERLAY_ADD|o|broken.png|0|0|CENTER|0"},
       .logs = {"E addWindowOverlay: o: not found: none.png",
                "E addWindowOverlay: o: failed to load or exceeds limit: broken.png (reason)"}},
      {.name = "NoMoreThanThirty",
       .state = numbered("WINDOWOVERLAY_ADD|o#|x.png|0|0|CENTER|0", 30),
       .in = {"WINDOWOVERLAY_ADD|new|x.png|0|0|CENTER|0"},
       .logs = {"E addWindowOverlay: new: failed to load or exceeds limit: x.png (reason)"}},
      {.name = "UnknownNames",
       .in = {"WINDOWOVERLAY_DELETE|z", "WINDOWOVERLAY_HIDE|z", "WINDOWOVERLAY_SHOW|z"},
       .logs = {"W deleteWindowOverlay: overlay alias not exist: z",
                "W hideWindowOverlay: overlay alias not exist: z",
                "W showWindowOverlay: overlay alias not exist: z"}},
      {.name = "Counts",
       .in = {"WINDOWOVERLAY_DELETE", "WINDOWOVERLAY_HIDE", "WINDOWOVERLAY_SHOW|o|p",
              "WINDOWOVERLAY_DELETEALL|o"},
       .logs = {"E WINDOWOVERLAY_DELETE: number of arguments should be 1.",
                "E WINDOWOVERLAY_HIDE: number of arguments should be 1.",
                "E WINDOWOVERLAY_SHOW: number of arguments should be 1.",
                "E WINDOWOVERLAY_DELETEALL: number of arguments should be 0."}},
  };
}

MMDAGENT_SCENE_CASES(WindowFrameCases, frames);
MMDAGENT_SCENE_CASES(WindowOverlayCases, overlays);

}  // namespace
}  // namespace conformance
