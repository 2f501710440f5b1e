// Section 7.3 of host.md: the file browser.
#include <algorithm>

#include "host_limits.h"
#include "overlay/file_browser.h"
#include "overlay/menu.h"
#include "panel_case.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::FolderEntry;
using mmdagent::Gesture;
using test_support::SceneRun;

constexpr glm::vec2 window{1000, 1100};
constexpr float line = 0.8F * window.y / 22.0F;

class FileBrowserTest : public ::testing::Test {
 protected:
  FileBrowserTest() {
    run.scene->overlay().resize(window);
    folder.write("content/b.txt", "");
    folder.write("content/A.MDF", "");
    folder.write("content/c.mmda", "");
    folder.write("content/Zoo/inside.mdf", "");
    folder.write("content/apes/x.txt", "");
    run.services.running.dir = (folder.path() / "content").string();
  }

  mmdagent::FileBrowser& browser() { return run.scene->overlay().file_browser(); }
  void show() {
    run.send("REMOTEKEY_CHAR|O");
    run.run(8.0);
  }
  void keys(const Lines& names) {
    for (const std::string& name : names) run.send("REMOTEKEY_DOWN|" + name);
    run.run(8.0);
  }
  // All that is listed, without the folder itself.
  Lines listed() {
    Lines shown = panel_texts(run);
    if (!shown.empty()) shown.erase(shown.begin());
    return shown;
  }
  std::string shown_folder() {
    const Lines shown = panel_texts(run);
    return shown.empty() ? std::string() : shown.front();
  }
  bool tap(const glm::vec2& at) { return touch(run, window, Gesture::Kind::tap, at); }
  void drag(const glm::vec2& moved) {
    touch(run, window, Gesture::Kind::drag_begin, {500, 500});
    touch(run, window, Gesture::Kind::drag, {500, 500}, moved);
    touch(run, window, Gesture::Kind::drag_end, glm::vec2(500, 500) + moved);
    run.run(8.0);
  }

  test_support::TemporaryFolder folder;
  SceneRun run;
};

TEST_F(FileBrowserTest, FoldersFirstThenByNameWithoutCase) {
  show();
  EXPECT_EQ(shown_folder(), (folder.path() / "content").string());
  EXPECT_EQ(listed(), (Lines{"../", "apes/", "Zoo/", "A.MDF", "b.txt", "c.mmda"}));
}

TEST_F(FileBrowserTest, KeysGoThroughFoldersAndBack) {
  show();
  keys({"Down", "Down", "Return"});
  EXPECT_EQ(shown_folder(), (folder.path() / "content/Zoo").string());
  EXPECT_EQ(listed(), (Lines{"../", "inside.mdf"}));
  keys({"Down", "Return"});
  EXPECT_EQ(run.services.opened, (Lines{(folder.path() / "content/Zoo/inside.mdf").string()}));
  EXPECT_FALSE(browser().open());
  show();
  EXPECT_EQ(shown_folder(), (folder.path() / "content/Zoo").string()) << "as it was left";
  keys({"Back"});
  EXPECT_EQ(shown_folder(), (folder.path() / "content").string());
  keys({"Return"});
  EXPECT_EQ(shown_folder(), (folder.path() / "content/Zoo").string()) << "the cursor is remembered";
  keys({"Up", "Return"});
  EXPECT_EQ(shown_folder(), (folder.path() / "content").string());
  keys({"Escape"});
  EXPECT_EQ(listed(), Lines{});
}

TEST_F(FileBrowserTest, OnlyContentsAreOpened) {
  show();
  keys({"Down", "Down", "Down", "Down", "Return"});
  EXPECT_TRUE(browser().open());
  EXPECT_TRUE(run.services.opened.empty());
  keys({"Down", "Return"});
  EXPECT_EQ(run.services.opened, (Lines{(folder.path() / "content/c.mmda").string()}));
  show();
  keys({"Up", "Up", "Return"});
  EXPECT_EQ(run.services.opened.back(), (folder.path() / "content/A.MDF").string());
}

TEST_F(FileBrowserTest, APackageMayShowTheWayUpAlone) {
  run.services.running.info.non_browse = true;
  show();
  EXPECT_EQ(listed(), (Lines{"../"}));
  keys({"Return"});
  EXPECT_EQ(listed(), (Lines{"../", "content/"}));
  keys({"Down", "Return"});
  EXPECT_EQ(listed(), (Lines{"../"}));
}

TEST_F(FileBrowserTest, AThousandEntriesAtMost) {
  for (int i = 0; i < 1005; ++i) folder.write("many/" + std::to_string(i), "");
  const auto entries = mmdagent::folder_entries(folder.path() / "many", false);
  EXPECT_EQ(entries.size(), mmdagent::limits::browser_entries);
  EXPECT_EQ(entries.front(), (FolderEntry{"..", true}));
}

TEST_F(FileBrowserTest, TheRootHasNoWayUpAndWhatCannotBeReadIsEmpty) {
  EXPECT_NE(mmdagent::folder_entries("/", false).front().name, "..");
  EXPECT_EQ(mmdagent::folder_entries(folder.path() / "none", false),
            (std::vector<FolderEntry>{{"..", true}}));
}

TEST_F(FileBrowserTest, PlaceAndLines) {
  show();
  const auto flat = run.snapshot().flat;
  const auto area = std::ranges::find(flat, glm::vec4(0.0F, 0.0F, 1.0F, 0.6F), &FlatItem::color);
  ASSERT_NE(area, flat.end());
  EXPECT_NEAR(area->corner.x, 40.0F, 0.01F);
  EXPECT_NEAR(area->corner.y, 110.0F, 0.01F);
  EXPECT_NEAR(area->extent.x, 930.0F, 0.01F);
  const auto line_height = [&] {
    const auto items = run.snapshot().flat;
    return std::ranges::find(items, glm::vec4(0.8F, 0.0F, 0.0F, 0.7F), &FlatItem::color)->extent.y;
  };
  EXPECT_NEAR(line_height(), line, 0.01F);
  run.send("REMOTEKEY_CHAR|+");
  EXPECT_NEAR(line_height(), 0.8F * window.y / 24.0F, 0.01F);
  run.send("REMOTEKEY_CHAR|-");
  EXPECT_NEAR(line_height(), line, 0.01F);
}

TEST_F(FileBrowserTest, TapsOpenAndBesideItClose) {
  show();
  tap({500, 0.9F * window.y - 2.5F * line});  // under the folder's name: `..` and the first folder
  run.run(8.0);
  EXPECT_EQ(shown_folder(), (folder.path() / "content/apes").string());
  EXPECT_TRUE(tap({500, 0.9F * window.y - 0.5F * line})) << "the folder's own name";
  EXPECT_TRUE(browser().open());
  EXPECT_TRUE(tap({10, 1000}));
  EXPECT_FALSE(browser().open());
}

TEST_F(FileBrowserTest, FarDragsGoUpAndAway) {
  show();
  drag({150, 0});
  EXPECT_EQ(shown_folder(), (folder.path() / "content").string());
  drag({250, 0});
  EXPECT_EQ(shown_folder(), folder.path().string());
  drag({-250, 0});
  EXPECT_FALSE(browser().open());
}

TEST_F(FileBrowserTest, LongListsScroll) {
  for (int i = 10; i < 60; ++i) folder.write("content/" + std::to_string(i), "");
  show();
  EXPECT_EQ(listed().size(), 21U);
  run.scene->overlay().scroll({500, 500}, -3.0F);
  EXPECT_EQ(listed().front(), "10");
  drag({0, 2.0F * line});
  EXPECT_EQ(listed().front(), "12");
  run.scene->overlay().scroll({500, 500}, 100.0F);
  EXPECT_EQ(listed().front(), "../");
  run.scene->overlay().scroll({500, 500}, -100.0F);
  EXPECT_EQ(listed().back(), "c.mmda");
  keys({"Up"});
  EXPECT_EQ(listed().front(), "../") << "the cursor is seen";
}

TEST_F(FileBrowserTest, CharactersAreNoShortcuts) {
  show();
  run.send("REMOTEKEY_CHAR|R");
  EXPECT_TRUE(run.services.opened.empty());
  run.send("REMOTEKEY_CHAR|/");
  EXPECT_TRUE(run.scene->overlay().menu().open());
  run.send("REMOTEKEY_CHAR|/");
  EXPECT_FALSE(run.scene->overlay().menu().open());
  EXPECT_TRUE(browser().open());
}

}  // namespace
}  // namespace conformance
