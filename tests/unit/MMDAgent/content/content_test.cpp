#include "content/content.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;
using test_support::TemporaryFolder;
using Lines = std::vector<std::string>;
using Paths = std::vector<fs::path>;

ContentSelection select(const std::vector<std::string>& arguments) {
  return select_content(arguments);
}

TEST(Content, NoArgumentSelectsNothing) {
  const ContentSelection selection = select({});
  EXPECT_TRUE(selection.settings_files.empty());
  EXPECT_TRUE(selection.files.empty());
  EXPECT_TRUE(selection.errors.empty());
}

TEST(Content, SettingsFilesInOrderWhateverTheirCase) {
  const TemporaryFolder dir;
  const auto a = dir.write("a.mdf", "");
  const auto b = dir.write("B.MDF", "");
  const ContentSelection selection = select({b, a});
  EXPECT_EQ(selection.settings_files, (Paths{b, a}));
  EXPECT_TRUE(selection.errors.empty());
}

TEST(Content, SymbolicLinksAndDotsAreResolved) {
  const TemporaryFolder dir;
  const auto file = dir.write("real/a.mdf", "");
  fs::create_directory_symlink(dir.path() / "real", dir.path() / "link");
  const ContentSelection selection =
      select({(dir.path() / "link/../link/a.mdf").string(), (dir.path() / "link").string()});
  EXPECT_EQ(selection.settings_files, (Paths{file, file}));
}

TEST(Content, FolderWithOneSettingsFile) {
  const TemporaryFolder dir;
  const auto file = dir.write("a.mdf", "");
  dir.write("b.txt", "");
  dir.write("below/c.mdf", "");
  fs::create_directory(dir.path() / "folder.mdf");
  EXPECT_EQ(select({dir.path().string() + "/"}).settings_files, Paths{file});
}

TEST(Content, FolderWithoutSettingsFileIsAnError) {
  const TemporaryFolder dir;
  dir.write("below/c.mdf", "");
  EXPECT_EQ(select({dir.path()}).errors,
            Lines{dir.path().string() + ": expected one .mdf file in the folder, found none"});
}

TEST(Content, FolderWithSeveralSettingsFilesListsThem) {
  const TemporaryFolder dir;
  dir.write("b.mdf", "");
  dir.write("a.MDF", "");
  const ContentSelection selection = select({dir.path()});
  EXPECT_TRUE(selection.settings_files.empty());
  EXPECT_EQ(
      selection.errors,
      Lines{dir.path().string() + ": expected one .mdf file in the folder, found 2: a.MDF, b.mdf"});
}

TEST(Content, MissingArgumentIsAnError) {
  const TemporaryFolder dir;
  const std::string missing = dir.path() / "missing.mdf";
  EXPECT_EQ(select({missing}).errors, Lines{missing + ": No such file or directory"});
  const std::string below = dir.write("a.mdf", "").string() + "/b.mdf";
  EXPECT_EQ(select({below}).errors, Lines{below + ": Not a directory"});
}

TEST(Content, OtherFilesAreSortedByKind) {
  const TemporaryFolder dir;
  struct Case {
    const char* name;
    ContentFileKind kind;
  };
  const std::vector<Case> cases = {
      {"a.pmd", ContentFileKind::model},  {"b.PMX", ContentFileKind::model},
      {"c.vmd", ContentFileKind::motion}, {"d.xpmd", ContentFileKind::stage},
      {"e.bmp", ContentFileKind::image},  {"f.TGA", ContentFileKind::image},
      {"g.png", ContentFileKind::image},  {"h.Jpg", ContentFileKind::image},
      {"i.jpeg", ContentFileKind::image},
  };
  std::vector<std::string> arguments;
  for (const Case& c : cases) arguments.push_back(dir.write(c.name, ""));
  const ContentSelection selection = select(arguments);
  ASSERT_EQ(selection.files.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(selection.files[i].kind, cases[i].kind) << cases[i].name;
    EXPECT_EQ(selection.files[i].path, arguments[i]);
  }
  EXPECT_TRUE(selection.warnings.empty());
}

TEST(Content, UnknownFilesGiveAWarning) {
  const TemporaryFolder dir;
  const auto script = dir.write("a.fst", "");
  const ContentSelection selection = select({script});
  EXPECT_EQ(selection.warnings, Lines{script.string() + ": unknown kind of file, ignored"});
  EXPECT_TRUE(selection.errors.empty());
}

TEST(Content, FirstPackageIsUsed) {
  const TemporaryFolder dir;
  const auto settings = dir.write("a.mdf", "");
  const auto first = dir.write("b.MMDA", "");
  const auto second = dir.write("a.mmda", "");
  const ContentSelection selection = select({settings, first, second});
  EXPECT_EQ(selection.package, first);
  EXPECT_EQ(selection.settings_files, Paths{settings});
  EXPECT_EQ(selection.warnings,
            Lines{second.string() + ": only the first package is used, ignored"});
}

TEST(Content, F50_EncryptedContentIsRefused) {
  const TemporaryFolder dir;
  const auto file = dir.write("a.mdf", "");
  EXPECT_FALSE(refusal_of(file));
  const auto key = dir.write("key.bin", "x");
  EXPECT_EQ(refusal_of(file), key.string() + ": encrypted content not supported");
  EXPECT_EQ(select({file}).errors, Lines{key.string() + ": encrypted content not supported"});
}

TEST(Content, SideFilesHaveTheBaseName) {
  EXPECT_EQ(side_file("/c/main.mdf", ".fst"), "/c/main.fst");
  EXPECT_EQ(side_file("/c/a.b.mdf", ".ojt"), "/c/a.b.ojt");
}

}  // namespace
}  // namespace mmdagent
