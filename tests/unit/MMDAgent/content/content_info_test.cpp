// host.md sections 8.2 and 8.3.
#include "content/content_info.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::TemporaryFolder;

TEST(ContentInfo, WithoutFilesTheNameIsThatOfTheSettings) {
  const TemporaryFolder dir;
  const ContentInfo info = read_content_info(dir.write("main.mdf", ""));
  EXPECT_EQ(info.name, "main");
  EXPECT_EQ(info.image, (dir.path() / "banner.png").string());
  EXPECT_EQ(info.readme, "");
  EXPECT_TRUE(info.saved.empty());
}

TEST(ContentInfo, TheDescriptionIsReadButNoFileIsMade) {
  const TemporaryFolder dir;
  dir.write("PACKAGE_DESC.txt",
            "label=My content\nimage=a/b.png\nreadme=read.txt\nreadmeForceAgreement=true\n"
            "nonBrowse=True\nlogIdentifier=id\nlogUploadURL=http://x/\nlogSpeechInput=true\n");
  const ContentInfo info = read_content_info(dir.write("main.mdf", ""));
  EXPECT_EQ(info.name, "My content");
  EXPECT_EQ(info.image, (dir.path() / "a/b.png").string());
  EXPECT_EQ(info.readme, (dir.path() / "read.txt").string());
  EXPECT_TRUE(info.readme_must_be_accepted);
  EXPECT_TRUE(info.non_browse);
  EXPECT_EQ(info.log_identifier, "id");
  EXPECT_EQ(info.log_upload_url, "http://x/");
  EXPECT_TRUE(info.log_speech_input);
  EXPECT_FALSE(std::filesystem::exists(dir.path() / ".mmdagent-save"));
}

TEST(ContentInfo, TheDescriptionIsCopiedIntoAnExistingSave) {
  const TemporaryFolder dir;
  dir.write("PACKAGE_DESC.txt", "label=\nlogIdentifier=new\n");
  const auto save = dir.write(".mmdagent-save", "SourceURL=http://x/\nLogIdentifier=old\n");
  const ContentInfo info = read_content_info(dir.write("main.mdf", ""));
  EXPECT_EQ(info.log_identifier, "new");
  EXPECT_EQ(info.source_url, "http://x/");
  EXPECT_EQ(info.name, "") << "an empty label: the image alone";
  std::ifstream in(save);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}),
            "SourceURL=http://x/\nLogIdentifier=new\nContentName=\n");
}

TEST(ContentInfo, TheOwnFolderComesBeforeThoseAbove) {
  const TemporaryFolder dir;
  dir.write(".mmdagent-save", "LogIdentifier=above\nReadme=r.txt\n");
  const auto file = dir.write("a/b/main.mdf", "");
  EXPECT_EQ(read_content_info(file).log_identifier, "above");
  EXPECT_EQ(read_content_info(file).readme, (dir.path() / "r.txt").string());
  dir.write("a/b/.mmdagent-save", "LogIdentifier=own\n");
  EXPECT_EQ(read_content_info(file).log_identifier, "own");
  EXPECT_EQ(read_content_info(file).saved_value("LogIdentifier"), "own");
  EXPECT_EQ(read_content_info(file).saved_value("Readme"), "");
}

TEST(ContentInfo, TheDescriptionOfThePackageIsFoundFromASubfolder) {
  const TemporaryFolder dir;
  dir.write("PACKAGE_DESC.txt",
            "label=Whole\nimage=i.png\nautoUpdateFiles=a.txt\nautoUpdatePeriod=5\n");
  dir.write(".mmdagent-save", "SourceURL=http://x/\n");
  const auto file = dir.write("sub/main.mdf", "");
  const ContentInfo info = read_content_info(file);
  EXPECT_EQ(info.name, "Whole");
  EXPECT_EQ(info.image, (dir.path() / "i.png").string());
  EXPECT_EQ(info.saved_value("AutoUpdateFiles"), "a.txt");
  EXPECT_EQ(info.saved_value("AutoUpdatePeriod"), "5");
  EXPECT_FALSE(std::filesystem::exists(dir.path() / "sub/.mmdagent-save"));
  dir.write("sub/PACKAGE_DESC.txt", "label=Own\n");
  dir.write(".mmdagent-save", "SourceURL=http://x/\n");
  EXPECT_EQ(read_content_info(file).name, "Own");
}

}  // namespace
}  // namespace mmdagent
