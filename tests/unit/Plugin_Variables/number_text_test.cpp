#include "number_text.h"

#include <gtest/gtest.h>

#include <limits>

using variables::leading_number;

TEST(LeadingNumber, TakesTheLongestDecimalBeginning) {
  EXPECT_EQ(leading_number("3.5"), 3.5);
  EXPECT_EQ(leading_number(" \t+1.5e1x"), 15.0);
  EXPECT_EQ(leading_number("-.5."), -0.5);
  EXPECT_EQ(leading_number("7 apples"), 7.0);
}

TEST(LeadingNumber, WhatIsNoNumberIsZero) {
  for (const char* text : {"", "abc", "-", ".", "--1", "nan", "inf", "e5", "+-3"}) {
    EXPECT_EQ(leading_number(text), 0.0) << text;
  }
  EXPECT_EQ(leading_number("0x10"), 0.0);
}

TEST(LeadingNumber, EndsAtTheRangeOfADouble) {
  EXPECT_EQ(leading_number("-1e999"), -std::numeric_limits<double>::max());
  EXPECT_EQ(leading_number("1e-999"), 0.0);
  EXPECT_EQ(leading_number(std::string(400, '9')), std::numeric_limits<double>::max());
  EXPECT_EQ(leading_number("0." + std::string(400, '0') + "1"), 0.0);
}
