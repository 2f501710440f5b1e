#include "command_words.h"

#include <gtest/gtest.h>

using anyscript::command_words;
using Words = std::vector<std::string>;

TEST(CommandWords, P84QuotesEncloseWholeArguments) {
  EXPECT_EQ(command_words(R"(python3 -u "my script.py" 'a b')"),
            (Words{"python3", "-u", "my script.py", "a b"}));
}

TEST(CommandWords, BlanksSeparateAndQuotesInsideAreText) {
  EXPECT_EQ(command_words(R"(  a  b="c d"  )"), (Words{"a", "b=\"c", "d\""}));
  EXPECT_EQ(command_words("a\tb"), (Words{"a\tb"}));
}

TEST(CommandWords, EmptyAndUnfinishedQuotes) {
  EXPECT_EQ(command_words(R"(a "" "b c)"), (Words{"a", "", "b c"}));
  EXPECT_EQ(command_words("   "), Words{});
}

TEST(CommandWords, HaveNoLimit) {
  std::string command = "x";
  for (int i = 0; i < 1'000; ++i) command += " " + std::string(200, 'y');
  EXPECT_EQ(command_words(command).size(), 1'001U);
}
