// Section 7.1 of host.md: the pages of bookmarks and of the history, what can be done with their
// items, and the home.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "content/user_contents.h"
#include "overlay/content_pages.h"
#include "overlay/menu.h"
#include "panel_case.h"
#include "support/scoped_environment.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Gesture;
using test_support::SceneRun;

constexpr glm::vec2 window{1000, 1000};
constexpr float unit = window.y * 1.333F * 0.45F / 9.85F;  // of the menu

class ContentPage : public ::testing::Test {
 protected:
  ContentPage() { run.scene->overlay().resize(window); }

  const std::filesystem::path& root() { return user.path(); }
  const mmdagent::Menu& menu() { return run.scene->overlay().menu(); }

  // A content below the user's folder; its settings file.
  std::string content(const std::string& name, const std::string& description = {}) {
    if (!description.empty()) user.write(name + "/PACKAGE_DESC.txt", description);
    return user.write(name + "/main.mdf", "").string();
  }
  void bookmark(const std::string& file, const std::string& source = {}) {
    ASSERT_FALSE(mmdagent::add_bookmark(
        root(), {std::filesystem::path(file).parent_path().string(), file, source}));
  }
  void show_bookmarks() {
    mmdagent::show_bookmarks(*run.scene);
    run.run(8.0);
  }
  bool shows(const std::string& text) {
    const Lines shown = panel_texts(run);
    return std::ranges::find(shown, text) != shown.end();
  }
  void keys(const Lines& names) {
    for (const std::string& name : names) run.send("REMOTEKEY_DOWN|" + name);
  }
  // Shift + Enter, as the remote control holds and releases it.
  void open_choices() {
    keys({"ShiftKey", "Return"});
    run.send("REMOTEKEY_UP|ShiftKey");
    run.run(6.0);
  }

  test_support::TemporaryFolder user;
  test_support::ScopedEnvironment environment{"MMDAgentContentDir", user.path().string()};
  SceneRun run;
};

TEST_F(ContentPage, TheHistoryIsNewestFirst) {
  const std::string first = content("one");
  const std::string second = content("two", "label=Two%s\n");
  mmdagent::add_history(root(), {first, (root() / "one").string(), "2026/01/02 03:04"});
  mmdagent::add_history(root(), {second, (root() / "two").string(), "2026/02/03 04:05"});
  run.send("REMOTEKEY_CHAR|H");
  run.run(8.0);
  EXPECT_EQ(panel_texts(run),
            (Lines{"<History>", "Two%s", "2026/02/03 04:05", "main", "2026/01/02 03:04"}));
  keys({"Down", "Down", "Return"});
  EXPECT_EQ(run.services.opened, (Lines{first}));
  EXPECT_FALSE(menu().open());
}

TEST_F(ContentPage, APageOfItsOwnIsNotTurnedAndGoesWithTheMenu) {
  run.send("REMOTEKEY_CHAR|H");
  keys({"Right", "Left"});
  EXPECT_EQ(menu().page_name(), "<History>");
  keys({"Escape"});
  run.run(8.0);
  run.send("REMOTEKEY_CHAR|/");
  EXPECT_EQ(menu().page_name(), "[Action]");
  for (int i = 0; i < 9; ++i) keys({"Right"});
  EXPECT_EQ(menu().page_name(), "[System]");
}

TEST_F(ContentPage, AContentsPictureStandsBehindItsName) {
  bookmark(content("one"));
  bookmark(content("two", "label=\nimage=b.png\n"));
  user.write("two/b.png", test_support::png(7, 1, 200, 100, 50));
  show_bookmarks();
  const auto& flat = run.snapshot().flat;
  const auto image = std::ranges::find(flat, FlatItem::Kind::image, &FlatItem::kind);
  ASSERT_NE(image, flat.end());
  EXPECT_NEAR(image->extent.x, 8.0F * unit, 0.01F);
  EXPECT_NEAR(image->corner.y, (8.5F - 2.4F) * unit, 0.01F);
  EXPECT_TRUE(shows(" "));
}

TEST_F(ContentPage, WithoutNameAndPictureItIsCalledAsItsFolder) {
  bookmark(content("folder", "label=\n"));
  show_bookmarks();
  EXPECT_TRUE(shows("folder"));
}

TEST_F(ContentPage, WhatRunsIsAddedOnce) {
  run.services.running.file = content("one", "label=One\n");
  run.services.running.dir = (root() / "one").string();
  run.services.running.info.source_url = "http://localhost/a%sb";
  show_bookmarks();
  EXPECT_EQ(panel_texts(run), (Lines{"[Bookmark]", "[+ add current]"}));
  keys({"Down", "Return"});
  run.run(1.0);
  keys({"Down", "Down", "Return"});
  run.run(1.0);
  EXPECT_EQ(panel_texts(run), (Lines{"[Bookmark]", "One", "[+ add current]"}));
  const auto bookmarks = mmdagent::read_bookmarks(root());
  ASSERT_EQ(bookmarks.size(), 1U);
  EXPECT_EQ(bookmarks[0].source, "http://localhost/a%sb");
}

TEST_F(ContentPage, Defect21BookmarksAreComparedWhole) {
  for (int i = 0; i < 12; ++i) bookmark(content("c" + std::to_string(i)));
  run.services.running.file = content("c11");
  run.services.running.dir = (root() / "c11").string();
  show_bookmarks();
  keys({"Up", "Return"});
  run.run(1.0);
  EXPECT_EQ(mmdagent::read_bookmarks(root()).size(), 12U);
}

TEST_F(ContentPage, ThirtyBookmarksAndTheItemToAdd) {
  for (int i = 0; i < 30; ++i) bookmark(content("c" + std::to_string(i)));
  run.services.running.file = content("more");
  run.services.running.dir = (root() / "more").string();
  show_bookmarks();
  keys({"Up", "Return"});
  run.run(1.0);
  EXPECT_EQ(run.take_logs(), (Lines{"E bookmark: " + (root() / "_bookmark").string() +
                                    ": 30 bookmarks, no more are possible"}));
}

TEST_F(ContentPage, WithoutSettingsFileNothingIsAdded) {
  show_bookmarks();
  keys({"Down", "Return"});
  run.run(1.0);
  EXPECT_EQ(run.take_out().back(), "NOTIFY_SHOW|what runs has no settings file");
}

TEST_F(ContentPage, ChoicesOfABookmark) {
  bookmark(content("local"));
  bookmark(content("web"), "http://localhost/c");
  show_bookmarks();
  keys({"Down"});
  open_choices();
  EXPECT_TRUE(shows("View") && shows("Delete") && !shows("SetHome"));
  keys({"Escape"});
  EXPECT_FALSE(shows("View"));
  EXPECT_TRUE(menu().open());
  keys({"Down"});
  open_choices();
  EXPECT_TRUE(shows("SetHome"));
  keys({"Left", "Right", "Return"});
  run.run(1.0);
  EXPECT_EQ(mmdagent::read_home(root()), "http://localhost/c");
  EXPECT_EQ(run.take_out().back(), "NOTIFY_SHOW|Saved this content as home");
}

TEST_F(ContentPage, AContentThatIsNewerOnItsServerIsFetched) {
  const std::string file = content("123");
  user.write("123/.mmdagent-save",
             "ContentType=http\nSourceURL=http://localhost/c\nContentName=One\n"
             "DownloadCompleted=true\nLastModifiedEpochTime=101\nExtractedEpochTime=100\n");
  bookmark(file);
  mmdagent::add_history(root(), {file, (root() / "123").string(), "2026/01/02 03:04"});
  show_bookmarks();
  EXPECT_TRUE(shows("a newer version is there"));
  keys({"Down", "Return"});
  run.run(8.0);
  run.send("REMOTEKEY_CHAR|H");
  run.run(8.0);
  EXPECT_TRUE(shows("2026/01/02 03:04, a newer version is there"));
  keys({"Down", "Return"});
  EXPECT_EQ(run.services.opened, (Lines{"http://localhost/c", "http://localhost/c"}));
}

TEST_F(ContentPage, ViewShowsTheReadme) {
  bookmark(content("one", "readme=r.txt\n"));
  user.write("one/r.txt", "the text");
  bookmark(content("two"));
  show_bookmarks();
  keys({"Down"});
  open_choices();
  keys({"Return"});
  run.run(12.0);
  EXPECT_TRUE(shows("the text"));
  keys({"Escape"});
  run.run(12.0);
  run.take_out();
  keys({"Down"});
  open_choices();
  keys({"Return"});
  run.run(1.0);
  EXPECT_EQ(run.take_out(), (Lines{"NOTIFY_SHOW|no readme specified"}));
}

TEST_F(ContentPage, DeleteRemovesABookmark) {
  bookmark(content("one"));
  show_bookmarks();
  keys({"Down"});
  open_choices();
  keys({"Right", "Right", "Right", "Return"});
  run.run(1.0);
  EXPECT_TRUE(mmdagent::read_bookmarks(root()).empty());
  EXPECT_EQ(panel_texts(run), (Lines{"[Bookmark]", "[+ add current]"}));
}

TEST_F(ContentPage, ChoicesByPointer) {
  bookmark(content("one"));
  show_bookmarks();
  const glm::vec2 row(window.x - 4.0F * unit, (8.5F - 0.6F) * unit);
  const auto act = [&](Gesture::Kind kind, glm::vec2 at) { touch(run, window, kind, at); };
  act(Gesture::Kind::long_press, row);
  act(Gesture::Kind::long_release, row);
  run.run(6.0);
  EXPECT_TRUE(shows("View"));
  act(Gesture::Kind::tap, {100, 900});
  EXPECT_FALSE(shows("View"));
  EXPECT_TRUE(menu().open());
  act(Gesture::Kind::long_press, row);
  act(Gesture::Kind::long_release, row);
  act(Gesture::Kind::tap, row + glm::vec2(3.0F * unit, 0.0F));
  run.run(1.0);
  EXPECT_TRUE(mmdagent::read_bookmarks(root()).empty());
}

TEST_F(ContentPage, TheHomeIsSetAndClearedFromTheMenu) {
  run.services.running.file = "/c/100%s.mdf";
  run.send("REMOTEKEY_CHAR|/");
  keys({"Down", "Down", "Down", "Down", "Return"});
  run.run(1.0);
  EXPECT_EQ(mmdagent::read_home(root()), "/c/100%s.mdf");
  EXPECT_EQ(run.take_out().back(), "NOTIFY_SHOW|Saved this content as home");
  run.send("REMOTEKEY_CHAR|/");
  keys({"Down", "Down", "Down", "Down", "Down", "Return"});
  run.run(1.0);
  EXPECT_EQ(mmdagent::read_home(root()), "");
  EXPECT_EQ(run.take_out().back(), "NOTIFY_SHOW|Cleared home");
}

TEST_F(ContentPage, WhatTheUsersFolderKeepsIsDeletedFromTheMenu) {
  bookmark(content("one"));
  mmdagent::write_home(root(), "/c/main.mdf");
  user.write("1234/main.mdf", "");
  user.write("mine.txt", "");
  const auto choose = [&](int item) {
    run.send("REMOTEKEY_CHAR|/");
    keys({"Right", "Right", "Right"});
    for (int i = 0; i < item; ++i) keys({"Down"});
    keys({"Return", "Escape"});
    run.run(1.0);
  };
  choose(3);
  EXPECT_TRUE(mmdagent::read_bookmarks(root()).empty());
  EXPECT_EQ(mmdagent::read_home(root()), "");
  EXPECT_TRUE(std::filesystem::exists(root() / "1234"));
  choose(4);
  EXPECT_FALSE(std::filesystem::exists(root() / "1234"));
  mmdagent::add_history(root(), {"/c/main.mdf", "/c", "2026/01/02 03:04"});
  EXPECT_TRUE(run.services.opened.empty());
  choose(5);
  EXPECT_TRUE(mmdagent::read_history(root()).empty());
  EXPECT_EQ(run.services.opened, (Lines{""}));
  EXPECT_TRUE(std::filesystem::exists(root() / "mine.txt"));
}

}  // namespace
}  // namespace conformance
