// Cases 92-94 of messages-core.md section 27, 46 of host.md section 13, 69 of rendering.md section
// 10.6, and the rest of messages-core.md section 17: documents over the scene.
#include <algorithm>

#include "options/key_value_store.h"
#include "overlay/info_text.h"
#include "overlay/overlay.h"
#include "panel_case.h"
#include "scene/user_input.h"
#include "support/scoped_environment.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Gesture;
using mmdagent::Snapshot;
using test_support::SceneRun;

const Lines document = {"INFOTEXT_STRING|body|title|OK", "@12"};
const Lines escape = {"REMOTEKEY_DOWN|Escape"};
const Lines enter = {"REMOTEKEY_DOWN|Return"};

std::vector<SceneCase> documents() {
  return {
      {.name = "Case93EscapeCloses",
       .in = Lines{"INFOTEXT_STRING|body|title|OK"} + escape,
       .out = {"INFOTEXT_EVENT_SHOW", {"INFOTEXT_EVENT_CLOSE|-1", 10, 0.6}},
       .run = 40,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run), Lines{}); }},
      {.name = "Case94AnotherDocumentInItsPlace",
       .state = document,
       .in = {"INFOTEXT_STRING|b2|t2|OK"},
       .run = 20,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run), (Lines{"t2", "b2", "OK"}));
           }},
      {.name = "Host46EscapeWithTwoButtons",
       .in = Lines{"INFOTEXT_STRING|t|T|A,B"} + escape,
       .out = {"INFOTEXT_EVENT_SHOW", "INFOTEXT_EVENT_CLOSE|-1"},
       .run = 12},
      {.name = "EnterClosesToo",
       .state = document,
       .in = enter,
       .out = {{"INFOTEXT_EVENT_CLOSE|-1", 10, 0.6}},
       .run = 20},
      {.name = "FewAndManyArguments",
       .in = {"INFOTEXT_STRING|body|title", "INFOTEXT_STRING|a|b|c|1|000000|000000|more",
              "INFOTEXT_FILE|file|title", "INFOTEXT_FILE|a|b|c|1|000000|000000|more"},
       .logs = {"E Error: INFOTEXT_STRING: too few arguments",
                "E Error: INFOTEXT_STRING: too many arguments",
                "E Error: INFOTEXT_FILE: too few arguments",
                "E Error: INFOTEXT_FILE: too many arguments"}},
      {.name = "LinesOfAFile",
       .in = {"INFOTEXT_FILE|readme.txt|Read me|OK,No"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run),
                       (Lines{"Read me", "one\\n", "<br>two", "three    3", "OK", "No"}));
           },
       .files = {{"readme.txt", "\xEF\xBB\xBFone\\n\r\n<br>two\r\rthree\t3\n"}}},
      {.name = "AFileThatIsNotThere",
       .in = {"INFOTEXT_FILE|nothing.txt|T|OK"},
       .logs = {"E Error: INFOTEXT_FILE: failed to read nothing.txt"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run), Lines{}); }},
      {.name = "AFileOfMoreThanSixteenThousandBytes",
       .in = {"INFOTEXT_FILE|long.txt|T|OK"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run)[1], "cannot display this text: size too large (> 16k)");
           },
       .files = {{"long.txt", std::string(16'384, 'x')}}},
      {.name = "AFileOfAsManyAsThereMayBe",
       .in = {"INFOTEXT_FILE|long.txt|T|OK"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run)[1].size(), 16'383U); },
       .files = {{"long.txt", std::string(16'383, 'x')}}},
      {.name = "AStringThatIsTooLong",
       .in = {"INFOTEXT_STRING|" + std::string(16'384, 'x') + "|T|OK"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run)[1], "cannot display this text: size too large (> 16k)");
           }},
      {.name = "AStringAfterAFileThatIsStillRead",
       .in = {"INFOTEXT_FILE|readme.txt|T|OK", "INFOTEXT_STRING|later|T|OK"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run)[1], "later"); },
       .files = {{"readme.txt", "earlier"}}},
      {.name = "TenButtonsAtMost",
       .in = {"INFOTEXT_STRING|t|T|1,2,3,4,5,6,7,8,9,10,11"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .logs = {"W INFOTEXT_STRING: number of buttons exceeds limit: 10"},
       .run = 12,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run).back(), "10"); }},
      {.name = "ButtonsOfAnEmptyList",
       .in = {"INFOTEXT_STRING|t|T|,"},
       .out = {"INFOTEXT_EVENT_SHOW"},
       .run = 12,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run), (Lines{"T", "t", "OK", "Dismiss"}));
           }},
      {.name = "OneThatDisappearsIsToldBeforeTheNext",
       .state = document + escape + Lines{"@3"},
       .in = {"INFOTEXT_STRING|b2|t2|OK"},
       .out = {"INFOTEXT_EVENT_CLOSE|-1", "INFOTEXT_EVENT_SHOW"},
       .run = 30},
      {.name = "TypingIsToldButIsNoShortcut",
       .state = document,
       .in = {"REMOTEKEY_CHAR|h"},
       .out = {"KEY|h"},
       .run = 1,
       .check = [](SceneRun& run) { EXPECT_FALSE(run.scene->held()); }},
      {.name = "KeysGoToItBeforeAPrompt",
       .state = Lines{"PROMPT_SHOW|q|yes", "@20"} + document,
       .in = escape,
       .out = {"INFOTEXT_EVENT_CLOSE|-1"},
       .run = 20,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(panel_texts(run), (Lines{"q", "yes"}));
           }},
  };
}

MMDAGENT_SCENE_CASES(DocumentCases, documents);

// In a window of 1024 x 900 a unit is 51.2 pixels: the text is between (40.96, 133.12) and (983.04,
// 766.88), its first line, 25.6 high, begins at (51.2, 756.64).
class DocumentHands : public ::testing::Test {
 protected:
  DocumentHands() { run.scene->input().set_window_size({1024, 900}); }

  // From the lower left corner; true when a panel took it.
  bool act(Gesture::Kind kind, const glm::vec2& at, const glm::vec2& moved = {}) {
    Gesture gesture;
    gesture.kind = kind;
    gesture.position = {at.x, 900.0F - at.y};
    gesture.moved = {moved.x, -moved.y};
    return run.scene->overlay().act(gesture);
  }
  void tap(const glm::vec2& at) { act(Gesture::Kind::tap, at); }
  void show(const std::string& text) {
    run.send("INFOTEXT_STRING|" + text);
    run.run(12);
    run.take_out();
  }
  // Many lines, the numbers 0 to 99.
  void show_numbers() {
    std::string text;
    for (int i = 0; i < 100; ++i) text += std::to_string(i) + "\n";
    run.dir.write("numbers.txt", text);
    run.send("INFOTEXT_FILE|numbers.txt|T|OK");
    run.run(12);
    run.take_out();
  }
  // The item of a text.
  FlatItem item(std::string_view text) {
    const Snapshot snapshot = run.snapshot();
    for (const FlatItem& each : snapshot.flat) {
      if (each.kind != FlatItem::Kind::text) continue;
      if (std::string_view(snapshot.characters.data() + each.first, each.count) == text)
        return each;
    }
    ADD_FAILURE() << text << " is not shown";
    return {};
  }

  SceneRun run;
};

constexpr glm::vec2 first_button{60, 60};
constexpr glm::vec2 last_button{960, 60};
constexpr glm::vec2 in_text{500, 450};

TEST_F(DocumentHands, Case92TheSecondButtonIsTapped) {
  run.send("INFOTEXT_STRING|body|title|OK,No");
  run.run(12);
  const double start = run.services.frames;
  tap(last_button);
  run.run(30);
  ASSERT_EQ(run.out.size(), 2U);
  EXPECT_EQ(run.out[0].text, "INFOTEXT_EVENT_SHOW");
  EXPECT_EQ(run.out[1].text, "INFOTEXT_EVENT_CLOSE|No");
  EXPECT_NEAR(run.out[1].frames - start, 15.0, 0.6);
}

TEST_F(DocumentHands, WhatIsChosenStaysChosen) {
  show("body|title|OK,No");
  tap(first_button);
  run.run(2);
  tap(last_button);
  run.send("REMOTEKEY_DOWN|Escape");
  run.run(20);
  EXPECT_EQ(run.take_out(), (Lines{"INFOTEXT_EVENT_CLOSE|OK"}));
}

TEST_F(DocumentHands, AChoiceEndsWithItsDocument) {
  show("body|title|OK,No");
  tap(first_button);
  run.run(2);
  show("b2|t2|Yes");
  run.send("REMOTEKEY_DOWN|Escape");
  run.run(20);
  EXPECT_EQ(run.take_out(), (Lines{"INFOTEXT_EVENT_CLOSE|-1"}));
}

TEST_F(DocumentHands, ItTakesAllGestures) {
  show("body|title|OK");
  for (const Gesture::Kind kind : {Gesture::Kind::tap, Gesture::Kind::double_tap,
                                   Gesture::Kind::flick, Gesture::Kind::long_press}) {
    EXPECT_TRUE(act(kind, {5, 5}));
  }
  EXPECT_TRUE(run.scene->overlay().scroll(in_text, 1));
  run.run(5);
  EXPECT_EQ(run.take_out(), Lines{});
}

TEST_F(DocumentHands, ATappedLinkIsRequested) {
  show("http://example.com/a?b=%s and mmdagent://example.com/c|title|OK");
  EXPECT_FALSE(run.services.store.contains("_RequestedURL"));
  tap({500, 300});
  tap({980, 745});
  EXPECT_FALSE(run.services.store.contains("_RequestedURL"));
  tap({55, 745});
  EXPECT_EQ(run.services.store.value("_RequestedURL"), "http://example.com/a?b=%s");
  const Snapshot snapshot = run.snapshot();
  const glm::vec4 link_color(0, 0, 1, 0.4F);
  const auto second = std::find_if(snapshot.flat.rbegin(), snapshot.flat.rend(),
                                   [&](const FlatItem& each) { return each.color == link_color; });
  ASSERT_NE(second, snapshot.flat.rend());
  tap(second->corner + 0.5F * second->extent);
  EXPECT_EQ(run.services.store.value("_RequestedURL"), "mmdagent://example.com/c");
}

TEST_F(DocumentHands, ScaleAndColors) {
  show("body|title|OK|2|#FF000080|00FF00");
  EXPECT_EQ(item("body").color, glm::vec4(0, 1, 0, 1));
  EXPECT_FLOAT_EQ(item("body").extent.x, 0.85F * 51.2F);
  EXPECT_EQ(item("title").color, glm::vec4(1));
  const Snapshot snapshot = run.snapshot();
  const glm::vec4 background(1, 0, 0, 128.0F / 255.0F);
  const auto area = std::ranges::find(snapshot.flat, background, &FlatItem::color);
  ASSERT_NE(area, snapshot.flat.end());
  EXPECT_NEAR(area->corner.y, 133.12F, 0.01F);
  EXPECT_NEAR(area->extent.y, 633.76F, 0.01F);
}

TEST_F(DocumentHands, DragsScrollAndGoOn) {
  show_numbers();
  const float before = item("5").corner.y;
  EXPECT_TRUE(act(Gesture::Kind::drag_begin, in_text));
  act(Gesture::Kind::drag, in_text, {0, 40});
  EXPECT_NEAR(item("5").corner.y, before + 40, 0.01F);
  run.run(0.5);
  act(Gesture::Kind::drag_end, in_text);
  const float released = item("5").corner.y;
  run.run(3);
  EXPECT_GT(item("5").corner.y, released + 10);
}

TEST_F(DocumentHands, BeyondTheBeginItSwingsBack) {
  show_numbers();
  const float rest = item("0").corner.y;
  act(Gesture::Kind::drag_begin, in_text);
  act(Gesture::Kind::drag, in_text, {0, -500});
  EXPECT_NEAR(item("0").corner.y, rest - 1.5F * 51.2F, 0.01F);
  act(Gesture::Kind::drag_end, in_text);
  run.run(60);
  EXPECT_NEAR(item("0").corner.y, rest, 0.01F);
}

TEST_F(DocumentHands, AFlickReachesTheEnd) {
  show_numbers();
  EXPECT_TRUE(act(Gesture::Kind::flick, in_text, {0, 300}));
  run.run(120);
  EXPECT_NEAR(item("99").corner.y, 133.12F + 10.24F + 25.6F + 0.2F * 25.6F, 0.05F);
}

TEST_F(DocumentHands, TheWheelScrollsThreeLines) {
  show_numbers();
  const float before = item("5").corner.y;
  run.scene->overlay().scroll(in_text, -1);
  EXPECT_NEAR(item("5").corner.y, before + 3 * 25.6F, 0.01F);
  run.scene->overlay().scroll(in_text, 5);
  EXPECT_NEAR(item("5").corner.y, before, 0.01F);
}

TEST_F(DocumentHands, Case69UnitsFollowTheWindow) {
  show("body|title|OK,No");
  EXPECT_FLOAT_EQ(item("body").extent.x, 0.425F * 51.2F);
  run.scene->input().set_window_size({400, 500});
  EXPECT_FLOAT_EQ(item("body").extent.x, 0.425F * 25.0F);
  Gesture gesture;
  gesture.position = {370, 470};
  EXPECT_TRUE(run.scene->overlay().act(gesture));
  run.run(20);
  EXPECT_EQ(run.take_out(), (Lines{"INFOTEXT_EVENT_CLOSE|No"}));
}

TEST(DocumentLanguages, TheUsersIsShown) {
  const test_support::ScopedEnvironment language("LC_ALL", "de_DE.UTF-8");
  SceneRun run;
  run.send("INFOTEXT_STRING|<en>text<de>Text|<de>Titel<en>title|<en>Yes<de>Ja");
  run.send("CAPTION_START|c|_default|<en>Hello<de>Hallo_du|1|LEFT|0|30");
  run.run(12);
  EXPECT_EQ(panel_texts(run), (Lines{"Titel", "Text", "Ja"}));
  const Snapshot snapshot = run.snapshot();
  ASSERT_EQ(snapshot.captions.size(), 1U);
  const mmdagent::Range range = snapshot.captions[0].characters;
  EXPECT_EQ(std::string(snapshot.characters.data() + range.first, range.count), "Hallo du");
}

}  // namespace
}  // namespace conformance
