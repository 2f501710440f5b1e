#include "indicators.h"

#include <gtest/gtest.h>

#include "support/fake_host.h"

namespace mmdagent::remote {
namespace {

TEST(Indicators, ShowTheIconWhileSomebodyIsConnected) {
  test::FakeHost host;
  Indicators indicators(host);
  indicators.update(1.0, true);
  EXPECT_EQ(host.status_icon(), "  \xE2\x97\x89");
  indicators.update(1.0, true);
  indicators.update(1.0, false);
  EXPECT_EQ(host.status_icon(), "");
}

TEST(Indicators, ShowAStateTextForFourSeconds) {
  test::FakeHost host;
  Indicators indicators(host);
  indicators.show("listening port 1 (this machine only)", false);
  EXPECT_EQ(host.texts().at("state"), "listening port 1");
  indicators.update(119.0, false);
  EXPECT_TRUE(host.texts().contains("state"));
  indicators.update(1.0, false);
  EXPECT_FALSE(host.texts().contains("state"));
}

TEST(Indicators, KeepAnErrorForADayUnlessSomethingNewerComes) {
  test::FakeHost host;
  Indicators indicators(host);
  indicators.show("failed to open port 1", true);
  indicators.update(2'591'999.0, false);
  EXPECT_EQ(host.texts().at("state"), "failed to open port 1");
  indicators.show("listening port 2", false);
  indicators.update(60.0, false);
  EXPECT_EQ(host.texts().at("state"), "listening port 2");
  indicators.update(60.0, false);
  EXPECT_FALSE(host.texts().contains("state"));
}

}  // namespace
}  // namespace mmdagent::remote
