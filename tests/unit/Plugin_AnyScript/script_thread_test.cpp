// Programs of the shell beside a runtime that records: what each may do to the agent, and may not.
#include "script_thread.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

#include "support/fake_host.h"

using anyscript::ScriptOptions;
using anyscript::ScriptThread;
using mmdagent::Level;
using mmdagent::test::FakeHost;

namespace {

constexpr std::size_t most_waiting = 500;
constexpr const char* enabled_event = "PLUGIN_EVENT_ENABLE|AnyScript";

class ScriptThreadTest : public testing::Test {
 protected:
  ~ScriptThreadTest() override {
    // As a plugin's stop: while the agent waits.
    if (thread) thread->end();
  }
  void start(std::vector<std::string> commands, bool all_log = false) {
    host.on_agent([&] { thread.emplace(host, ScriptOptions{std::move(commands), all_log}); });
  }

  FakeHost host{most_waiting};
  std::optional<ScriptThread> thread;
};

}  // namespace

TEST_F(ScriptThreadTest, P77WhatIsReadIsAnsweredAndComesBack) {
  start(
      {"sh -c 'while read -r line; do case $line in ECHO*) ;; *) echo \"ECHO|$line\";; esac; "
       "done'"});
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  host.post("KEY", "1");
  EXPECT_TRUE(host.wait_dispatched("ECHO|KEY|1"));
  EXPECT_TRUE(host.wait_logged(Level::status, "started child process: sh -c"));
}

TEST_F(ScriptThreadTest, P81TheEndIsTold) {
  start({"sh -c 'printf A\\\\nB'"});
  EXPECT_TRUE(host.wait_logged(Level::status, "detected end of child process"));
  EXPECT_TRUE(host.wait_dispatched("A"));
  EXPECT_TRUE(host.wait_dispatched("B")) << "the last line needs no end";
}

TEST_F(ScriptThreadTest, P82AChildThatNeverReadsCostsNothing) {
  start({"sleep 1000"});
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  const std::string long_text(1'000, 'x');
  host.on_agent([&] {
    for (int i = 0; i < 10'000; ++i) host.post("MESSAGE", long_text);
  });
  host.post("LAST", "");
  EXPECT_TRUE(host.wait_dispatched("LAST"));
  EXPECT_TRUE(host.wait_logged(Level::warning, "sleep 1000: does not read its input, "));
}

TEST_F(ScriptThreadTest, AChildThatFloodsWaitsForTheAgent) {
  start({"sh -c 'yes FLOOD'"});
  ASSERT_TRUE(host.wait_dispatched("FLOOD", 1'000));
  host.hold(true);
  ASSERT_TRUE(host.wait_until([&] { return host.waiting() >= most_waiting; }));
  EXPECT_LE(host.waiting(), most_waiting);
  host.hold(false);
  const std::size_t before = host.count_dispatched("FLOOD");
  EXPECT_TRUE(host.wait_dispatched("FLOOD", before + 3 * most_waiting)) << "it goes on";
}

TEST_F(ScriptThreadTest, WhatAChildPrintedBeforeItsEndArrivesWhenThereIsSpace) {
  host.hold(true);
  start({"seq 1 2000"});
  ASSERT_TRUE(host.wait_until([&] { return host.waiting() >= most_waiting; }));
  host.hold(false);
  EXPECT_TRUE(host.wait_dispatched("2000"));
  EXPECT_TRUE(host.wait_logged(Level::status, "detected end of child process"));
}

TEST_F(ScriptThreadTest, P83WhileDisabledOutputStillCounts) {
  start({"sh -c 'while read -r line; do echo \"GOT:$line\" | tr \"|\" :; done'"});
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  ASSERT_TRUE(host.wait_dispatched("GOT:PLUGIN_EVENT_ENABLE:AnyScript"));
  host.on_agent([&] { host.post("ASK", "1"); });
  ASSERT_TRUE(host.wait_dispatched("GOT:ASK:1"));
  host.on_agent([&] {
    host.post("PLUGIN_DISABLE", "AnyScript");
    host.post("ASK", "2");
    host.post("PLUGIN_ENABLE", "AnyScript");
    host.post("ASK", "3");
  });
  EXPECT_TRUE(host.wait_dispatched("GOT:ASK:3"));
  EXPECT_EQ(host.count_dispatched("GOT:ASK:2"), 0U);
  EXPECT_EQ(host.count_dispatched("GOT:PLUGIN_DISABLE:AnyScript"), 0U);
}

TEST_F(ScriptThreadTest, Case71AllAreStartedOneAfterTheOther) {
  const auto begin = std::chrono::steady_clock::now();
  start({"sh -c 'echo FIRST'", "sh -c 'echo SECOND'"});
  EXPECT_TRUE(host.wait_dispatched("SECOND"));
  EXPECT_TRUE(host.wait_dispatched("FIRST"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(100));
  EXPECT_TRUE(host.wait_dispatched(enabled_event));
  EXPECT_EQ(host.count_dispatched(enabled_event), 1U);
}

TEST_F(ScriptThreadTest, P9Case69WhatIsPrintedEachSecondComesForAsLongAsItRuns) {
  // The clock is shortened: a hundredth of a second stands for one. It never reads.
  start({"sh -c 'for i in $(seq 60); do sleep 0.01; echo \"TEST|aaa\"; done; sleep 1000'"});
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  const std::string long_text(10'000, 'x');
  for (int i = 0; i < 20; ++i) {
    host.on_agent([&] {
      for (int k = 0; k < 50; ++k) host.post("MESSAGE", long_text);
    });
  }
  EXPECT_TRUE(host.wait_dispatched("TEST|aaa", 60));
  EXPECT_TRUE(host.wait_logged(Level::warning, "does not read its input, "));
}

TEST_F(ScriptThreadTest, Case70LinesAreReadAsMessages) {
  start({"sh -c 'printf \"A||b\\r\\n\\n|C\\nEND\\n\"'"});
  ASSERT_TRUE(host.wait_dispatched("END"));
  EXPECT_EQ(host.count_dispatched("A||b"), 1U);
  EXPECT_EQ(host.count_dispatched("C"), 1U);
  EXPECT_EQ(host.count_dispatched(""), 0U);
}

TEST_F(ScriptThreadTest, Case72ALoopOfEchoesLeavesTheAgentResponsive) {
  start({"cat"});
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  host.on_agent([&] { host.post("KEY", "a"); });
  ASSERT_TRUE(host.wait_dispatched("KEY|a", 50)) << "it comes back again and again";
  host.on_agent([&] { host.post("OTHER", "1"); });
  EXPECT_TRUE(host.wait_dispatched("OTHER|1"));
}

TEST_F(ScriptThreadTest, P86WithAllLogItReadsLinesOfTheLog) {
  start({"sh -c 'while read -r line; do case $line in *CHECK*) echo \"GOT:$line\" | tr \"|\" /;; "
         "\"\") echo EMPTY;; esac; done'"},
        true);
  ASSERT_TRUE(host.wait_dispatched(enabled_event));
  host.log(Level::status, "CHECK 1");
  host.log(Level::error, "CHECK 2");
  // As the fake host formats them: the program's own format is log_format_test's.
  EXPECT_TRUE(host.wait_dispatched("GOT:[2000/01/01 00:00:00.000] [0] Remote: Status: CHECK 1"));
  EXPECT_TRUE(host.wait_dispatched("GOT:[2000/01/01 00:00:00.000] [0] Remote: Error: CHECK 2"));
  EXPECT_EQ(host.count_dispatched("EMPTY"), 0U);
}

TEST_F(ScriptThreadTest, Case73WhatIsNoProgramIsOneError) {
  start({"no-such-program-here -x", "sh -c 'echo HERE'"});
  EXPECT_TRUE(host.wait_dispatched("HERE"));
  EXPECT_TRUE(host.wait_logged(
      Level::error, "failed to exec process: no-such-program-here -x: No such file or directory"));
}

TEST_F(ScriptThreadTest, LinesThatAreNoTextAreLeftOut) {
  start({"sh -c 'printf \"A\\nB\\377\\nC\\n\"'"});
  EXPECT_TRUE(host.wait_dispatched("C"));
  EXPECT_TRUE(host.wait_logged(Level::warning, "printed a line that is no UTF-8 text, left out"));
}

TEST_F(ScriptThreadTest, TheEndIsReachedWhateverTheyDo) {
  start({"sh -c 'trap \"\" TERM; echo READY; while :; do sleep 1000; done'", "yes"});
  ASSERT_TRUE(host.wait_dispatched("READY"));
  ASSERT_TRUE(host.wait_dispatched("y"));
  thread->end();
  EXPECT_TRUE(host.wait_logged(Level::status, "stopped child process", 2));
  EXPECT_EQ(host.open_feeds(), 0U);
}
