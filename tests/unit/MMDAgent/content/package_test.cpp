#include "content/package.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "host_limits.h"
#include "support/scoped_environment.h"
#include "support/temporary_folder.h"
#include "support/zip_writer.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;
using test_support::TemporaryFolder;
using test_support::zip_of;
using test_support::ZipEntry;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class PackageTest : public ::testing::Test {
 protected:
  // The reason why it failed; nothing must be left of it then, inside or outside the folder.
  std::string failure_of(const std::string& archive) {
    const fs::path file = dir_.write("archives/content.mmda", archive);
    auto result = extract_package(file, folder_);
    EXPECT_FALSE(fs::exists(folder_));
    EXPECT_EQ(std::distance(fs::directory_iterator(dir_.path()), fs::directory_iterator{}), 1);
    if (std::holds_alternative<std::string>(result)) {
      std::string text = std::get<std::string>(result);
      const std::string prefix = file.string() + ": ";
      return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
    }
    ADD_FAILURE() << "did not fail";
    return {};
  }

  std::unique_ptr<ExtractedPackage> extracted(const std::string& archive) {
    auto result = extract_package(dir_.write("archives/content.mmda", archive), folder_);
    if (const auto* reason = std::get_if<std::string>(&result)) ADD_FAILURE() << *reason;
    return std::move(std::get<std::unique_ptr<ExtractedPackage>>(result));
  }

  TemporaryFolder dir_;
  fs::path folder_ = dir_.path() / "unpacked";
  fs::path archive_ = dir_.path() / "archives/content.mmda";
};

TEST_F(PackageTest, CaseF47SettingsFileAtTheTopIsTaken) {
  const auto package =
      extracted(zip_of({{"deep/er/b.mdf", "b"}, {"a.mdf", "a=1"}, {"x/y.txt", "y"}}));
  EXPECT_EQ(package->settings_file(), folder_ / "a.mdf");
  EXPECT_EQ(content_of(folder_ / "a.mdf"), "a=1");
  EXPECT_EQ(content_of(folder_ / "x/y.txt"), "y");
  EXPECT_EQ(content_of(folder_ / "deep/er/b.mdf"), "b");
}

TEST_F(PackageTest, ShallowestSettingsFileFirstByNameIsTaken) {
  const auto package =
      extracted(zip_of({{"1/2/a.mdf", ""}, {"z/b.MDF", ""}, {"c/c.mdf", ""}, {"a.mdf/", ""}}));
  EXPECT_EQ(package->settings_file(), folder_ / "c/c.mdf");
}

TEST_F(PackageTest, FolderGoesWithThePackage) {
  extracted(zip_of({{"a.mdf", ""}}));
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(PackageTest, WhatTheFolderHeldIsRemovedFirst) {
  dir_.write("unpacked/old.txt", "old");
  const auto package = extracted(zip_of({{"a.mdf", ""}}));
  EXPECT_FALSE(fs::exists(folder_ / "old.txt"));
}

TEST_F(PackageTest, DeflatedEntriesAndNamesInCp932) {
  // "aaaaaaaaaa" deflated.
  const ZipEntry deflated{"\x82\xA0.txt",
                          std::string("\x4b\x84\x03\x00", 4),
                          8,
                          0,
                          test_support::crc32("aaaaaaaaaa"),
                          10};
  const auto package = extracted(zip_of({{"a.mdf", ""}, deflated}));
  EXPECT_EQ(content_of(folder_ / "\xE3\x81\x82.txt"), "aaaaaaaaaa");
}

TEST_F(PackageTest, BookkeepingSaysWhereItCameFrom) {
  const auto package = extracted(zip_of({{"sub/a.mdf", ""},
                                         {"PACKAGE_DESC.txt",
                                          "label=My content\n#image=no.png\nreadme=R.txt\n"
                                          "nonBrowse=true\nlogUploadURL=http://x\nother=1\n"}}));
  const std::string saved = content_of(folder_ / ".mmdagent-save");
  EXPECT_TRUE(saved.starts_with("ContentType=mmda\nExtractedFrom=" + archive_.string() +
                                "\nContentName=My content\nExecMDFFile=sub/a.mdf\n"
                                "ExtractedEpochTime="))
      << saved;
  EXPECT_TRUE(saved.ends_with("\nReadme=R.txt\nLogUploadURL=http://x\nNonBrowse=true\n")) << saved;
}

TEST_F(PackageTest, DescriptionBesideTheSettingsFileCounts) {
  const auto package =
      extracted(zip_of({{"sub/a.mdf", ""}, {"sub/PACKAGE_DESC.txt", "image=banner.png"}}));
  const std::string saved = content_of(folder_ / ".mmdagent-save");
  EXPECT_NE(saved.find("ContentName=content\n"), std::string::npos) << saved;
  EXPECT_NE(saved.find("ImageFile=banner.png\n"), std::string::npos) << saved;
}

TEST_F(PackageTest, CaseF46NothingIsWrittenOutside) {
  EXPECT_EQ(failure_of(zip_of({{"a.mdf", ""}, {"../x", "evil"}})),
            "entry \"../x\": path leaves the package");
}

TEST_F(PackageTest, RefusedEntriesAreNamed) {
  const std::string half_mebibyte(512 * 1024, 'x');
  const std::string packed(1'200'000, 'x');
  constexpr std::uint32_t gibibyte = 1U << 30;
  struct Case {
    std::vector<ZipEntry> entries;
    const char* problem;
  };
  const ZipEntry settings{"a.mdf", ""};
  const std::initializer_list<Case> cases = {
      {{settings, {"A.MDF", ""}}, "entry \"A.MDF\": name occurs twice (case does not count)"},
      {{settings, {"x", "t", 0, 0x800, {}, {}, 0xA1FFU << 16}},
       "entry \"x\": neither file nor folder"},
      {{settings, {"x", "t", 0, 0x801}}, "entry \"x\": encrypted"},
      {{settings, {"x", "t", 12}}, "entry \"x\": compression method 12"},
      {{settings, {"x", packed, 8, 0x800, 0U, gibibyte + 1}},
       "entry \"x\": 1073741825 bytes unpacked, at most 1073741824 expected"},
      {{settings, {"x", half_mebibyte, 8, 0x800, 0U, 512U * 1024 * 1000}},
       "entry \"x\": packed more than 1000 to 1"},
      {{settings,
        {"1", packed, 8, 0x800, 0U, gibibyte},
        {"2", packed, 8, 0x800, 0U, gibibyte},
        {"3", packed, 8, 0x800, 0U, gibibyte},
        {"4", packed, 8, 0x800, 0U, gibibyte},
        {"5", packed, 8, 0x800, 0U, 1U}},
       "more than 4294967296 bytes unpacked"},
      {{settings, {"x", "text", 0, 0x800, 123U}}, "entry \"x\": failed to extract: CRC error"},
      {{settings, {"x", "\xff\xff\xff", 8, 0x800, 0U, 10U}},
       "entry \"x\": failed to extract: Zlib error: data error"},
      {{settings, {"x", std::string("\x4b\x84\x03\x00", 4), 8, 0x800, 0U, 5U}},
       "entry \"x\": holds more than it says"},
      {{settings, {"x", "text", 0, 0x800, {}, 5U}},
       "entry \"x\": failed to extract: Zip archive inconsistent"},
      {{settings, {"dir", ""}, {"dir/file", ""}},
       "entry \"dir/file\": failed to write: Not a directory"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(failure_of(zip_of(c.entries)), c.problem);
  }
  EXPECT_EQ(failure_of(zip_of({settings, {"key.bin", "x"}})),
            (folder_ / "key.bin").string() + ": encrypted content not supported");
  EXPECT_EQ(failure_of(zip_of({{"a.txt", ""}})), "no mdf file in " + archive_.string());
}

TEST_F(PackageTest, TooManyEntriesAreRefused) {
  test_support::ZipWriter writer;
  for (std::size_t i = 0; i <= limits::package_entries; ++i) writer.add({std::to_string(i), ""});
  EXPECT_EQ(failure_of(writer.finished()), "65536 entries, at most 65535 expected");
}

TEST_F(PackageTest, WithoutAFolderThereIsNoPackage) {
  auto result = extract_package(dir_.write("archives/content.mmda", zip_of({{"a.mdf", ""}})), {});
  ASSERT_TRUE(std::holds_alternative<std::string>(result));
  EXPECT_EQ(std::get<std::string>(result),
            archive_.string() +
                ": no folder to unpack it into, as neither MMDAgentContentDir nor "
                "HOME names one");
}

TEST_F(PackageTest, WhatIsNoArchiveIsRefused) {
  EXPECT_EQ(failure_of("not a zip"), "failed to open " + archive_.string() + ": Not a zip archive");
  const std::string whole = zip_of({{"a.mdf", "a=1"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(failure_of(whole.substr(0, size)).empty()) << size;
  }
}

TEST(PackageFolder, LiesBelowTheUsersContentFolder) {
  const TemporaryFolder dir;
  const std::string name =
      "MMDAgent-" + std::to_string(::getuid()) + "-" + std::to_string(::getpid());
  {
    const test_support::ScopedEnvironment root("MMDAgentContentDir",
                                               (dir.path() / "mine").string());
    EXPECT_TRUE(package_folder().string().starts_with((dir.path() / "mine" / name).string()));
    EXPECT_NE(package_folder(), package_folder()) << "two packages at one time";
    EXPECT_TRUE(fs::is_directory(dir.path() / "mine"));
  }
  {
    const test_support::ScopedEnvironment home("HOME", dir.path().string());
    EXPECT_TRUE(
        package_folder().string().starts_with((dir.path() / "MMDAgent-Contents" / name).string()));
  }
  const test_support::ScopedEnvironment root("MMDAgentContentDir",
                                             (dir.path() / "no/such").string());
  EXPECT_TRUE(package_folder().empty());
}

}  // namespace
}  // namespace mmdagent
