// host.md section 1.6.
#include "content/user_contents.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "host_limits.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::TemporaryFolder;

std::string read(const TemporaryFolder& dir, const std::string& name) {
  std::ifstream in(dir.path() / name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(UserContents, MissingFilesAreEmpty) {
  const TemporaryFolder dir;
  EXPECT_EQ(read_home(dir.path()), "");
  EXPECT_TRUE(read_history(dir.path()).empty());
  EXPECT_TRUE(read_bookmarks(dir.path()).empty());
  EXPECT_EQ(read_last_played(dir.path(), "/c/main.mdf"), "");
  EXPECT_EQ(clear_home(dir.path()), std::nullopt);
}

TEST(UserContents, HomeIsSetReadAndCleared) {
  const TemporaryFolder dir;
  EXPECT_EQ(write_home(dir.path(), "/c/100%s=.mdf"), std::nullopt);
  EXPECT_EQ(read(dir, "_home"), "home=/c/100%s=.mdf\n");
  EXPECT_EQ(read_home(dir.path()), "/c/100%s=.mdf");
  EXPECT_EQ(clear_home(dir.path()), std::nullopt);
  EXPECT_EQ(read_home(dir.path()), "");
}

TEST(UserContents, WhatCannotBeWrittenIsOneLine) {
  const WriteProblem problem = write_home("/no/such/folder", "/c/main.mdf");
  ASSERT_TRUE(problem);
  EXPECT_EQ(*problem, "/no/such/folder/_home: failed to write");
}

TEST(UserContents, HistoryIsNewestFirstWithoutDoublesAndBounded) {
  const TemporaryFolder dir;
  for (int i = 0; i < 12; ++i) {
    ASSERT_EQ(add_history(dir.path(), {fmt::format("/c/{}.mdf", i), "/c", "2026/01/02 03:04"}),
              std::nullopt);
  }
  add_history(dir.path(), {"/c/5.mdf", "/c", "2026/01/03 00:00"});
  const std::vector<HistoryEntry> history = read_history(dir.path());
  ASSERT_EQ(history.size(), limits::history_entries);
  EXPECT_EQ(history[0].file, "/c/5.mdf");
  EXPECT_EQ(history[0].time, "2026/01/03 00:00");
  EXPECT_EQ(history[1].file, "/c/11.mdf");
  EXPECT_EQ(history[9].file, "/c/2.mdf");
}

TEST(UserContents, LastPlayedIsKeptForEachContent) {
  const TemporaryFolder dir;
  write_last_played(dir.path(), "/a.mdf", "2026/01/02 03:04");
  write_last_played(dir.path(), "/b.mdf", "2026/01/02 03:05");
  write_last_played(dir.path(), "/a.mdf", "2026/01/03 03:04");
  EXPECT_EQ(read_last_played(dir.path(), "/a.mdf"), "2026/01/03 03:04");
  EXPECT_EQ(read_last_played(dir.path(), "/b.mdf"), "2026/01/02 03:05");
  EXPECT_EQ(read(dir, "_lastplayed"), "/a.mdf\n2026/01/03 03:04\n/b.mdf\n2026/01/02 03:05\n");
}

TEST(UserContents, TimesOfMoreContentsThanTheLimitAreForgotten) {
  const TemporaryFolder dir;
  std::string lines;
  for (std::size_t i = 0; i < limits::last_played_entries; ++i) {
    lines += fmt::format("/{}.mdf\n2026/01/02 03:04\n", i);
  }
  dir.write("_lastplayed", lines);
  const std::string last = fmt::format("/{}.mdf", limits::last_played_entries - 1);
  EXPECT_EQ(read_last_played(dir.path(), last), "2026/01/02 03:04");
  write_last_played(dir.path(), "/new.mdf", "2026/01/03 03:04");
  EXPECT_EQ(read_last_played(dir.path(), "/new.mdf"), "2026/01/03 03:04");
  EXPECT_EQ(read_last_played(dir.path(), last), "");
  EXPECT_EQ(read_last_played(dir.path(), "/0.mdf"), "2026/01/02 03:04");
}

TEST(UserContents, BookmarksAreAddedOnceAndRemoved) {
  const TemporaryFolder dir;
  for (int i = 0; i < 12; ++i) {
    add_bookmark(dir.path(), {"/c", fmt::format("/c/{}.mdf", i), i == 11 ? "http://x/y" : ""});
  }
  add_bookmark(dir.path(), {"/c", "/c/11.mdf", ""});
  ASSERT_EQ(read_bookmarks(dir.path()).size(), 12U);
  EXPECT_EQ(read_bookmarks(dir.path())[11].source, "http://x/y");
  EXPECT_NE(read(dir, "_bookmark").find("dir0=/c\nmdf0=/c/0.mdf\nsrc0=none\n"), std::string::npos);
  remove_bookmark(dir.path(), {"/c", "/c/0.mdf", ""});
  EXPECT_EQ(read_bookmarks(dir.path())[0].file, "/c/1.mdf");
}

TEST(UserContents, NoMoreThanThirtyBookmarks) {
  const TemporaryFolder dir;
  for (std::size_t i = 0; i < limits::bookmarks; ++i) {
    ASSERT_EQ(add_bookmark(dir.path(), {"/c", fmt::format("/c/{}.mdf", i), ""}), std::nullopt);
  }
  EXPECT_EQ(add_bookmark(dir.path(), {"/c", "/c/x.mdf", ""}),
            (dir.path() / "_bookmark").string() + ": 30 bookmarks, no more are possible");
}

}  // namespace
}  // namespace mmdagent
