#include "matcher.h"

#include <gtest/gtest.h>

#include "script_fixture.h"

using vimanager_test::Texts;

namespace {

class MatcherTest : public vimanager_test::ScriptFixture {};

}  // namespace

// Each of these takes a backtracking engine longer than anybody waits.
TEST_F(MatcherTest, PathologicalExpressionsEnd) {
  start(
      "0 L <eps> <eps>\n"
      "L L @A\\|(a*)*b@ BAD\n"
      "L L @A\\|(a|aa)+$$b@ BAD\n"
      "L L @A\\|(.*)(.*)(.*)(.*)(.*)(.*)(.*)x@ BAD\n"
      "L L @A\\|(a?){25}a{25}c@ BAD\n"
      "L L @A\\|a*@ END\n");
  EXPECT_EQ(answers("A|" + std::string(20'000, 'a')), Texts{"END|"});
  EXPECT_EQ(host.warnings, Texts{});
}

TEST_F(MatcherTest, AnExpressionTooLargeForItsMessageIsNotTried) {
  start(
      "0 L <eps> <eps>\n"
      "L L @A\\|(a?b?){1,500}(c)*@ LARGE\n"
      "L L @A.*@ SMALL\n");
  EXPECT_EQ(answers("A|ab"), Texts{"LARGE|"});
  EXPECT_EQ(answers("A|" + std::string(60'000, 'a')), Texts{"SMALL|"});
  ASSERT_EQ(host.warnings.size(), 1U);
  EXPECT_TRUE(host.warnings[0].ends_with(
      "main.fst: line 2: a message of 60002 bytes is not compared with a regular expression of "
      "3508 steps"))
      << host.warnings[0];
}

TEST_F(MatcherTest, AnInvalidExpressionIsReportedOnce) {
  start("0 L <eps> <eps>\nL L @(bad@ X\nL L @${v}(@ Y\n");
  EXPECT_EQ(answers("(bad"), Texts{"X|"});
  EXPECT_EQ(answers("("), Texts{"Y|"});
  EXPECT_EQ(answers("other"), Texts{});
  ASSERT_EQ(host.warnings.size(), 2U);
  EXPECT_TRUE(
      host.warnings[0].ends_with("main.fst: line 2: invalid regular expression: missing ): (bad"))
      << host.warnings[0];
}

TEST_F(MatcherTest, ExpressionsThatVariablesMakeAreKeptUpToALimit) {
  start(
      "0 L <eps> <eps>\n"
      "L L @NEXT\\|(.*)@ <eps> ${n}=${1}\n"
      "L L @M\\|${n}@ HIT\n");
  for (std::size_t i = 0; i < vimanager::max_kept_regexes + 2; ++i) {
    ASSERT_EQ(answers("NEXT|" + std::to_string(i)), Texts{});
    ASSERT_EQ(answers("M|" + std::to_string(i)), Texts{"HIT|"});
  }
}

// Texts outside the bounds of an expression are passed over; those within must all be tried.
TEST_F(MatcherTest, TheBoundsOfAnExpressionLeaveNothingOut) {
  struct Row {
    const char* expression;
    Texts hits, misses;
  };
  const std::string long_text(200, 'b');
  const Row rows[] = {
      {"A\\|.*", {"A|x", "A|\xF4\x8F\xBF\xBF"}, {"B|x", "A", "AA|x"}},
      {"(A\\|)?B", {"A|B", "B"}, {"A|", "A|BB"}},
      {"A\\|x|C\\|y", {"A|x", "C|y"}, {"B|z", "A|y"}},
      {"(?i)abc", {"abc", "ABC", "aBc"}, {"abd", "ab"}},
      {"[b-d]+x", {"bx", "ddddx", "dx"}, {"ax", "ex"}},
      {"b*x", {"x", "bx", long_text + "x"}, {"y", "ax"}},
      {"b{200}", {long_text}, {long_text + "b"}},
      {"é.*", {"é", "éx"}, {"e", "ê"}},
  };
  for (const Row& row : rows) {
    start(std::string("0 L KEY|go <eps>\nL L @") + row.expression + "@ HIT\n");
    answers("KEY|go");
    for (const std::string& text : row.hits) {
      EXPECT_EQ(answers(text), Texts{"HIT|"}) << row.expression << ": " << text;
    }
    for (const std::string& text : row.misses) {
      EXPECT_EQ(answers(text), Texts{}) << row.expression << ": " << text;
    }
  }
}
