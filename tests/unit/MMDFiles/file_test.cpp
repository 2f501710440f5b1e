// Files into memory and the choice of a reader by suffix.
#include "MMDFiles/file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "MMDFiles/image.h"
#include "MMDFiles/model_messages.h"
#include "MMDFiles/readers.h"
#include "support/format_fixtures.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"

namespace {

using namespace test_support;

void write(const std::filesystem::path& path, const Bytes& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

TEST(File, ReadsUpToTheLimit) {
  TemporaryFolder folder;
  const auto path = folder.path() / "a";
  write(path, Bytes(10, std::byte{7}));
  EXPECT_EQ(mmd::read_file(path, 10), Bytes(10, std::byte{7}));
  EXPECT_EQ(load_error_of([&] { mmd::read_file(path, 9); }),
            path.string() + ": file of 10 bytes, expected at most 9");
  EXPECT_EQ(load_error_of([&] { mmd::read_file(folder.path(), 9); }),
            folder.path().string() + ": not a file");
  EXPECT_EQ(load_error_of([&] { mmd::read_file(folder.path() / "b", 9); }),
            (folder.path() / "b").string() + ": no such file");
}

TEST(File, ContentFilesHaveLimits) {
  TemporaryFolder folder;
  const auto sparse = [&](const char* name, std::uintmax_t size) {
    const auto path = folder.path() / name;
    write(path, {});
    std::filesystem::resize_file(path, size);
    return path;
  };
  const auto model = sparse("a.pmx", (std::uintmax_t{1} << 30) + 1);
  EXPECT_EQ(load_error_of([&] { mmd::read_model_file(model); }),
            model.string() + ": file of 1073741825 bytes, expected at most 1073741824");
  const auto image = sparse("a.png", (std::uintmax_t{1} << 30) + 1);
  EXPECT_EQ(load_error_of([&] { mmd::read_image_file(image); }),
            image.string() + ": file of 1073741825 bytes, expected at most 1073741824");
  const auto motion = sparse("a.vmd", (std::uintmax_t{512} << 20) + 1);
  EXPECT_EQ(load_error_of([&] { mmd::read_motion_file(motion); }),
            motion.string() + ": file of 536870913 bytes, expected at most 536870912");
  const auto messages = sparse("a.pmx.loadmessage", (std::uintmax_t{16} << 20) + 1);
  EXPECT_EQ(mmd::read_model_messages(model, mmd::ModelMessageKind::load).warnings,
            (std::vector<std::string>{messages.string() +
                                      ": file of 16777217 bytes, expected at most 16777216"}));
}

TEST(File, SuffixChoosesTheReader) {
  TemporaryFolder folder;
  write(folder.path() / "a.PMD", pmd_tri());
  write(folder.path() / "a.xpmd", pmd_tri());
  write(folder.path() / "a.pmx", pmx_tri());
  write(folder.path() / "a.Vmd", vmd_basic());
  EXPECT_EQ(mmd::read_model_file(folder.path() / "a.PMD").kind, mmd::ModelKind::pmd);
  EXPECT_EQ(mmd::read_model_file(folder.path() / "a.xpmd").kind, mmd::ModelKind::pmd);
  EXPECT_EQ(mmd::read_model_file(folder.path() / "a.pmx").kind, mmd::ModelKind::pmx);
  EXPECT_EQ(mmd::read_motion_file(folder.path() / "a.Vmd").length, 10U);
  for (const std::string name : {"a.x", "a.vac", "a.loc", "a"}) {
    EXPECT_EQ(load_error_of([&] { mmd::read_model_file(name); }),
              name + ": unsupported model format, expected .pmd, .xpmd or .pmx");
  }
  EXPECT_EQ(load_error_of([&] { mmd::read_motion_file("a.bvh"); }),
            "a.bvh: unsupported motion format, expected .vmd or .vpd");
}

}  // namespace
