#include "content/readme_question.h"

#include <gtest/gtest.h>

#include "content/content_info.h"
#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

class ReadmeQuestion : public testing::Test {
 protected:
  bool waits(const std::string& saved) {
    dir.write(".mmdagent-save", saved);
    return readme_waits(read_content_info(dir.write("main.mdf", "")), dir.path());
  }

  test_support::TemporaryFolder dir;
};

TEST_F(ReadmeQuestion, WaitsUntilSomebodyAgreesAndAgainWhenTheContentIsNewer) {
  dir.write("r.txt", "");
  EXPECT_TRUE(waits("Readme=r.txt\nLastModifiedEpochTime=1700000000\n"));
  EXPECT_FALSE(write_agreement(dir.path(), 1'700'000'000));
  EXPECT_FALSE(waits("Readme=r.txt\nLastModifiedEpochTime=1700000000\n"));
  EXPECT_TRUE(waits("Readme=r.txt\nLastModifiedEpochTime=1700000001\n"));
}

TEST_F(ReadmeQuestion, NothingWaitsWithoutDocumentOrTime) {
  EXPECT_FALSE(waits("Readme=r.txt\nLastModifiedEpochTime=1700000000\n")) << "no such file";
  dir.write("r.txt", "");
  EXPECT_FALSE(waits("Readme=r.txt\n"));
  EXPECT_FALSE(waits("LastModifiedEpochTime=1700000000\n"));
  EXPECT_FALSE(waits("Readme=r.txt\nLastModifiedEpochTime=x\n"));
}

TEST_F(ReadmeQuestion, Defect35OnlyWhatLiesInTheUsersFolderIsRemoved) {
  const test_support::ScopedEnvironment root("MMDAgentContentDir", (dir.path() / "root").string());
  dir.write("root/123/main.mdf", "");
  dir.write("elsewhere/main.mdf", "");
  EXPECT_FALSE(remove_declined(dir.path() / "elsewhere"));
  EXPECT_FALSE(remove_declined(dir.path() / "root"));
  EXPECT_FALSE(remove_declined(dir.path()));
  EXPECT_TRUE(fs::exists(dir.path() / "elsewhere/main.mdf"));
  EXPECT_TRUE(fs::exists(dir.path() / "root/123/main.mdf"));
  EXPECT_FALSE(remove_declined(dir.path() / "root/123"));
  EXPECT_FALSE(fs::exists(dir.path() / "root/123"));
}

}  // namespace
}  // namespace mmdagent
