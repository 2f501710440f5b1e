// host.md section 1.8.
#include "runtime/url_opener.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "options/key_value_store.h"
#include "runtime/desktop_opener.h"
#include "support/fake_desktop.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

class UrlOpenerTest : public ::testing::Test {
 protected:
  void log(std::string_view text) { lines_.emplace_back(text); }

  test_support::FakeDesktop desktop_;
  KeyValueStore values_;
  Lines lines_;
  DesktopOpener programs_{[this](Level, std::string_view text) { log(text); }};
  UrlOpener opener_{values_, programs_, [this](Level, std::string_view text) { log(text); }};
};

TEST_F(UrlOpenerTest, NothingIsOpenedUnlessAskedFor) {
  opener_.step();
  EXPECT_FALSE(values_.contains("_RequestedURL"));
  values_.set("_RequestedURL", "NO");
  opener_.step();
  EXPECT_EQ(programs_.running(), 0U);
  EXPECT_TRUE(lines_.empty());
}

TEST_F(UrlOpenerTest, AnAddressGoesToTheBrowserAsItIs) {
  const std::string address = "https://example.com/?a=$(touch x)&b='; %s \"";
  values_.set("_RequestedURL", address);
  opener_.step();
  EXPECT_EQ(values_.value("_RequestedURL"), "NO");
  EXPECT_EQ(desktop_.wait(programs_), address + "\n");
  EXPECT_TRUE(lines_.empty());
}

TEST_F(UrlOpenerTest, OnlyWebAddresses) {
  for (const char* address : {"file:///etc/passwd", "--help", "xterm"}) {
    values_.set("_RequestedURL", address);
    opener_.step();
    EXPECT_EQ(values_.value("_RequestedURL"), "NO");
  }
  EXPECT_EQ(programs_.running(), 0U);
  ASSERT_EQ(lines_.size(), 3U);
  EXPECT_EQ(lines_[0],
            "_RequestedURL: expected an address of http or https, got \"file:///etc/passwd\"");
}

}  // namespace
}  // namespace mmdagent
