#include "content/web_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "host_limits.h"
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

// A file of that length that takes no room.
TEST(WebCache, CopiesMayTakeTheLimitAndNoMore) {
  const test_support::TemporaryFolder dir;
  dir.write("1/.mmdagent-save", "");
  fs::resize_file(dir.write("1/big.bin", ""), limits::web_cache_bytes - 1000);
  const auto log = [](Level, std::string_view) {};
  make_room(dir.path() / "2", 1000, log);
  EXPECT_TRUE(fs::exists(dir.path() / "1"));
  make_room(dir.path() / "2", 1001, log);
  EXPECT_FALSE(fs::exists(dir.path() / "1"));
}

}  // namespace
}  // namespace mmdagent
