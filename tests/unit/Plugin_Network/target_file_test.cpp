#include "target_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "support/temporary_folder.h"

using network::TargetFile;
namespace fs = std::filesystem;

namespace {

class TargetFileTest : public testing::Test {
 protected:
  TargetFileTest() {
    fs::create_directories(content / "sub");
    fs::create_directories(folder.path() / "outside");
    fs::create_directory_symlink(folder.path() / "outside", content / "link");
  }
  std::string refusal(const std::string& name) {
    std::string reason;
    const auto file = TargetFile::create(content, name, reason);
    return file ? "accepted" : reason;
  }

  test_support::TemporaryFolder folder;
  fs::path content = folder.path() / "content";
};

}  // namespace

TEST_F(TargetFileTest, LiesInTheContent) {
  for (const char* name : {"a", "sub/a", "./sub/../b", ".hidden"}) {
    EXPECT_EQ(refusal(name), "accepted") << name;
  }
  EXPECT_EQ(refusal((content / "a").string()), "accepted");
}

TEST_F(TargetFileTest, NeverOutside) {
  for (const char* name :
       {"../a", "sub/../../a", "/tmp/a", "link/a", "..", "sub/..", "", "../content-other/a"}) {
    EXPECT_EQ(refusal(name),
              "file \"" + std::string(name) + "\" does not lie in the content's folder")
        << name;
  }
  EXPECT_EQ(refusal("sub"), "file \"sub\" is a folder");
  EXPECT_EQ(refusal("none/a"), "cannot write \"none/a\": No such file or directory");
}

TEST_F(TargetFileTest, HasItsNameWhenItIsWhole) {
  std::ofstream(content / "a") << "old";
  std::string reason;
  auto file = TargetFile::create(content, "a", reason);
  auto other = TargetFile::create(content, "a", reason);
  ASSERT_TRUE(file && other);
  EXPECT_TRUE(file->write("new"));
  EXPECT_EQ(fs::file_size(content / "a"), 3U);
  std::string text;
  std::ifstream(content / "a") >> text;
  EXPECT_EQ(text, "old");
  EXPECT_TRUE(file->finish());
  file.reset();
  std::ifstream(content / "a") >> text;
  EXPECT_EQ(text, "new");
  other.reset();
  EXPECT_EQ(std::distance(fs::directory_iterator(content), fs::directory_iterator()), 3);
}
