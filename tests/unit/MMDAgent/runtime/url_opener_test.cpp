// host.md section 1.8.
#include "runtime/url_opener.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "options/key_value_store.h"
#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

// A desktop whose browser writes down what it is given.
class UrlOpenerTest : public ::testing::Test {
 protected:
  UrlOpenerTest() {
    const fs::path program = dir_.write(
        "xdg-open", "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + written().string() + ".tmp'\nmv '" +
                        written().string() + ".tmp' '" + written().string() + "'\n");
    fs::permissions(program, fs::perms::owner_all);
  }

  fs::path written() const { return dir_.path() / "written"; }

  std::string wait_for_browser() {
    for (int i = 0; i < 2000 && (!fs::exists(written()) || opener_.running() > 0); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      opener_.step();
    }
    std::ifstream in(written());
    return {std::istreambuf_iterator<char>(in), {}};
  }

  test_support::TemporaryFolder dir_;
  test_support::ScopedEnvironment path_{"PATH", dir_.path().string() + ":/usr/bin:/bin"};
  KeyValueStore values_;
  Lines lines_;
  UrlOpener opener_{values_, [this](Level, std::string_view text) { lines_.emplace_back(text); }};
};

TEST_F(UrlOpenerTest, NothingIsOpenedUnlessAskedFor) {
  opener_.step();
  EXPECT_FALSE(values_.contains("_RequestedURL"));
  values_.set("_RequestedURL", "NO");
  opener_.step();
  EXPECT_EQ(opener_.running(), 0U);
  EXPECT_TRUE(lines_.empty());
}

TEST_F(UrlOpenerTest, AnAddressGoesToTheBrowserAsItIs) {
  const std::string address = "https://example.com/?a=$(touch x)&b='; %s \"";
  values_.set("_RequestedURL", address);
  opener_.step();
  EXPECT_EQ(values_.value("_RequestedURL"), "NO");
  EXPECT_EQ(wait_for_browser(), address + "\n");
  EXPECT_EQ(opener_.running(), 0U) << "the child is reaped";
  EXPECT_TRUE(lines_.empty());
}

TEST_F(UrlOpenerTest, OnlyWebAddresses) {
  for (const char* address : {"file:///etc/passwd", "--help", "xterm"}) {
    values_.set("_RequestedURL", address);
    opener_.step();
    EXPECT_EQ(values_.value("_RequestedURL"), "NO");
  }
  EXPECT_EQ(opener_.running(), 0U);
  ASSERT_EQ(lines_.size(), 3U);
  EXPECT_EQ(lines_[0],
            "_RequestedURL: expected an address of http or https, got \"file:///etc/passwd\"");
}

TEST_F(UrlOpenerTest, WithoutADesktopThereIsOneLine) {
  const test_support::ScopedEnvironment no_path("PATH", "/no/such");
  values_.set("_RequestedURL", "http://x/");
  opener_.step();
  EXPECT_EQ(lines_, Lines{"xdg-open: http://x/: No such file or directory"});
}

}  // namespace
}  // namespace mmdagent
