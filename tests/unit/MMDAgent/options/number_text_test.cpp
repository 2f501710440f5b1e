#include "options/number_text.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

namespace mmdagent {
namespace {

TEST(NumberText, ReadsTheLongestDecimalPrefix) {
  struct Case {
    const char* text;
    double number;
  };
  for (const Case& c : std::initializer_list<Case>{{"1.5", 1.5},
                                                   {"  -2", -2.0},
                                                   {"+3.25abc", 3.25},
                                                   {".5", 0.5},
                                                   {"-.5", -0.5},
                                                   {"5.", 5.0},
                                                   {"1e3x", 1000.0},
                                                   {"1e", 1.0},
                                                   {"", 0.0},
                                                   {"abc", 0.0},
                                                   {"-", 0.0},
                                                   {"+-4", 0.0},
                                                   {"nan", 0.0},
                                                   {"inf", 0.0},
                                                   {"-infinity", 0.0},
                                                   {"0x10", 0.0},
                                                   {"1,5", 1.0}}) {
    EXPECT_EQ(leading_number(c.text), c.number) << c.text;
  }
}

TEST(NumberText, ClampsNumbersBeyondTheRange) {
  EXPECT_EQ(leading_number("1e999"), std::numeric_limits<double>::max());
  EXPECT_EQ(leading_number("-1e999"), std::numeric_limits<double>::lowest());
  EXPECT_NEAR(leading_number("1e-999"), 0.0, 1e-300);
  EXPECT_EQ(leading_integer("99999999999"), std::numeric_limits<int>::max());
  EXPECT_EQ(leading_integer("-99999999999"), std::numeric_limits<int>::min());
}

TEST(NumberText, ReadsIntegers) {
  EXPECT_EQ(leading_integer(" 12.9"), 12);
  EXPECT_EQ(leading_integer("-7x"), -7);
  EXPECT_EQ(leading_integer("+8"), 8);
  EXPECT_EQ(leading_integer("x8"), 0);
  EXPECT_EQ(leading_integer(".8"), 0);
}

TEST(NumberText, ReadsComponents) {
  std::array<double, 3> numbers{};
  EXPECT_TRUE(read_components(",10,,20,30,40", numbers));
  EXPECT_EQ(numbers, (std::array<double, 3>{10.0, 20.0, 30.0}));
  EXPECT_TRUE(read_components("a,b,1", numbers));
  EXPECT_EQ(numbers, (std::array<double, 3>{0.0, 0.0, 1.0}));
  EXPECT_FALSE(read_components("1,2", numbers));
  EXPECT_FALSE(read_components("1,2,", numbers));
  EXPECT_FALSE(read_components("", numbers));
}

}  // namespace
}  // namespace mmdagent
