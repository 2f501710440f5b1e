// Section 7.2 of host.md and section 6.7 of rendering.md: the bar of tabs.
#include <algorithm>

#include "overlay/menu.h"
#include "overlay/tab_bar.h"
#include "panel_case.h"
#include "scene/user_input.h"
#include "support/scoped_environment.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Gesture;
using test_support::SceneRun;

// Its unit is the greatest that rendering.md section 6.1 allows: 50 pixels.
constexpr glm::vec2 window{1000, 1000};
constexpr float height = 75.0F;
constexpr glm::vec4 base{0.96F, 0.96F, 0.96F, 1.0F};

class TabBarTest : public ::testing::Test {
 protected:
  TabBarTest() { run.scene->overlay().resize(window); }

  mmdagent::TabBar& bar() { return run.scene->overlay().tab_bar(); }
  const mmdagent::Menu& menu() { return run.scene->overlay().menu(); }

  void come() {
    bar().wake();
    run.run(8.0);
  }
  bool tap(int tab) {
    const glm::vec2 at(200.0F * (static_cast<float>(tab) + 0.5F), 0.5F * height);
    return touch(run, window, Gesture::Kind::tap, at);
  }
  std::vector<std::string> tapped(int tab) {
    come();
    tap(tab);
    run.run(1.0);
    return run.take_out();
  }

  test_support::TemporaryFolder user;
  test_support::ScopedEnvironment environment{"MMDAgentContentDir", user.path().string()};
  SceneRun run;
};

TEST_F(TabBarTest, ComesWithThePointerAndGoesAfterSixtyFrames) {
  run.run(1.0);
  EXPECT_EQ(bar().height(), 0.0F);
  bar().wake();
  run.run(4.0);
  EXPECT_NEAR(bar().height(), 0.5F * height, 0.01F);
  run.run(4.0);
  EXPECT_NEAR(bar().height(), height, 0.01F);
  run.run(51.5);
  EXPECT_NEAR(bar().height(), height, 0.01F);
  run.run(9.0);
  EXPECT_EQ(bar().height(), 0.0F);
}

TEST_F(TabBarTest, OnlyAPointerWithoutButtonBringsIt) {
  run.scene->input().set_window_size(window);
  mmdagent::InputEvent event;
  event.kind = mmdagent::InputEvent::Kind::button;
  event.pressed = true;
  run.scene->input().take(event);
  run.scene->input().move_pointer({300, 300}, 1.0);
  run.run(4.0);
  EXPECT_EQ(bar().height(), 0.0F);
  event.pressed = false;
  run.scene->input().take(event);
  run.scene->input().move_pointer({310, 300}, 2.0);
  run.run(4.0);
  EXPECT_GT(bar().height(), 0.0F);
}

TEST_F(TabBarTest, ATapBringsItAndGoesOn) {
  EXPECT_FALSE(touch(run, window, Gesture::Kind::tap, {500, 500}));
  run.run(8.0);
  EXPECT_NEAR(bar().height(), height, 0.01F);
  EXPECT_TRUE(tap(1));
  EXPECT_FALSE(touch(run, window, Gesture::Kind::tap, {500, 500}));
}

TEST_F(TabBarTest, StaysUnderThePointerAndWithTheMenu) {
  come();
  run.scene->overlay().hover({500, 980});
  run.run(100.0);
  EXPECT_NEAR(bar().height(), height, 0.01F);
  run.scene->overlay().hover({500, 500});
  run.send("REMOTEKEY_CHAR|/");
  run.run(100.0);
  EXPECT_NEAR(bar().height(), height, 0.01F);
}

TEST_F(TabBarTest, ItsUnitFollowsTheWindow) {
  run.scene->overlay().resize({550, 2000});
  come();
  EXPECT_NEAR(bar().height(), 75.0F, 0.01F);
  run.scene->overlay().resize({220, 2000});
  EXPECT_NEAR(bar().height(), 30.0F, 0.01F);
  run.scene->overlay().resize({1000, 100});
  EXPECT_NEAR(bar().height(), 20.0F, 0.01F);
}

TEST_F(TabBarTest, ShowsFiveIconsOneOfThemUnderThePointer) {
  come();
  run.scene->overlay().hover({300, 980});
  std::vector<glm::vec4> colors;
  bool drawn = false;
  for (const FlatItem& item : run.snapshot().flat) {
    drawn = drawn || (item.color == base && item.extent == glm::vec2(1000.0F, height));
    if (item.kind == FlatItem::Kind::text) colors.push_back(item.color);
  }
  EXPECT_TRUE(drawn);
  ASSERT_EQ(colors.size(), 5U);
  EXPECT_EQ(colors[0], glm::vec4(0.46F, 0.5F, 0.54F, 1.0F));
  EXPECT_EQ(colors[1], glm::vec4(0.0F, 0.45F, 0.95F, 1.0F));
  EXPECT_EQ(panel_texts(run), (Lines{"\uF015", "\uF129", "\uF02E", "\uF1DA", "\uF0C9"}));
}

TEST_F(TabBarTest, APressedTabIsRedForTwentyTwoFrames) {
  come();
  tap(1);
  const auto reds = [&] {
    return std::ranges::count(run.snapshot().flat, glm::vec4(1.0F, 0.3F, 0.3F, 1.0F),
                              &FlatItem::color);
  };
  EXPECT_EQ(reds(), 1);
  run.run(21.5);
  EXPECT_EQ(reds(), 1);
  run.run(0.5);
  EXPECT_EQ(reds(), 0);
}

TEST_F(TabBarTest, HomeWithoutOneIsANotification) {
  EXPECT_EQ(tapped(0), (Lines{"NOTIFY_SHOW|no home"}));
  EXPECT_TRUE(run.services.opened.empty());
}

TEST_F(TabBarTest, HomeIsOpened) {
  user.write("_home", "home=/c/100%s.mdf\n");
  EXPECT_EQ(tapped(0), Lines{});
  EXPECT_EQ(run.services.opened, (Lines{"/c/100%s.mdf"}));
}

TEST_F(TabBarTest, ReadmeWithoutOneIsANotification) {
  EXPECT_EQ(tapped(1), (Lines{"NOTIFY_SHOW|no readme specified"}));
}

TEST_F(TabBarTest, ReadmeIsShownAsADocument) {
  run.services.running.info.readme = run.dir.write("read me.txt", "the %s text").string();
  run.services.running.info.name = "the name";
  EXPECT_EQ(tapped(1), (Lines{"INFOTEXT_EVENT_SHOW"}));
  run.run(10.0);
  const Lines shown = panel_texts(run);
  for (const char* text : {"the name", "the %s text", "OK"}) {
    EXPECT_EQ(std::ranges::count(shown, text), 1) << text;
  }
}

TEST_F(TabBarTest, AReadmeThatIsNotThereIsAnError) {
  run.services.running.info.readme = "/nowhere/100%s.txt";
  EXPECT_EQ(tapped(1), Lines{});
  EXPECT_EQ(run.take_logs(), (Lines{"E showReadme: not found: /nowhere/100%s.txt"}));
  run.services.running.info.readme = run.dir.write("long.txt", std::string(20'000, 'x')).string();
  tapped(1);
  EXPECT_EQ(run.take_logs(),
            (Lines{"E showReadme: cannot load " + run.services.running.info.readme}));
}

TEST_F(TabBarTest, PagesAreShownAndTheSameTabClosesThem) {
  constexpr const char* names[] = {"[Bookmark]", "<History>", "[Action]"};
  for (int tab = 2; tab < 5; ++tab) {
    tapped(tab);
    EXPECT_TRUE(menu().open());
    EXPECT_EQ(menu().page_name(), names[tab - 2]);
    run.send("REMOTEKEY_DOWN|Right");
    EXPECT_EQ(menu().page_name(), tab == 4 ? "[View]" : names[tab - 2]);
    tapped(tab);
    EXPECT_FALSE(menu().open());
  }
  tapped(3);
  tapped(2);
  EXPECT_EQ(menu().page_name(), "[Bookmark]");
  tapped(4);
  EXPECT_TRUE(menu().open());
  EXPECT_EQ(menu().page_name(), "[Action]");
}

TEST_F(TabBarTest, WhatStandsAtTheBottomIsLifted) {
  run.send("REMOTEKEY_CHAR|d");
  run.send("REMOTEKEY_CHAR|/");
  run.run(10.0);
  const auto lowest_text = [&] {
    float low = window.y;
    for (const FlatItem& item : run.snapshot().flat) {
      const bool icon = item.color == glm::vec4(0.46F, 0.5F, 0.54F, 1.0F);
      if (item.kind == FlatItem::Kind::text && !icon) low = std::min(low, item.corner.y);
    }
    return low;
  };
  const float before = lowest_text();
  come();
  EXPECT_NEAR(lowest_text(), before + height, 0.01F);
}

}  // namespace
}  // namespace conformance
