#include "variables.h"

#include <gtest/gtest.h>

#include "recording_script_host.h"

using vimanager::Variables;

TEST(Variables, AValueLongerThanAnyMessageIsNotSet) {
  vimanager_test::RecordingScriptHost host;
  Variables variables("main", host);
  variables.set_local("a", std::string(40'000, 'x'));
  EXPECT_FALSE(variables.assign("${b}=${a}${a},${c}=1"));
  EXPECT_EQ(variables.local("b"), "");
  EXPECT_EQ(variables.local("c"), "");
  EXPECT_EQ(host.warnings, std::vector<std::string>{"main: $b is not set: more than 65535 bytes"});
}

TEST(Variables, DoublingEndsAtTheLimitInsteadOfUsingUpMemory) {
  vimanager_test::RecordingScriptHost host;
  Variables variables("main", host);
  variables.set_local("a", "x");
  for (int i = 0; i < 100; ++i) variables.assign("${a}=${a}${a}");
  EXPECT_EQ(variables.local("a").size(), 32'768U);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "${a}";
  EXPECT_LT(variables.expand(many).size(), 200'000U);
}
