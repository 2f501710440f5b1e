#include "content/program_places.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;
using test_support::TemporaryFolder;

TEST(ProgramPlaces, BesideTheProgram) {
  const TemporaryFolder dir;
  fs::create_directories(dir.path() / "bin/Plugins");
  fs::create_directories(dir.path() / "bin/AppData");
  fs::create_directories(dir.path() / "lib/mmdagent/Plugins");
  const ProgramPlaces places = program_places(dir.path() / "bin");
  EXPECT_EQ(places.system_dir, dir.path() / "bin");
  EXPECT_EQ(places.plugin_dir, dir.path() / "bin/Plugins");
  EXPECT_EQ(places.app_data_dir, dir.path() / "bin/AppData");
}

TEST(ProgramPlaces, Installed) {
  const TemporaryFolder dir;
  fs::create_directories(dir.path() / "lib/mmdagent/Plugins");
  fs::create_directories(dir.path() / "share/mmdagent/AppData");
  const ProgramPlaces places = program_places(dir.path() / "bin");
  EXPECT_EQ(places.plugin_dir, dir.path() / "lib/mmdagent/Plugins");
  EXPECT_EQ(places.app_data_dir, dir.path() / "share/mmdagent/AppData");
}

TEST(ProgramPlaces, MissingFoldersAreNamedBesideTheProgram) {
  const TemporaryFolder dir;
  const ProgramPlaces places = program_places(dir.path() / "bin");
  EXPECT_EQ(places.plugin_dir, dir.path() / "bin/Plugins");
  EXPECT_EQ(places.app_data_dir, dir.path() / "bin/AppData");
}

TEST(ProgramPlaces, FindsTheRunningProgram) {
  EXPECT_TRUE(fs::exists(running_program_dir() / "mmdagent_content_test"));
}

}  // namespace
}  // namespace mmdagent
