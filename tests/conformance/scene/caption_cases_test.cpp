// Cases 84-88 of messages-core.md section 27, case 67 of rendering.md section 10.6, and the rest of
// messages-core.md section 15: captions and their styles.
#include "scene/captions.h"

#include <filesystem>

#include "options/options.h"
#include "scene_case.h"

namespace conformance {
namespace {

using mmdagent::CaptionStyle;
using mmdagent::DrawnCaption;
using mmdagent::Snapshot;
using mmdagent::TextSide;
using test_support::SceneRun;
using Lines = std::vector<std::string>;

std::vector<std::string> shown(SceneRun& run) {
  const Snapshot snapshot = run.snapshot();
  std::vector<std::string> texts;
  for (const DrawnCaption& caption : snapshot.captions) {
    texts.emplace_back(snapshot.characters.data() + caption.characters.first,
                       caption.characters.count);
  }
  return texts;
}

const DrawnCaption& only(const Snapshot& snapshot) {
  static const DrawnCaption none;
  EXPECT_EQ(snapshot.captions.size(), 1U);
  return snapshot.captions.size() == 1 ? snapshot.captions.front() : none;
}

void expect_edge(const mmdagent::TextEdge& edge, const glm::vec4& color, float pixels) {
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(edge.color[i], color[i], 1e-5F) << i;
  EXPECT_NEAR(edge.thickness, pixels / 36.0F, 1e-6F);
}

std::vector<SceneCase> styles() {
  return {
      {.name = "Case84UnreadableFont",
       .in = {"CAPTION_SETSTYLE|s|f.ttf|1,0,0,1"},
       .out = {"CAPTION_EVENT_SETSTYLE|s"},
       .logs = {"E caption style \"s\": failed to load font \"f.ttf\", fall back to default"},
       .check =
           [](SceneRun& run) {
             run.send("CAPTION_START|c|s|t|1|LEFT|0|30");
             run.finish_loads();
             EXPECT_EQ(only(run.snapshot()).color, glm::vec4(1, 0, 0, 1));
           },
       .files = {{"f.ttf", "no font"}}},
      {.name = "MissingFont",
       .in = {"CAPTION_SETSTYLE|s|none.ttf|1,0,0,1"},
       .out = {"CAPTION_EVENT_SETSTYLE|s"},
       .logs = {"E caption style \"s\": failed to load font \"none.ttf\", fall back to default"}},
      {.name = "SixArguments",
       .state = {"CAPTION_SETSTYLE|s|default|0.1,0.2,0.3,0.4|0.5,0.6,0.7,0.8,9|1,1,1,0,7|"
                 "0.2,0.3,0.4,0.5"},
       .in = {"CAPTION_START|c|s|t|1|LEFT|0|30"},
       .out = {"CAPTION_EVENT_START|c"},
       .check =
           [](SceneRun& run) {
             const Snapshot snapshot = run.snapshot();
             const DrawnCaption& caption = only(snapshot);
             EXPECT_EQ(caption.color, glm::vec4(0.1F, 0.2F, 0.3F, 0.4F));
             expect_edge(caption.inner, {0.5F, 0.6F, 0.7F, 0.8F}, 9);
             expect_edge(caption.outer, {1, 1, 1, 0}, 0);
             EXPECT_EQ(caption.background, glm::vec4(0.2F, 0.3F, 0.4F, 0.5F));
           }},
      {.name = "AStyleOfItsOwnChangesWhatIsShown",
       .state = {"CAPTION_START|c|_default|t|1|LEFT|0|30"},
       .in = {"CAPTION_SETSTYLE|_default|default|0,0,1,1"},
       .out = {"CAPTION_EVENT_SETSTYLE|_default"},
       .check =
           [](SceneRun& run) { EXPECT_EQ(only(run.snapshot()).color, glm::vec4(0, 0, 1, 1)); }},
      {.name = "WrongColours",
       .in = {"CAPTION_SETSTYLE|s|default|1,0,0",
              "CAPTION_SETSTYLE|s|default|1,0,0,1|1,0,0,1|"
              "1,0,0,1,1|0,0,0,0",
              "CAPTION_SETSTYLE|s|default|1,0,0,1|1,0,0,1,1|x|0,0,0,0",
              "CAPTION_SETSTYLE|s|default|1,0,0,1|1,0,0,1,1|1,0,0,1,1|0,0"},
       .logs = {"E CAPTION_SETSTYLE: \"1,0,0\" is not in a format \"r,g,b,a\"",
                "E CAPTION_SETSTYLE: \"1,0,0,1\" is not in a format \"r,g,b,a,thickness\"",
                "E CAPTION_SETSTYLE: \"x\" is not in a format \"r,g,b,a,thickness\"",
                "E CAPTION_SETSTYLE: \"0,0\" is not in a format \"r,g,b,a\""}},
      {.name = "NoMoreThanThirtyStyles",
       .state =
           [] {
             Lines lines;
             for (int i = 0; i < 29; ++i) {
               lines.push_back("CAPTION_SETSTYLE|s" + std::to_string(i) + "|default|1,0,0,1");
             }
             return lines;
           }(),
       .in = {"CAPTION_SETSTYLE|more|default|1,0,0,1", "CAPTION_SETSTYLE|s3|default|1,0,0,1"},
       .out = {"CAPTION_EVENT_SETSTYLE|s3"},
       .logs = {"E caption style \"more\": number of caption style exceeds limit: 30",
                "E CAPTION_SETSTYLE: failed to set style: more|default|1,0,0,1"}},
      {.name = "LongNamesAreCut",
       .in = {"CAPTION_SETSTYLE|" + std::string(200, 'n') + "|default|1,0,0,1",
              "CAPTION_START|c|" + std::string(127, 'n') + "|t|1|LEFT|0|30"},
       .out = {("CAPTION_EVENT_SETSTYLE|" + std::string(127, 'n')).c_str(),
               "CAPTION_EVENT_START|c"}},
      {.name = "Counts",
       .in = {"CAPTION_SETSTYLE|s|default", "CAPTION_START|c", "CAPTION_STOP"},
       .logs = {"E CAPTION_SETSTYLE: number of arguments should be 3 or 6.",
                "E CAPTION_START: number of arguments should be 7.",
                "E CAPTION_STOP: number of arguments should be 1."}},
  };
}

const std::string caption_c = "CAPTION_START|c|_default|hi_you|3|CENTER|0.5|30";

std::vector<SceneCase> captions() {
  return {
      {.name = "Case85ShownForAWhile",
       .in = {caption_c},
       .out = {"CAPTION_EVENT_START|c", {"CAPTION_EVENT_STOP|c", 30, 1.01}},
       .run = 40,
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{}); }},
      {.name = "Host47ShownForTwoSeconds",
       .in = {"CAPTION_START|x|_default|a_b|2|CENTER|0.5|60", "@10"},
       .out = {"CAPTION_EVENT_START|x", {"CAPTION_EVENT_STOP|x", 50, 1.01}},
       .run = 60,
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{}); }},
      {.name = "Host47Text",
       .in = {"CAPTION_START|x|_default|a_b|2|CENTER|0.5|60", "@10"},
       .out = {"CAPTION_EVENT_START|x"},
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{"a b"}); }},
      {.name = "Case85TextAndPlace",
       .in = {caption_c, "@10"},
       .out = {"CAPTION_EVENT_START|c"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(shown(run), Lines{"hi you"});
             const Snapshot snapshot = run.snapshot();
             const DrawnCaption& caption = only(snapshot);
             EXPECT_EQ(caption.size, 3.0F);
             EXPECT_EQ(caption.side, TextSide::center);
             EXPECT_EQ(caption.height, 0.5F);
             EXPECT_EQ(caption.color, glm::vec4(1, 0.5F, 0, 1));
             expect_edge(caption.inner, {1, 1, 1, 1}, 4);
             expect_edge(caption.outer, {1, 0.8F, 0.4F, 0.8F}, 8);
             EXPECT_EQ(caption.background.a, 0.0F);
           }},
      {.name = "Case86StoppedOnceAfterItsEnd",
       .state = {caption_c, "@40"},
       .in = {"CAPTION_STOP|c", "CAPTION_STOP|c"},
       .out = {"CAPTION_EVENT_STOP|c"},
       .logs = {"W CAPTION_STOP: nothing to stop: c"}},
      {.name = "StoppedWhileItIsShown",
       .state = {caption_c, "@5"},
       .in = {"CAPTION_STOP|c"},
       .out = {"CAPTION_EVENT_STOP|c"},
       .run = 40,
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{}); }},
      {.name = "Case87UnknownStyle",
       .in = {"CAPTION_START|c|nostyle|t|1|LEFT|0|30"},
       .logs = {"E caption \"c\": style not found: nostyle",
                "E CAPTION_START: failed to start: c|nostyle|t|1|LEFT|0|30"}},
      {.name = "Case88Align",
       .in = {"CAPTION_START|c|_default|t|1|MIDDLE|0|30"},
       .logs = {"E CAPTION_START: align parameter should be CENTER, LEFT or RIGHT"}},
      {.name = "LineBreaks",
       .in = {"CAPTION_START|c|_default|a\\nb\\rc\\td|1|RIGHT|0|30"},
       .out = {"CAPTION_EVENT_START|c"},
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{"a\nb\nc\\td"}); }},
      {.name = "ReplacedSilently",
       .state = {caption_c, "@20"},
       .in = {"CAPTION_START|c|_default|other|3|CENTER|0.5|30", "@20"},
       .out = {"CAPTION_EVENT_START|c"},
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{"other"}); }},
      {.name = "AFailureLeavesTheOldOne",
       .state = {caption_c},
       .in = {"CAPTION_START|c|nostyle|t|1|LEFT|0|30"},
       .logs = {"E caption \"c\": style not found: nostyle",
                "E CAPTION_START: failed to start: c|nostyle|t|1|LEFT|0|30"},
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{"hi you"}); }},
      {.name = "NoTimeAtAllStopsAtTheNextStep",
       .in = {"CAPTION_START|c|_default|t|1|LEFT|0|0"},
       .out = {"CAPTION_EVENT_START|c", {"CAPTION_EVENT_STOP|c", 0.5, 1.0}},
       .run = 5,
       .check = [](SceneRun& run) { EXPECT_EQ(shown(run), Lines{}); }},
      {.name = "OfAFileEachLineInItsTime",
       .in = {"CAPTION_START|c|_default|words.lrc|1|LEFT|0|7"},
       .out = {"CAPTION_EVENT_START|c"},
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(shown(run), Lines{}) << "before the first line";
             run.run(20);
             EXPECT_EQ(shown(run), Lines{"one_\\n"});
             run.run(20);
             EXPECT_EQ(shown(run), Lines{"two"});
             run.run(20);
             EXPECT_EQ(shown(run), Lines{}) << "a line without text";
             run.run(40);
             ASSERT_EQ(run.out.size(), 2U);
             EXPECT_EQ(run.out[1].text, "CAPTION_EVENT_STOP|c");
             EXPECT_NEAR(run.out[1].frames, 90.0, 1.01);
           },
       .files = {{"words.lrc", "[00:00.50]one_\\n\n[00:01.00]two\n[00:02.00]\n[00:03.00]never\n"}}},
      {.name = "AFileWithoutLines",
       .in = {"CAPTION_START|c|_default|words.lrc|1|LEFT|0|30"},
       .logs = {"E caption \"c\": failed to set up caption for \"words.lrc\" (reason)",
                "E CAPTION_START: failed to start: c|_default|words.lrc|1|LEFT|0|30"},
       .files = {{"words.lrc", "words\n"}}},
      {.name = "NoMoreThanThirty",
       .state =
           [] {
             Lines lines;
             for (int i = 0; i < 30; ++i) {
               lines.push_back("CAPTION_START|c" + std::to_string(i) + "|_default|t|1|LEFT|0|" +
                               (i == 3 ? "5" : "100"));
             }
             return lines;
           }(),
       .in = {"CAPTION_START|more|_default|t|1|LEFT|0|30", "@10",
              "CAPTION_START|more|_default|t|1|LEFT|0|30", "CAPTION_STOP|c3"},
       .out = {"CAPTION_EVENT_STOP|c3", "CAPTION_EVENT_START|more"},
       .logs = {"E caption \"more\": number of caption exceeds limit: 30",
                "E CAPTION_START: failed to start: more|_default|t|1|LEFT|0|30",
                "W CAPTION_STOP: nothing to stop: c3"}},
      {.name = "StopComesAfterAStartThatStillReads",
       .in = {"CAPTION_START|c|_default|words.lrc|1|LEFT|0|30", "CAPTION_STOP|c"},
       .out = {"CAPTION_EVENT_START|c", "CAPTION_EVENT_STOP|c"},
       .files = {{"words.lrc", "[00:00.50]one\n[00:01.00]\n"}}},
  };
}

MMDAGENT_SCENE_CASES(CaptionStyleCases, styles);
MMDAGENT_SCENE_CASES(CaptionCases, captions);

constexpr std::string_view any_font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

TEST(CaptionStyles, Case67OuterEdgeOfAnOrangeText) {
  const CaptionStyle style = mmdagent::derived_style({1, 0.5F, 0, 1});
  expect_edge(style.outer, {1, 0.8F, 0.4F, 0.8F}, 8);
  expect_edge(style.inner, {1, 1, 1, 1}, 4);
}

TEST(CaptionStyles, OuterEdgesOfOtherTexts) {
  // Hue 240 -> 250 degrees, lightness 0.5 -> 0.7.
  expect_edge(mmdagent::derived_style({0, 0, 1, 1}).outer, {0.5F, 0.4F, 1, 0.8F}, 8);
  // Lightness 0.1 -> 0.4 at least; hue 0 -> 10.
  expect_edge(mmdagent::derived_style({0.2F, 0, 0, 1}).outer, {0.8F, 0.133333F, 0, 0.8F}, 8);
  expect_edge(mmdagent::derived_style({0.5F, 0.5F, 0.5F, 1}).outer, {0.7F, 0.7F, 0.7F, 0.8F}, 8);
  expect_edge(mmdagent::derived_style({1, 1, 1, 1}).outer, {1, 1, 1, 0.8F}, 8);
}

// A font of its own reaches the renderer under an id that captions name.
TEST(CaptionStyles, FontsReachTheRendererOnce) {
  SceneRun run(test_support::Loading::instant, mmdagent::Options{});
  const std::string font(any_font);
  run.send("CAPTION_SETSTYLE|s|" + font + "|1,0,0,1");
  run.send("CAPTION_SETSTYLE|t|" + font + "|1,0,0,1");
  run.send("CAPTION_START|c|s|a|1|LEFT|0|30");
  run.send("CAPTION_START|d|t|a|1|LEFT|0|30");
  EXPECT_EQ(run.take_logs(), Lines{});
  const Snapshot snapshot = run.snapshot();
  ASSERT_EQ(snapshot.captions.size(), 2U);
  EXPECT_NE(snapshot.captions[0].font, mmdagent::no_resource);
  EXPECT_EQ(snapshot.captions[0].font, snapshot.captions[1].font);
}

TEST(CaptionStyles, NoMoreThanThirtyFonts) {
  SceneRun run(test_support::Loading::instant, mmdagent::Options{});
  for (int i = 0; i <= 30; ++i) {
    const std::string name = "f" + std::to_string(i) + ".ttc";
    std::filesystem::create_symlink(any_font, run.dir.path() / name);
    run.send("CAPTION_SETSTYLE|s|" + name + "|1,0,0,1");
  }
  EXPECT_EQ(run.out.size(), 30U);
  EXPECT_EQ(run.take_logs(),
            (Lines{"E caption style \"s\": number of caption fonts exceeds limit (30), font "
                   "\"f30.ttc\" not loaded",
                   "E CAPTION_SETSTYLE: failed to set style: s|f30.ttc|1,0,0,1"}));
}

}  // namespace
}  // namespace conformance
