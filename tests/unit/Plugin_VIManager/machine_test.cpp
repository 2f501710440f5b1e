#include "machine.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "script_fixture.h"

using vimanager_test::Texts;

namespace {

class MachineTest : public vimanager_test::ScriptFixture {};

}  // namespace

TEST_F(MachineTest, AChainOfAThousandEpsilonsIsDoneWithinOneMessage) {
  std::string text = "0 S0 GO <eps>\n";
  for (int i = 0; i < 1'000; ++i) text += fmt::format("S{} S{} <eps> STEP|{}\n", i, i + 1, i);
  start(text);
  EXPECT_EQ(answers("GO").size(), 1'000U);
  EXPECT_EQ(position(), "S1000");
  EXPECT_EQ(host.errors, Texts{});
}

TEST_F(MachineTest, ARingIsReportedOnceAndLeft) {
  start(
      "0 0 OUT HEARD\n"
      "0 A GO <eps>\n"
      "A B <eps> OUT|1\n"
      "B A <eps> OUT|2\n"
      "A 0 KEY|1 FREE\n");
  EXPECT_EQ(answers("GO"), (Texts{"OUT|1", "OUT|2"}));
  EXPECT_EQ(host.errors,
            Texts{"[main] state \"A\": 2 transitions without a message lead back to it, line 3: a "
                  "ring, left until a message or a variable changes something"});
  EXPECT_EQ(answers("OUT|1"), Texts{}) << "what it says itself does not drive it on";
  EXPECT_EQ(answers("KEY|1"), Texts{"FREE|"});
  EXPECT_EQ(answers("GO"), (Texts{"OUT|1", "OUT|2"})) << "a message begins a new chain";
  EXPECT_EQ(host.errors.size(), 1U);
}

TEST_F(MachineTest, ARingThatWaitsForAVariableSeesIt) {
  start(
      "0 A <eps> <eps>\n"
      "A B <eps> <eps>\n"
      "B C ${%go}==1 GONE\n"
      "B A <eps> <eps>\n");
  EXPECT_EQ(host.errors.size(), 1U);
  EXPECT_EQ(answers("X"), Texts{});
  host.set_global("go", "1");
  EXPECT_EQ(answers("X"), Texts{"GONE|"});
  EXPECT_EQ(position(), "C");
  EXPECT_EQ(host.errors.size(), 1U);
}

TEST_F(MachineTest, ALoopThatCountsIsNoRing) {
  start(
      "${n}=x\n"
      "0 A <eps> <eps>\n"
      "A B ${n}==xxxxxxxx DONE\n"
      "A A <eps> <eps> ${n}=${n}x\n"
      "B B GO OUT|${n}\n");
  EXPECT_EQ(answers("GO"), Texts{"OUT|xxxxxxxx"});
  EXPECT_EQ(host.errors, Texts{});
}

TEST_F(MachineTest, ALoopWhoseVariablesChangeForEverEndsAtTheLimit) {
  start(
      "${a}=1,${b}=2\n"
      "0 A GO <eps>\n"
      "A A <eps> OUT ${c}=${a},${a}=${b},${b}=${c}\n");
  EXPECT_EQ(answers("GO").size(), vimanager::max_epsilon_transitions);
  EXPECT_EQ(host.errors,
            Texts{"[main] state \"A\": 10000 transitions without a message, near line 3"});
}

TEST_F(MachineTest, WhatHoldsTheSameValueAgainIsARing) {
  start("0 A GO <eps>\nA A <eps> OUT ${a}=1,${%b}=2\n");
  EXPECT_EQ(answers("GO"), (Texts{"OUT|", "OUT|"})) << "the first time round changes the variables";
  EXPECT_EQ(host.errors.size(), 1U);
}
