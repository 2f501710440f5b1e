#include "content/web_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

TEST(WebCache, TheCopiesUnusedForLongestGo) {
  const test_support::TemporaryFolder dir;
  const auto now = fs::file_time_type::clock::now();
  for (const int number : {1, 2, 3}) {
    const std::string name = std::to_string(number);
    dir.write(name + "/a.bin", std::string(1000, 'x'));
    fs::last_write_time(dir.write(name + "/.mmdagent-save", ""), now - std::chrono::hours(number));
  }
  dir.write("mine/a.bin", std::string(1000, 'x'));
  dir.write("_history", std::string(1000, 'x'));
  std::vector<std::string> lines;
  const auto log = [&](Level, std::string_view text) { lines.emplace_back(text); };
  make_room(dir.path() / "4", 500, log, 3500);
  EXPECT_TRUE(lines.empty());
  make_room(dir.path() / "4", 1500, log, 3500);
  EXPECT_EQ(lines, std::vector{"removed to make room: " + (dir.path() / "3").string()});
  make_room(dir.path() / "2", 9999, log, 3500);
  EXPECT_FALSE(fs::exists(dir.path() / "1"));
  EXPECT_TRUE(fs::exists(dir.path() / "2")) << "the copy that is being made";
  EXPECT_TRUE(fs::exists(dir.path() / "mine"));
  EXPECT_TRUE(fs::exists(dir.path() / "_history"));
}

}  // namespace
}  // namespace mmdagent
