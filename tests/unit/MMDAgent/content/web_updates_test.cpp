// host.md section 8.7; that servers are asked: tests/end_to_end/web_contents.py.
#include "content/web_updates.h"

#include <gtest/gtest.h>

#include "content/content_info.h"
#include "content/saved_info.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

TEST(WebUpdates, OnlyCopiesOfWebContentsAreChecked) {
  const test_support::TemporaryFolder dir;
  dir.write("22/.mmdagent-save", "SourceURL=http://localhost/b\n");
  dir.write("11/.mmdagent-save", "SourceURL=http://localhost/a\n");
  dir.write("33/.mmdagent-save", "ContentName=x\n");
  dir.write("44/main.mdf", "");
  dir.write("mine/.mmdagent-save", "SourceURL=http://localhost/c\n");
  dir.write("55", "");
  EXPECT_EQ(web_copies(dir.path()), (std::vector{dir.path() / "11", dir.path() / "22"}));
  EXPECT_TRUE(web_copies(dir.path() / "none").empty());
  EXPECT_TRUE(web_copies({}).empty());
}

TEST(WebUpdates, ACopyIsOutdatedWhenItsServerIsNewerOrItWasNeverWhole) {
  const auto outdated = [](const std::string& saved) {
    const test_support::TemporaryFolder dir;
    dir.write(".mmdagent-save", "ContentType=http\nSourceURL=http://localhost/a\n" + saved);
    return is_outdated(read_content_info(dir.write("main.mdf", "")));
  };
  const std::string whole = "DownloadCompleted=true\nExtractedEpochTime=100\n";
  EXPECT_FALSE(outdated(whole + "LastModifiedEpochTime=100\n"));
  EXPECT_TRUE(outdated(whole + "LastModifiedEpochTime=101\n"));
  EXPECT_FALSE(outdated(whole));
  EXPECT_TRUE(outdated("LastModifiedEpochTime=100\nExtractedEpochTime=100\n"));
}

TEST(WebUpdates, WhatIsNoWebContentIsNeverOutdated) {
  const test_support::TemporaryFolder dir;
  EXPECT_FALSE(is_outdated(read_content_info(dir.write("a/main.mdf", ""))));
  dir.write("b/.mmdagent-save", "ContentType=mmda\nLastModifiedEpochTime=5\n");
  EXPECT_FALSE(is_outdated(read_content_info(dir.write("b/main.mdf", ""))));
}

}  // namespace
}  // namespace mmdagent
