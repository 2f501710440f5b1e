// Cases 95-97 of messages-core.md section 27, 39 and 48 of host.md section 13, and the rest of
// messages-core.md section 19 and host.md section 7.1: the menu.
#include <algorithm>

#include "overlay/menu.h"
#include "panel_case.h"
#include "scene/user_input.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Gesture;
using mmdagent::Snapshot;
using test_support::SceneRun;

// With a window of 1000 x 1000 the menu is 599.85 pixels high, and 9.85 of its units.
constexpr float side = 1000.0F;
constexpr float unit = side * 1.333F * 0.45F / 9.85F;

bool shows(const SceneRun& run, const std::string& text) {
  const Lines shown = panel_texts(run);
  return std::ranges::find(shown, text) != shown.end();
}

void expect_page(const SceneRun& run, const std::string& name) {
  const Lines shown = panel_texts(run);
  ASSERT_FALSE(shown.empty());
  EXPECT_EQ(shown.front(), name);
}

std::size_t count_of(const SceneRun& run, const glm::vec4& color) {
  const Snapshot snapshot = run.snapshot();
  return static_cast<std::size_t>(std::ranges::count_if(
      snapshot.flat, [&](const FlatItem& item) { return item.color == color; }));
}

bool act(SceneRun& run, Gesture::Kind kind, glm::vec2 at, glm::vec2 moved = {}) {
  return touch(run, {side, side}, kind, at, moved);
}

// The middle of a visible row, 0 to 6.
glm::vec2 row(int number) {
  return {side - 4.0F * unit, (8.5F - 1.2F * (static_cast<float>(number) + 0.5F)) * unit};
}

void tap(SceneRun& run, glm::vec2 at) { act(run, Gesture::Kind::tap, at); }

void drag(SceneRun& run, glm::vec2 at, glm::vec2 moved) {
  act(run, Gesture::Kind::drag_begin, at);
  act(run, Gesture::Kind::drag, at, 0.5F * moved);
  act(run, Gesture::Kind::drag, at, 0.5F * moved);
  act(run, Gesture::Kind::drag_end, at);
}

const Lines page_m = {"MENU|ADD|M"};
const Lines open = {"REMOTEKEY_CHAR|/", "@7"};
const Lines down = {"REMOTEKEY_DOWN|Down"};
const Lines up = {"REMOTEKEY_DOWN|Up"};
const Lines enter = {"REMOTEKEY_DOWN|Return"};
const Lines next = {"REMOTEKEY_DOWN|Right", "@8"};
const Lines previous = {"REMOTEKEY_DOWN|Left", "@8"};
const Lines item = {"MENU|SETITEM|M|0|lab|FOO|1"};

std::vector<SceneCase> messages() {
  return {
      {.name = "Case95OfThatNameAlready",
       .in = {"MENU|ADD|M", "MENU|ADD|M"},
       .out = {"MENU_EVENT|ADD|M"},
       .logs = {"W Warning: MENU|ADD: alias M already exists"}},
      {.name = "Case96TheItemPostsItsMessage",
       .state = page_m + open,
       .in = Lines{"MENU|SETITEM|M|0|lab|KEYVALUE_SET|k|v"} + down + enter,
       .out = {"MENU_EVENT|SETITEM|M|0", "KEYVALUE_SET|k|v"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.store.value("k"), "v"); }},
      {.name = "Case97NoSuchItem",
       .state = page_m,
       .in = {"MENU|SETITEM|M|30|lab|FOO|1", "MENU|SETITEM|M|-1|lab|FOO|1",
              "MENU|SETITEM|M|29|lab|FOO|1"},
       .out = {"MENU_EVENT|SETITEM|M|29"},
       .logs = {"E Error: MENU|SETITEM: failed to add item to alias M",
                "E Error: MENU|SETITEM: failed to add item to alias M"}},
      {.name = "Host48ChosenByTap",
       .in = {"MENU|ADD|P", "MENU|SETITEM|P|0|L|FOO|a|b", "@1"},
       .out = {"MENU_EVENT|ADD|P", "MENU_EVENT|SETITEM|P|0"},
       .check =
           [](SceneRun& run) {
             play(run, open);
             run.take_out();
             tap(run, row(0));
             EXPECT_EQ(run.take_out(), Lines{"FOO|a|b"});
           }},
      {.name = "TheRestOfTheLineIsUntouched",
       .state = page_m + open,
       .in = Lines{"MENU|SETITEM|M||0|lab|FOO||a|||b|1|2|3|4|5|6|7|8|"} + down + enter,
       .out = {"MENU_EVENT|SETITEM|M|0", "FOO||a|||b|1|2|3|4|5|6|7|8|"}},
      {.name = "AMessageWithoutArguments",
       .state = page_m + open,
       .in = Lines{"MENU|SETITEM|M|0|lab|FOO"} + down + enter,
       .out = {"MENU_EVENT|SETITEM|M|0", "FOO"}},
      {.name = "AVariable",
       .state = page_m + open,
       .in = Lines{"MENU|SETITEM|M|0|lab|@key=a b"} + down + enter,
       .out = {"MENU_EVENT|SETITEM|M|0"},
       .check = [](SceneRun& run) { EXPECT_EQ(run.services.store.value("key"), "a b"); }},
      {.name = "TheNumberIsToldAsWritten",
       .state = page_m,
       .in = {"MENU|SETITEM|M|007|lab|FOO", "MENU|DELETEITEM|M|007"},
       .out = {"MENU_EVENT|SETITEM|M|007", "MENU_EVENT|DELETEITEM|M|007"}},
      {.name = "ADeletedItemIsGone",
       .state = page_m + item + open,
       .in = {"MENU|DELETEITEM|M|0", "MENU|DELETEITEM|M|1"},
       .out = {"MENU_EVENT|DELETEITEM|M|0", "MENU_EVENT|DELETEITEM|M|1"},
       .check = [](SceneRun& run) { EXPECT_FALSE(shows(run, "lab")); }},
      {.name = "ADeletedPageIsGone",
       .state = page_m + open,
       .in = {"MENU|DELETE|M"},
       .out = {"MENU_EVENT|DELETE|M"},
       .check = [](SceneRun& run) { expect_page(run, "[Action]"); }},
      {.name = "TwentyPagesAtMost",
       .state = {"MENU|ADD|1", "MENU|ADD|2", "MENU|ADD|3", "MENU|ADD|4", "MENU|ADD|5", "MENU|ADD|6",
                 "MENU|ADD|7", "MENU|ADD|8", "MENU|ADD|9", "MENU|ADD|10", "MENU|ADD|11",
                 "MENU|ADD|12", "MENU|ADD|13", "MENU|ADD|14", "MENU|ADD|15"},
       .in = {"MENU|ADD|16", "MENU|ADD|17"},
       .out = {"MENU_EVENT|ADD|16"},
       .logs = {"E Error: MENU|ADD: failed to add alias 17"}},
      {.name = "TheProgramsPagesAreNotTheContents",
       .in = {"MENU|ADD|[View]", "MENU|DELETE|[View]", "MENU|SETITEM|[View]|0|a|FOO",
              "MENU|DELETEITEM|[View]|0"},
       .logs = {"W Warning: MENU|ADD: alias [View] already exists",
                "W Warning: MENU|DELETE: alias [View] not found",
                "E Error: MENU|SETITEM: alias [View] not found",
                "E Error: MENU|DELETEITEM: alias [View] not found"}},
      {.name = "CountsAndUnknownPages",
       .in = {"MENU", "MENU|ADD", "MENU|ADD|a|b|c", "MENU|DELETE", "MENU|DELETE|x|y",
              "MENU|DELETE|x", "MENU|SETITEM|x|0|lab", "MENU|SETITEM|x|0|lab|FOO",
              "MENU|DELETEITEM|x", "MENU|DELETEITEM|x|0", "MENU|BOGUS|x"},
       .logs = {"E Error: MENU: no arguments", "E Error: MENU|ADD: too few arguments",
                "E Error: MENU|ADD: too many arguments", "E Error: MENU|DELETE: too few arguments",
                "E Error: MENU|DELETE: too few arguments",
                "W Warning: MENU|DELETE: alias x not found",
                "E Error: MENU|SETITEM: too few arguments",
                "E Error: MENU|SETITEM: alias x not found",
                "E Error: MENU|DELETEITEM: too few arguments",
                "E Error: MENU|DELETEITEM: alias x not found"}},
      {.name = "NoSuchItemToDelete",
       .state = page_m,
       .in = {"MENU|DELETEITEM|M|30"},
       .logs = {"E Error: MENU|DELETEITEM: failed to remove item from alias M"}},
      {.name = "ABackgroundImage",
       .state = {"MENU|ADD|M|x.png", "MENU|ADD|N|broken.png"},
       .in = open,
       .out = {"KEY|/"},
       .check =
           [](SceneRun& run) {
             const auto images = [&] {
               const Snapshot snapshot = run.snapshot();
               return std::ranges::count(snapshot.flat, FlatItem::Kind::image, &FlatItem::kind);
             };
             expect_page(run, "N");
             EXPECT_EQ(images(), 0);
             play(run, next);
             EXPECT_EQ(images(), 1);
           }},
      {.name = "ABackgroundOfAPageThatIsGone",
       .in = {"MENU|ADD|M|x.png", "MENU|DELETE|M", "MENU|ADD|M"},
       .out = {"MENU_EVENT|ADD|M", "MENU_EVENT|DELETE|M", "MENU_EVENT|ADD|M"}},
  };
}

std::vector<SceneCase> use() {
  return {
      {.name = "ClosedItShowsNothing",
       .in = page_m + item,
       .out = {"MENU_EVENT|ADD|M", "MENU_EVENT|SETITEM|M|0"},
       .run = 10,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run), Lines{}); }},
      {.name = "PagesInTheOrderOfTheirGroups",
       .state = {"MENU|ADD|old", "MENU|ADD|new"},
       .check =
           [](SceneRun& run) {
             play(run, open);
             for (const char* name : {"new", "old", "[Action]", "[View]", "[Window]", "[System]"}) {
               expect_page(run, name);
               play(run, next);
             }
             expect_page(run, "[System]");
             for (const char* name : {"[Window]", "[View]", "[Action]", "old", "new", "new"}) {
               play(run, previous);
               expect_page(run, name);
             }
           }},
      {.name = "Host39EscapeClosesIt",
       .state = open,
       .check =
           [](SceneRun& run) {
             run.scene->input().press(mmdagent::Key::escape, {}, true);
             run.run(6);
             EXPECT_EQ(panel_texts(run), Lines{});
             EXPECT_TRUE(run.services.requests.empty()) << "the program runs";
             run.scene->input().press(mmdagent::Key::escape, {}, true);
             EXPECT_FALSE(run.services.requests.empty());
           }},
      {.name = "TheKeyClosesItToo",
       .state = open + open,
       .check = [](SceneRun& run) { EXPECT_EQ(panel_texts(run), Lines{}); }},
      {.name = "ItOpensAtTheFirstPageAgain",
       .state = open + next + open + open,
       .check = [](SceneRun& run) { expect_page(run, "[Action]"); }},
      {.name = "CharactersAreToldButAreNoShortcuts",
       .state = open,
       .in = {"REMOTEKEY_CHAR|h"},
       .out = {"KEY|h"},
       .check = [](SceneRun& run) { EXPECT_FALSE(run.scene->held()); }},
      {.name = "TheCursorSkipsGapsAndStopsAtTheEnds",
       .state = page_m + Lines{"MENU|SETITEM|M|2|a|A", "MENU|SETITEM|M|5|b|B"} + open,
       .in = down + down + down + enter + up + up + enter,
       .out = {"B", "A"}},
      {.name = "EnterWithoutCursorRunsNothing", .state = page_m + item + open, .in = enter},
      {.name = "ItGoesBeforeThePrompt",
       .state = page_m + item + open + Lines{"PROMPT_SHOW|q|yes", "@20"},
       .in = down + enter,
       .out = {"FOO|1"},
       .run = 20},
      {.name = "TheCursorScrolls",
       .state = page_m + Lines{"MENU|SETITEM|M|0|a|A", "MENU|SETITEM|M|9|j|J"} + open,
       .check =
           [](SceneRun& run) {
             EXPECT_FALSE(shows(run, "j"));
             play(run, down + down);
             run.run(4);
             EXPECT_TRUE(shows(run, "j"));
             EXPECT_FALSE(shows(run, "a"));
             tap(run, row(6));
             EXPECT_EQ(run.take_out(), Lines{"J"});
           }},
      {.name = "ADragScrollsTwentyRowsAWindow",
       .state = page_m + Lines{"MENU|SETITEM|M|3|d|D", "MENU|SETITEM|M|9|j|J"} + open,
       .check =
           [](SceneRun& run) {
             drag(run, row(3), {0, 100});
             tap(run, row(1));
             EXPECT_EQ(run.take_out(), Lines{"D"});
             drag(run, row(3), {0, 1000});
             tap(run, row(6));
             EXPECT_EQ(run.take_out(), Lines{"J"}) << "no further than the last item";
             drag(run, row(3), {0, -1000});
             tap(run, row(3));
             EXPECT_EQ(run.take_out(), Lines{"D"});
           }},
      {.name = "TheWheelScrollsARow",
       .state = page_m + Lines{"MENU|SETITEM|M|1|b|B", "MENU|SETITEM|M|9|j|J"} + open,
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({side, side});
             const glm::vec2 at(row(3).x, side - row(3).y);
             EXPECT_TRUE(run.scene->overlay().scroll(at, -1.0F));
             run.run(4);
             tap(run, row(0));
             EXPECT_EQ(run.take_out(), Lines{"B"});
             EXPECT_FALSE(run.scene->overlay().scroll({10, 10}, 1.0F));
           }},
      {.name = "ADragAndAFlickTurnThePage",
       .state = page_m + open,
       .check =
           [](SceneRun& run) {
             drag(run, row(3), {-200, 20});
             run.run(8);
             expect_page(run, "[Action]");
             drag(run, row(3), {200, 20});
             run.run(8);
             expect_page(run, "M");
             act(run, Gesture::Kind::flick, row(3), {-200, 20});
             run.run(8);
             expect_page(run, "[Action]");
             act(run, Gesture::Kind::flick, row(3), {20, 200});
             run.run(8);
             expect_page(run, "[Action]");
           }},
      {.name = "ThePageThatLeavesIsSeenFirst",
       .state = page_m + open,
       .in = {"REMOTEKEY_DOWN|Right", "@3"},
       .check =
           [](SceneRun& run) {
             expect_page(run, "M");
             run.run(1);
             expect_page(run, "[Action]");
           }},
      {.name = "ATapInsideKeepsItOpen",
       .state = page_m + open,
       .check =
           [](SceneRun& run) {
             tap(run, row(2));
             EXPECT_TRUE(run.scene->overlay().menu().open());
             EXPECT_EQ(run.take_out(), Lines{}) << "no item, and not the scene's";
           }},
      {.name = "ATapOutsideClosesIt",
       .state = page_m + open,
       .check =
           [](SceneRun& run) {
             tap(run, {10, 900});
             EXPECT_FALSE(run.scene->overlay().menu().open());
             EXPECT_EQ(run.take_out(), Lines{});
           }},
      {.name = "ADragOutsideIsTheScenes",
       .state = open,
       .check =
           [](SceneRun& run) {
             EXPECT_FALSE(act(run, Gesture::Kind::drag_begin, {10, 900}));
           }},
      {.name = "SizeKeys",
       .state = open,
       .in = {"REMOTEKEY_CHAR|+", "REMOTEKEY_CHAR|-", "REMOTEKEY_CHAR|+", "REMOTEKEY_CHAR|+"},
       .out = {"KEY|+", "KEY|-", "KEY|+", "KEY|+"},
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({side, side});
             const Snapshot snapshot = run.snapshot();
             EXPECT_NEAR(snapshot.flat.front().extent.x,
                         8.0F * side * 1.333F * (0.45F + 2 * 0.06F) / 9.85F, 1e-2F);
             EXPECT_EQ(snapshot.camera.distance, 100.0F);
           }},
      {.name = "AnItemThatRunsIsMarkedForSevenFrames",
       .state = page_m + item + open + down + enter,
       .check =
           [](SceneRun& run) {
             run.take_out();
             EXPECT_EQ(count_of(run, {0.9F, 0.0F, 0.1F, 0.7F}), 1U);
             run.run(7);
             EXPECT_EQ(count_of(run, {0.9F, 0.0F, 0.1F, 0.7F}), 0U);
           }},
      {.name = "ColorsTellGroupsAndItems",
       .state = page_m + item + open,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(count_of(run, {0.3F, 0.7F, 0.1F, 0.7F}), 1U);
             EXPECT_EQ(count_of(run, {0.0F, 0.3F, 0.5F, 0.6F}), 1U);
             EXPECT_EQ(count_of(run, {0.0F, 0.2F, 0.5F, 0.6F}), 6U);
             play(run, next);
             EXPECT_EQ(count_of(run, {0.0F, 0.5F, 0.8F, 0.7F}), 1U);
           }},
      {.name = "APageAddedMeanwhileLeavesTheShownOne",
       .state = open + next,
       .in = page_m,
       .out = {"MENU_EVENT|ADD|M"},
       .check = [](SceneRun& run) { expect_page(run, "[View]"); }},
  };
}

// Each item of the program's own pages does what its key does.
std::vector<SceneCase> program_pages() {
  return {
      {.name = "CameraMove",
       .state = open,
       .in = down + enter,
       .logs = {"S camera unlocked: the mouse moves it"},
       .check =
           [](SceneRun& run) {
             EXPECT_TRUE(run.scene->input().mouse_moves_camera());
             EXPECT_FALSE(run.scene->overlay().menu().open());
             run.run(7);
             play(run, open);
             EXPECT_TRUE(shows(run, "◉ Toggle camera move"));
           }},
      {.name = "Reload",
       .state = open,
       .in = up + enter,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.opened, Lines{""});
             EXPECT_TRUE(run.scene->overlay().menu().open());
           }},
      {.name = "Shadow",
       .state = open + next,
       .in = down + down + down,
       .check =
           [](SceneRun& run) {
             EXPECT_TRUE(shows(run, "◉ Shadow"));
             EXPECT_TRUE(shows(run, "<Shift+S>"));
             play(run, enter);
             EXPECT_TRUE(shows(run, "○ Shadow"));
             EXPECT_FALSE(run.snapshot().options.shadow);
           }},
      {.name = "FullScreen",
       .state = open + next + next,
       .in = down + enter,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.services.requests,
                       std::vector{mmdagent::HostRequest::toggle_full_screen});
           }},
      {.name = "EditorAndFolder",
       .state = open + next + next,
       .in = down + down + enter + Lines{"@7"} + open + next + next + up + enter,
       .out = {"KEY|/"},
       .check =
           [](SceneRun& run) {
             mmdagent::UserInput& input = run.scene->input();
             EXPECT_EQ(input.take_request(), mmdagent::DesktopRequest::open_script);
             EXPECT_EQ(input.take_request(), mmdagent::DesktopRequest::open_folder);
           }},
      {.name = "Updates",
       .state = open + next + next + next,
       .in = down + down + enter,
       .check =
           [](SceneRun& run) {
             EXPECT_EQ(run.scene->input().take_request(), mmdagent::DesktopRequest::check_updates);
           }},
  };
}

MMDAGENT_SCENE_CASES(MenuMessages, messages);
MMDAGENT_SCENE_CASES(MenuUse, use);
MMDAGENT_SCENE_CASES(MenuPages, program_pages);

}  // namespace
}  // namespace conformance
