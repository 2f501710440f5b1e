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

TEST_F(ScriptReaderTest, FilesThatAreIncludedOverAndOverAreCounted) {
  std::ofstream(folder.path() / "b.fst") << "L L X Y\n";
  const std::string include = "%INCLUDE(" + (folder.path() / "b.fst").string() + ")\n";
  std::string text;
  for (int i = 1; i < vimanager::max_files; ++i) text += include;
  EXPECT_TRUE(read(text));
  EXPECT_FALSE(read(text + include));
  EXPECT_EQ(host.errors,
            (std::vector<std::string>{"cannot include \"" + (folder.path() / "b.fst").string() +
                                          "\": more than 1000 files for one script",
                                      "a.fst: wrong format at line 1000"}));
}

TEST_F(ScriptReaderTest, ATooLargeWholeIsRefused) {
  const std::string part = (folder.path() / "b.fst").string();
  const std::string include = "%INCLUDE(" + part + ")\n";
  const std::string line = std::string((1 << 15) - 1, '#') + "\n";
  std::ofstream output(part);
  for (std::size_t i = 0; i < vimanager::max_file_bytes / line.size(); ++i) output << line;
  output.close();
  EXPECT_TRUE(read(include + include + include));
  EXPECT_FALSE(read(include + include + include + include));
  EXPECT_EQ(host.errors,
            (std::vector<std::string>{
                "cannot include \"" + part + "\": more than 67108864 bytes for one script",
                "a.fst: wrong format at line 4"}));
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
