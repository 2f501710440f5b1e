// Cases 98 and 99 of messages-core.md section 27, 49 and 50 of host.md section 13, 62 and 69 of
// rendering.md section 10.6, and the rest of messages-core.md section 18: buttons.
#include "options/options.h"
#include "panel_case.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Gesture;
using mmdagent::Snapshot;
using test_support::Loading;
using test_support::SceneRun;

// Pixels from the lower left corner of the window, whose longer side is 1000.
void tap(SceneRun& run, glm::vec2 at) { touch(run, {1000, 500}, Gesture::Kind::tap, at); }

// left, low, width, height
std::vector<glm::vec4> images(const SceneRun& run) {
  const Snapshot snapshot = run.snapshot();
  std::vector<glm::vec4> places;
  for (const FlatItem& item : snapshot.flat) {
    if (item.kind == FlatItem::Kind::image)
      places.emplace_back(glm::vec4(item.corner, item.extent));
  }
  return places;
}

void expect_place(const SceneRun& run, const glm::vec4& place) {
  const std::vector<glm::vec4> shown = images(run);
  ASSERT_EQ(shown.size(), 1U);
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(shown[0][i], place[i], 1e-3F) << i;
}

const Lines button_b = {"BUTTON_ADD|b|1|0.5,0.5|x.png|message,FOO|ON", "@6"};

Lines adding(std::string_view place, std::string_view action = "message,FOO") {
  return {"BUTTON_ADD|b|1|" + std::string(place) + "|x.png|" + std::string(action) + "|OFF", "@6"};
}

std::vector<SceneCase> buttons() {
  return {
      {.name = "Case98ATapActsAndRemoves",
       .in = button_b,
       .out = {"BUTTON_EVENT_ADD|b"},
       .check =
           [](SceneRun& run) {
             run.take_out();
             tap(run, {51, 149});
             EXPECT_EQ(run.take_out(), (Lines{"FOO", "BUTTON_EVENT_EXEC|b"}));
             run.run(5.5);
             EXPECT_EQ(run.take_out(), Lines{});
             tap(run, {51, 149});
             EXPECT_EQ(run.take_out(), Lines{}) << "it slides out";
             run.run(0.5);
             EXPECT_EQ(run.take_out(), (Lines{"BUTTON_EVENT_DELETE|b"}));
             EXPECT_EQ(images(run).size(), 0U);
           }},
      {.name = "Case99OfThatNameAlready",
       .state = button_b,
       .in = {"BUTTON_ADD|b|1|0,0|x.png|message,FOO|OFF"},
       .logs = {"W BUTTON_ADD: \"b\" already exists, ignored"}},
      {.name = "OffStays",
       .state = adding("0.5,0.5"),
       .check =
           [](SceneRun& run) {
             tap(run, {60, 120});  // above the bar that a tap brings
             run.run(20);
             tap(run, {60, 120});
             EXPECT_EQ(run.take_out(),
                       (Lines{"FOO", "BUTTON_EVENT_EXEC|b", "FOO", "BUTTON_EVENT_EXEC|b"}));
           }},
      {.name = "ATapBesideIsTheScenes",
       .state = adding("0.5,0.5"),
       .check =
           [](SceneRun& run) {
             for (const glm::vec2 at :
                  {glm::vec2(49, 60), glm::vec2(60, 49), glm::vec2(151, 60), glm::vec2(60, 151)}) {
               tap(run, at);
             }
             EXPECT_EQ(run.take_out(), Lines{});
           }},
      {.name = "TheLastOneIsOnTop",
       .state = adding("0.5,0.5") + Lines{"BUTTON_ADD|c|1|1,1|x.png|message,BAR|OFF", "@6"},
       .check =
           [](SceneRun& run) {
             tap(run, {120, 120});
             EXPECT_EQ(run.take_out(), (Lines{"BAR", "BUTTON_EVENT_EXEC|c"}));
           }},
      {.name = "APromptCoversIt",
       .state = adding("4.5,2"),
       .in = {"PROMPT_SHOW|q|yes", "@20"},
       .check =
           [](SceneRun& run) {
             tap(run, {500, 250});
             EXPECT_EQ(run.take_out(), Lines{});
           }},
      {.name = "SetsAVariable",
       .state = adding("0.5,0.5", "setkeyvalue,a=b=c"),
       .check =
           [](SceneRun& run) {
             tap(run, {60, 60});
             EXPECT_EQ(run.services.store.value("a"), "b=c");
             EXPECT_EQ(run.take_out(), (Lines{"BUTTON_EVENT_EXEC|b"}));
           }},
      {.name = "OpensAnAddress",
       .state = adding("0.5,0.5", "open,http://localhost/a%s"),
       .check =
           [](SceneRun& run) {
             tap(run, {60, 60});
             EXPECT_EQ(run.services.store.value("_RequestedURL"), "http://localhost/a%s");
           }},
      {.name = "PlaysOtherContent",
       .state = adding("0.5,0.5", "play,other/other.mdf"),
       .check =
           [](SceneRun& run) {
             tap(run, {60, 60});
             EXPECT_EQ(run.services.opened, (Lines{"other/other.mdf"}));
           }},
      {.name = "DeletedAfterSixFrames",
       .state = button_b,
       .in = {"BUTTON_DELETE|b"},
       .out = {{"BUTTON_EVENT_DELETE|b", 6}},
       .run = 10},
      {.name = "TheNameIsTakenUntilItIsGone",
       .state = button_b,
       .in = {"BUTTON_DELETE|b", "BUTTON_ADD|b|1|0,0|x.png|message,FOO|OFF"},
       .out = {{"BUTTON_EVENT_DELETE|b", 6}},
       .logs = {"W BUTTON_ADD: \"b\" already exists, ignored"},
       .run = 10},
      {.name = "DeleteUnknown",
       .in = {"BUTTON_DELETE|b"},
       .logs = {"E BUTTON_DELETE: \"b\" not found."}},
      {.name = "AddCount",
       .in = {"BUTTON_ADD|b|1|0,0|x.png|message,FOO"},
       .logs = {"E BUTTON_ADD: number of arguments should be 6."}},
      {.name = "DeleteCount",
       .in = {"BUTTON_DELETE"},
       .logs = {"E BUTTON_DELETE: number of arguments should be 1."}},
      {.name = "NoPlace",
       .in = {"BUTTON_ADD|b|1|0|x.png|message,FOO|maybe"},
       .logs = {"E BUTTON_ADD: \"0\" is not in a format: x,y"}},
      {.name = "NeitherOnNorOff",
       .in = {"BUTTON_ADD|b|1|0,0|x.png|message,FOO|maybe"},
       .logs = {"E BUTTON_ADD: 6th argument should be \"ON\" or \"OFF\"."}},
      {.name = "NoSuchImage",
       .in = {"BUTTON_ADD|b|1|0,0|no.png|bogus|ON"},
       .logs = {"E failed to load image no.png (reason)"},
       .run = 1,
       .check = [](SceneRun& run) { EXPECT_EQ(images(run).size(), 0U); }},
      {.name = "BrokenImage",
       .in = {"BUTTON_ADD|b|1|0,0|broken.png|message,FOO|ON"},
       .logs = {"E failed to load image broken.png (reason)"}},
      {.name = "NoSuchAction",
       .in = {"BUTTON_ADD|b|1|0,0|x.png|bogus|ON", "BUTTON_DELETE|b"},
       .logs = {"E unknown exec type: bogus", "E BUTTON_DELETE: \"b\" not found."}},
      {.name = "TenAtMost",
       .state = {"BUTTON_ADD|0|1|0,0|x.png|message,A|ON", "BUTTON_ADD|1|1|0,0|x.png|message,A|ON",
                 "BUTTON_ADD|2|1|0,0|x.png|message,A|ON", "BUTTON_ADD|3|1|0,0|x.png|message,A|ON",
                 "BUTTON_ADD|4|1|0,0|x.png|message,A|ON", "BUTTON_ADD|5|1|0,0|x.png|message,A|ON",
                 "BUTTON_ADD|6|1|0,0|x.png|message,A|ON", "BUTTON_ADD|7|1|0,0|x.png|message,A|ON",
                 "BUTTON_ADD|8|1|0,0|x.png|message,A|ON"},
       .in = {"BUTTON_ADD|9|1|0,0|x.png|message,A|ON"},
       .out = {"BUTTON_EVENT_ADD|9"},
       .check =
           [](SceneRun& run) {
             run.send("BUTTON_ADD|b|1|0,0|x.png|message,A|ON");
             EXPECT_EQ(run.take_logs(),
                       Lines{"E BUTTON_ADD: too many content buttons (10), ignored"});
           }},
      {.name = "PlacedFromTheFarEdges",
       .state = adding("-0.5,0"),
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({1000, 500});
             expect_place(run, {850, 400, 100, 100});
           }},
      {.name = "SlidesInFromTheLeft",
       .in = {"BUTTON_ADD|b|1|0.5,0.5|x.png|message,FOO|ON"},
       .out = {"BUTTON_EVENT_ADD|b"},
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({1000, 500});
             run.run(3);
             expect_place(run, {-25, 50, 100, 100});
           }},
      {.name = "SlidesInFromTheRight",
       .in = {"BUTTON_ADD|b|1|-1,0.5|x.png|message,FOO|ON"},
       .out = {"BUTTON_EVENT_ADD|b"},
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({1000, 500});
             run.run(3);
             expect_place(run, {900, 50, 100, 100});
           }},
      {.name = "GrowsWhenItIsTapped",
       .state = adding("0.5,0.5"),
       .check =
           [](SceneRun& run) {
             tap(run, {60, 60});
             run.run(4);
             expect_place(run, {45, 45, 110, 110});
             run.run(4);
             expect_place(run, {50, 50, 100, 100});
           }},
      {.name = "Rendering69FollowsTheWindow",
       .state = adding("0.5,0.5"),
       .check =
           [](SceneRun& run) {
             run.scene->overlay().resize({400, 2000});
             expect_place(run, {100, 100, 200, 200});
           }},
      {.name = "TheKeyLeavesThemAlone",
       .state = adding("0.5,0.5"),
       .in = {"REMOTEKEY_CHAR|q"},
       .out = {"KEY|q"},
       .run = 10,
       .check = [](SceneRun& run) { EXPECT_EQ(images(run).size(), 1U); }},
  };
}

MMDAGENT_SCENE_CASES(ButtonCases, buttons);

// The content has these files when it starts.
class ButtonFiles : public ::testing::TestWithParam<Loading> {
 protected:
  SceneRun& start(const std::vector<std::pair<std::string, std::string>>& files,
                  const mmdagent::Options& options = {}) {
    auto content = std::make_shared<test_support::TemporaryFolder>();
    test_support::write_scene_fixtures(*content);
    for (const auto& [name, text] : files) content->write(name, text);
    content->write("wide.png", test_support::png(2, 1, 9, 9, 9));
    run_ = std::make_unique<SceneRun>(GetParam(), options, content);
    run_->scene->overlay().resize({1024, 512});
    run_->run(6);
    return *run_;
  }
  void tap(glm::vec2 at) { touch(*run_, {1024, 512}, Gesture::Kind::tap, at); }

 private:
  std::unique_ptr<SceneRun> run_;
};

TEST_P(ButtonFiles, Host49AMessageWithArguments) {
  SceneRun& run = start({{"BUTTON0.txt", "image=x.png\nexec=message,FOO|1|2\nx=1\ny=1\n"}});
  EXPECT_EQ(run.take_logs(), (Lines{"S Button has 0 variants: BUTTON0.txt", "S loaded 1 buttons"}));
  tap({110, 110});
  EXPECT_EQ(run.take_out(), (Lines{"FOO|1|2", "BUTTON_EVENT_EXEC|BUTTON0"}));
}

TEST_P(ButtonFiles, Host50AnUnknownAction) {
  SceneRun& run = start({{"BUTTON0.txt", "image=x.png\nexec=bogus\n"}, {"BUTTON0-0.txt", "?"}});
  EXPECT_EQ(run.take_logs(), (Lines{"E unknown exec type: bogus (BUTTON0.txt: line 2: exec)",
                                    "S loaded 0 buttons"}));
}

TEST_P(ButtonFiles, Rendering62PlaceAndSize) {
  expect_place(start({{"BUTTON0.txt", "image=wide.png\nx=0.5\ny=0.5\n"}}),
               {51.2F, 51.2F, 102.4F, 51.2F});
}

TEST_P(ButtonFiles, NothingIsSaidWithoutFiles) { EXPECT_EQ(start({}).take_logs(), Lines{}); }

TEST_P(ButtonFiles, AnImageThatCannotBeReadTakesItsVariant) {
  SceneRun& run = start({{"BUTTON0.txt", "image=x.png\n0-image=no.png\n1-image=wide.png\n"},
                         {"BUTTON1.txt", "image=no.png\n"},
                         {"BUTTON1-0.txt", "image=x.png\n"},
                         {"BUTTON2-0.txt", "image=x.png\n"}});
  EXPECT_EQ(run.take_logs(), (Lines{"E failed to load image no.png (BUTTON0.txt: not found)",
                                    "E failed to load image no.png (BUTTON1.txt: not found)",
                                    "S Button has 1 variants: BUTTON0.txt", "S loaded 1 buttons"}));
}

TEST_P(ButtonFiles, TheFirstLookThatHoldsIsShown) {
  SceneRun& run = start({{"BUTTON0.txt",
                          "image=x.png\nlabel=base\nx=1\ny=1\ncondKey=Mood\ncondVal=a\n"
                          "0-image=x.png\n0-label=zero\n0-ifKeyName=Mood\n0-ifKeyValue=a\n"
                          "1-image=wide.png\n1-label=@Mood\n1-ifKeyName=Mood\n1-ifKeyValue=b\n"
                          "1-exec=message,ONE\n"}});
  EXPECT_EQ(panel_texts(run), Lines{"base"}) << "none holds";
  run.send("KEYVALUE_SET|Mood|a");
  EXPECT_EQ(panel_texts(run), Lines{"base"});
  run.send("KEYVALUE_SET|Mood|b");
  EXPECT_EQ(panel_texts(run), Lines{"b"});
  expect_place(run, {102.4F, 102.4F, 102.4F, 51.2F});
  tap({110, 110});
  EXPECT_EQ(run.take_out(), (Lines{"ONE", "BUTTON_EVENT_EXEC|BUTTON0"}));
}

TEST_P(ButtonFiles, ALabelShowsAVariable) {
  SceneRun& run = start({{"BUTTON0.txt", "image=x.png\nlabel=@Name\n"}});
  EXPECT_EQ(panel_texts(run), Lines{"!NoValue"});
  run.send("KEYVALUE_SET|Name|Anna");
  EXPECT_EQ(panel_texts(run), Lines{"Anna"});
}

TEST_P(ButtonFiles, TheLabelStandsBesideItsMiddle) {
  SceneRun& run =
      start({{"BUTTON0.txt", "image=x.png\nlabel=a\nx=1\ny=1\nlabelX=0.1\nlabelScale=2\n"}});
  const Snapshot snapshot = run.snapshot();
  const FlatItem& label = snapshot.flat.back();
  EXPECT_NEAR(label.corner.x, 102.4F * 1.15F, 1e-3F);
  EXPECT_NEAR(label.corner.y, 102.4F * 1.4F, 1e-3F);
  EXPECT_NEAR(label.extent.y, 102.4F * 0.8F, 1e-3F);
}

TEST_P(ButtonFiles, ATapShowsAndHidesTheChildren) {
  SceneRun& run = start({{"BUTTON3.txt", "image=x.png\nx=1\ny=1\n"},
                         {"BUTTON3-0.txt", "image=x.png\nx=3\ny=1\nfrom=parent\n"}});
  EXPECT_EQ(images(run).size(), 1U);
  tap({110, 110});
  run.run(3);
  ASSERT_EQ(images(run).size(), 2U);
  EXPECT_NEAR(images(run)[1].x, 204.8F, 1e-3F) << "half of the way from its parent";
  run.run(5);
  tap({310, 110});
  EXPECT_EQ(run.take_out(), (Lines{"BUTTON_EVENT_EXEC|BUTTON3", "BUTTON_EVENT_EXEC|BUTTON3-0"}));
  tap({110, 110});
  run.run(6);
  EXPECT_EQ(images(run).size(), 1U);
}

TEST_P(ButtonFiles, TheKeyHidesAllAndShowsThoseOnTop) {
  SceneRun& run = start(
      {{"BUTTON3.txt", "image=x.png\nx=1\ny=1\n"}, {"BUTTON3-0.txt", "image=x.png\nx=3\ny=1\n"}});
  tap({110, 110});
  run.run(6);
  EXPECT_EQ(images(run).size(), 2U);
  run.send("REMOTEKEY_CHAR|q");
  run.run(6);
  EXPECT_EQ(images(run).size(), 0U);
  run.send("REMOTEKEY_CHAR|q");
  run.run(6);
  EXPECT_EQ(images(run).size(), 1U);
}

TEST_P(ButtonFiles, AnOptionHidesThemAtFirst) {
  mmdagent::Options options;
  options.show_button = false;
  SceneRun& run = start({{"BUTTON0.txt", "image=x.png\n"}}, options);
  EXPECT_EQ(images(run).size(), 0U);
  run.send("REMOTEKEY_CHAR|q");
  run.run(6);
  EXPECT_EQ(images(run).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Cases, ButtonFiles, ::testing::Values(Loading::instant, Loading::slow));

}  // namespace
}  // namespace conformance
