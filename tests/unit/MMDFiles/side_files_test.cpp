// Files beside a model.
#include "MMDFiles/side_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace {

using test_support::TemporaryFolder;

TEST(SideFiles, APmxTakesThoseOfThePmd) {
  TemporaryFolder folder;
  const auto pmd = folder.path() / "a.pmd.shapemap";
  std::ofstream(pmd) << "AU1 a\n";
  EXPECT_EQ(mmd::find_side_file(folder.path() / "a.pmx", ".shapemap"), pmd);
  EXPECT_EQ(mmd::find_side_file(folder.path() / "a.pmd", ".shapemap"), pmd);
  EXPECT_EQ(mmd::find_side_file(folder.path() / "a.xpmd", ".shapemap"), std::nullopt);
  const auto pmx = folder.path() / "a.pmx.shapemap";
  std::ofstream(pmx) << "AU2 a\n";
  EXPECT_EQ(mmd::find_side_file(folder.path() / "a.pmx", ".shapemap"), pmx);
}

}  // namespace
