#include "runtime/folder_watcher.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Names = std::vector<std::string>;

class FolderWatcherTest : public ::testing::Test {
 protected:
  void begin(FolderWatcherSettings settings = {}) {
    settings.folders = {dir_.path()};
    settings.wanted = [](std::string_view name) { return !name.ends_with(".tmp"); };
    settings.pause = pause_;
    watcher_.emplace(
        std::move(settings),
        FolderWatcher::Hooks{[this](std::vector<fs::path> files, const std::stop_token&) {
                               const std::scoped_lock lock(mutex_);
                               Names names;
                               for (const fs::path& file : files) {
                                 names.push_back(file.lexically_relative(dir_.path()).string());
                               }
                               batches_.push_back(std::move(names));
                               came_.notify_all();
                             },
                             [this](Level, const std::string& text, const std::stop_token&) {
                               const std::scoped_lock lock(mutex_);
                               logs_.push_back(text);
                               came_.notify_all();
                             }});
    wait([this] { return !logs_.empty() && logs_.back().starts_with("watching"); });
  }

  template <class Condition>
  void wait(const Condition& condition) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(came_.wait_for(lock, 10s, condition));
  }

  // What is told of, until `last` is among it.
  Names told_until(const std::string& last) {
    const auto has = [&](const Names& names) {
      return std::ranges::find(names, last) != names.end();
    };
    wait([&] { return std::ranges::any_of(batches_, has); });
    const std::scoped_lock lock(mutex_);
    Names all;
    for (const Names& names : batches_) all.insert(all.end(), names.begin(), names.end());
    batches_.clear();
    return all;
  }

  bool is_logged(std::string_view part) {
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(
        logs_, [&](const std::string& text) { return text.find(part) != std::string::npos; });
  }

  test_support::TemporaryFolder dir_;
  std::chrono::milliseconds pause_{20};
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<Names> batches_;
  Names logs_;
  std::optional<FolderWatcher> watcher_;
};

TEST_F(FolderWatcherTest, TellsOfAFileOnceThatIsWrittenInSteps) {
  dir_.write("a/f", "old");
  pause_ = 500ms;  // longer than a busy machine takes for the steps
  begin();
  for (int i = 0; i < 5; ++i) dir_.write("a/f", std::to_string(i));
  EXPECT_EQ(told_until("a/f"), (Names{"a/f"}));
}

TEST_F(FolderWatcherTest, TellsOfAFileThatIsRenamedOverAnother) {
  dir_.write("f", "old");
  begin();
  dir_.write("f.tmp", "new");
  fs::rename(dir_.path() / "f.tmp", dir_.path() / "f");
  EXPECT_EQ(told_until("f"), (Names{"f"}));
}

TEST_F(FolderWatcherTest, WaitsUntilTheWriterClosesIt) {
  begin();
  const int open_file = open((dir_.path() / "f").c_str(), O_CREAT | O_WRONLY, 0600);
  ASSERT_GE(open_file, 0);
  ASSERT_EQ(write(open_file, "x", 1), 1);
  dir_.write("g", "");
  EXPECT_EQ(told_until("g"), (Names{"g"}));
  close(open_file);
  EXPECT_EQ(told_until("f"), (Names{"f"}));
}

TEST_F(FolderWatcherTest, ReadingRemovingAndUnwantedNamesAreNoChanges) {
  dir_.write("f", "");
  dir_.write("gone", "");
  begin();
  std::ifstream(dir_.path() / "f").get();
  fs::remove(dir_.path() / "gone");
  dir_.write("x.tmp", "");
  dir_.write("last", "");
  EXPECT_EQ(told_until("last"), (Names{"last"}));
}

TEST_F(FolderWatcherTest, FoldersThatComeAreWatchedAndTheirFilesTold) {
  begin();
  dir_.write("new/deep/f", "");
  told_until("new/deep/f");
  dir_.write("new/deep/g", "");
  told_until("new/deep/g");
}

TEST_F(FolderWatcherTest, AFolderThatWasMovedIsKnownByItsNewName) {
  dir_.write("a/deep/f", "");
  begin();
  fs::rename(dir_.path() / "a", dir_.path() / "b");
  EXPECT_EQ(told_until("b/deep/f"), (Names{"b/deep/f"}));
  dir_.write("b/deep/f", "x");
  EXPECT_EQ(told_until("b/deep/f"), (Names{"b/deep/f"}));
}

TEST_F(FolderWatcherTest, HiddenFoldersAndLinksToFoldersAreNotWatched) {
  dir_.write(".git/f", "");
  const test_support::TemporaryFolder other;
  fs::create_directory_symlink(other.path(), dir_.path() / "link");
  begin();
  dir_.write(".git/f", "x");
  other.write("f", "x");
  dir_.write("last", "");
  EXPECT_EQ(told_until("last"), (Names{"last"}));
}

TEST_F(FolderWatcherTest, MoreFoldersThanTheLimitAreNotWatchedAndSaid) {
  for (const char* name : {"a/f", "b/f", "c/f"}) dir_.write(name, "");
  FolderWatcherSettings settings;
  settings.most_folders = 3;
  begin(settings);
  EXPECT_TRUE(is_logged("not watched, as at most 3 folders are"));
  EXPECT_TRUE(is_logged("watching 3 folders"));
}

TEST_F(FolderWatcherTest, MoreChangesThanTheLimitAreLeftOutAndSaid) {
  FolderWatcherSettings settings;
  settings.most_files = 2;
  pause_ = 500ms;
  begin(settings);
  for (const char* name : {"a", "b", "c", "d"}) dir_.write(name, "");
  wait([this] { return !batches_.empty(); });
  const std::scoped_lock lock(mutex_);
  EXPECT_LE(batches_.front().size(), 2U);
  EXPECT_TRUE(std::ranges::any_of(logs_, [](const std::string& text) {
    return text == "4 changed files at once, at most 2 are looked at";
  })) << ::testing::PrintToString(logs_);
}

TEST_F(FolderWatcherTest, WhatIsWrittenForEverIsToldMeanwhile) {
  FolderWatcherSettings settings;
  settings.longest = 60ms;
  begin(settings);
  for (int i = 0; i < 200; ++i) {
    dir_.write("f", "");
    std::this_thread::sleep_for(2ms);
    const std::scoped_lock lock(mutex_);
    if (!batches_.empty()) return;
  }
  FAIL() << "nothing was told while writing went on";
}

TEST_F(FolderWatcherTest, AFolderThatIsNotThereIsNoProblem) {
  begin();
  watcher_.reset();
  logs_.clear();
  FolderWatcherSettings settings;
  settings.folders = {dir_.path() / "none"};
  settings.wanted = [](std::string_view) { return true; };
  watcher_.emplace(
      std::move(settings),
      FolderWatcher::Hooks{[](const std::vector<fs::path>&, const std::stop_token&) {},
                           [this](Level, const std::string& text, const std::stop_token&) {
                             const std::scoped_lock lock(mutex_);
                             logs_.push_back(text);
                             came_.notify_all();
                           }});
  wait([this] { return !logs_.empty(); });
  EXPECT_TRUE(is_logged("watching 0 folders"));
}

}  // namespace
}  // namespace mmdagent
