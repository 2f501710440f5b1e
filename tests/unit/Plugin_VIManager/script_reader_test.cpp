#include "script_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "recording_script_host.h"
#include "support/temporary_folder.h"

namespace {

class ScriptReaderTest : public testing::Test {
 protected:
  bool read(const std::string& text) {
    std::ofstream(path(), std::ios::binary) << text;
    return read_path(path());
  }
  bool read_path(const std::string& file) {
    return vimanager::ScriptReader(host, variables).read(file, "a.fst") != nullptr;
  }
  std::string path() const { return (folder.path() / "a.fst").string(); }

  test_support::TemporaryFolder folder;
  vimanager_test::RecordingScriptHost host;
  vimanager::Variables variables{"main", host};
};

}  // namespace

TEST_F(ScriptReaderTest, WhatIsNoFileCannotBeOpened) {
  EXPECT_FALSE(read_path("/dev/zero"));
  EXPECT_FALSE(read_path(folder.path().string()));
  EXPECT_EQ(host.errors,
            (std::vector<std::string>{"cannot open \"a.fst\"", "cannot open \"a.fst\""}));
}

TEST_F(ScriptReaderTest, ATooLargeFileIsRefused) {
  EXPECT_TRUE(read("0 1 <eps> A\n"));
  std::filesystem::resize_file(path(), (std::uintmax_t{16} << 20) + 1);
  EXPECT_FALSE(read_path(path()));
  EXPECT_EQ(host.errors,
            std::vector<std::string>{"cannot read \"a.fst\": larger than 16777216 bytes"});
}

TEST_F(ScriptReaderTest, ATooLongLineMakesTheFileInvalid) {
  EXPECT_TRUE(read("0 1 <eps> A|" + std::string(65'535 - 12, 'x') + "\n"));
  EXPECT_FALSE(read("0 1 <eps> A|" + std::string(65'535 - 11, 'x') + "\n"));
  EXPECT_EQ(host.errors, (std::vector<std::string>{"a.fst: line 1: longer than 65535 bytes",
                                                   "a.fst: wrong format at line 1"}));
}

TEST_F(ScriptReaderTest, FilesThatIncludeEachOtherEnd) {
  EXPECT_FALSE(read("%INCLUDE(" + path() + ")\n"));
  ASSERT_FALSE(host.errors.empty());
  EXPECT_EQ(host.errors[0],
            "cannot include \"" + path() + "\": files include each other more than 32 deep");
}

TEST_F(ScriptReaderTest, AMarkOfByteOrderIsSkipped) {
  EXPECT_TRUE(
      read("\xEF\xBB\xBF"
           "0 1 <eps> A\n"));
  EXPECT_TRUE(host.errors.empty());
}

TEST_F(ScriptReaderTest, ALaterLineWithoutOutputIsLeftOutWithAWarning) {
  EXPECT_TRUE(read("0 L:\n    <eps> A\n    KEY|1\n"));
  ASSERT_EQ(host.warnings.size(), 1U);
  EXPECT_TRUE(host.warnings[0].starts_with("a.fst: line 3: left out")) << host.warnings[0];
}
