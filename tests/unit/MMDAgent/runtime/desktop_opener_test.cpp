#include "runtime/desktop_opener.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/fake_desktop.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

class DesktopOpenerTest : public ::testing::Test {
 protected:
  Lines lines_;
  DesktopOpener opener_{[this](Level level, std::string_view text) {
    EXPECT_EQ(level, Level::error);
    lines_.emplace_back(text);
  }};
};

TEST_F(DesktopOpenerTest, ATargetIsHandedOverAsItIs) {
  const test_support::FakeDesktop desktop;
  const std::string target = "/a b/$(touch x)';\".fst";
  opener_.open(target);
  EXPECT_EQ(desktop.wait(opener_), target + "\n");
  EXPECT_EQ(opener_.running(), 0U) << "the child is reaped";
  EXPECT_EQ(lines_, Lines{});
}

TEST_F(DesktopOpenerTest, WithoutADesktopThereIsOneLine) {
  const test_support::ScopedEnvironment no_path("PATH", "/no/such");
  opener_.open("/c");
  opener_.step();
  EXPECT_EQ(lines_, Lines{"xdg-open: /c: No such file or directory"});
}

TEST_F(DesktopOpenerTest, WhatTheDesktopCannotOpenIsOneLine) {
  const test_support::FakeDesktop desktop(3);
  opener_.open("/c");
  desktop.wait(opener_);
  EXPECT_EQ(lines_, Lines{"xdg-open: /c: it could not be opened, status 3"});
}

TEST_F(DesktopOpenerTest, OnlySoManyAtOnce) {
  const test_support::FakeDesktop desktop;
  for (std::size_t i = 0; i <= DesktopOpener::most_running; ++i) opener_.open("/c");
  EXPECT_EQ(opener_.running(), DesktopOpener::most_running);
  EXPECT_EQ(lines_, Lines{"xdg-open: /c: 16 others are being opened, no more are possible"});
  desktop.wait(opener_);
}

}  // namespace
}  // namespace mmdagent
