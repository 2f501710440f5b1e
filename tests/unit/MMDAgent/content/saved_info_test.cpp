// host.md section 8.3.
#include "content/saved_info.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::TemporaryFolder;

TEST(SavedInfo, OneValueIsChanged) {
  const TemporaryFolder dir;
  EXPECT_EQ(saved_value_in(dir.path(), "A"), "");
  dir.write(".mmdagent-save", "A=1\nB=2\n");
  EXPECT_FALSE(change_saved_value(dir.path(), "A", "3"));
  EXPECT_FALSE(change_saved_value(dir.path(), "C", "4"));
  EXPECT_EQ(read_pairs(dir.path() / ".mmdagent-save"),
            (SavedPairs{{"A", "3"}, {"B", "2"}, {"C", "4"}}));
  EXPECT_EQ(saved_value_in(dir.path(), "C"), "4");
}

TEST(SavedInfo, WhatCannotBeWrittenIsOneLine) {
  const TemporaryFolder dir;
  const auto problem = change_saved_value(dir.path() / "none", "A", "1");
  ASSERT_TRUE(problem.has_value());
  EXPECT_NE(problem->find((dir.path() / "none").string()), std::string::npos) << *problem;
}

TEST(SavedInfo, OfAKeyThatComesTwiceTheLastValueCounts) {
  const TemporaryFolder dir;
  EXPECT_EQ(read_pairs(dir.write("f", "A=1\n# B=2\nA=3\n")), (SavedPairs{{"A", "3"}}));
}

}  // namespace
}  // namespace mmdagent
