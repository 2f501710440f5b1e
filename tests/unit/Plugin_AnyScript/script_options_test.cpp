#include "script_options.h"

#include <gtest/gtest.h>

#include "support/fake_host.h"

using anyscript::read_options;

TEST(ScriptOptions, TakeAnyNumbersInOrder) {
  mmdagent::test::FakeHost host;
  host.set("Plugin_AnyScript_Command5", "five");
  host.set("Plugin_AnyScript_Command1", "one");
  host.set("Plugin_AnyScript_Command", "none");
  EXPECT_EQ(read_options(host).commands, (std::vector<std::string>{"none", "one", "five"}));
  EXPECT_FALSE(read_options(host).all_log);
}

TEST(ScriptOptions, WordsThatAreOff) {
  mmdagent::test::FakeHost host;
  for (const auto& [word, on] : {std::pair{"true", true},
                                 {"1", true},
                                 {"other", true},
                                 {"False", false},
                                 {"no", false},
                                 {"OFF", false},
                                 {"0", false},
                                 {"", false}}) {
    host.set("Plugin_AnyScript_AllLog", word);
    EXPECT_EQ(read_options(host).all_log, on) << word;
  }
}
