#include "message/numbers.h"

#include <gtest/gtest.h>

#include <array>
#include <cfloat>
#include <climits>
#include <cstdlib>
#include <random>
#include <string>

namespace {

using mmdagent::read_double;
using mmdagent::read_float;
using mmdagent::read_integer;
using mmdagent::read_vector;

TEST(Numbers, ReadsTheLongestDecimalPrefix) {
  EXPECT_EQ(read_double("1.5"), 1.5);
  EXPECT_EQ(read_double(" \t\n\v\f\r-2e3x"), -2000.0);
  EXPECT_EQ(read_double("+.5"), 0.5);
  EXPECT_EQ(read_double("5."), 5.0);
  EXPECT_EQ(read_double("1e"), 1.0);
  EXPECT_EQ(read_double("1e+"), 1.0);
  EXPECT_EQ(read_double("1,5"), 1.0);
  EXPECT_EQ(read_float("0.1"), 0.1F);
}

TEST(Numbers, WhatIsNoNumberIsZero) {
  for (const char* text : {"", " ", "abc", "nan", "NaN", "inf", "-inf", "infinity", "0x10",
                           "-0x1p3", ".", "-", "+-1", "--1", "e5", ".e5"}) {
    EXPECT_EQ(read_double(text), 0.0) << text;
    EXPECT_EQ(read_float(text), 0.0F) << text;
    EXPECT_EQ(read_integer(text), 0) << text;
  }
}

TEST(Numbers, ClampsToTheRange) {
  EXPECT_EQ(read_double("1e400"), DBL_MAX);
  EXPECT_EQ(read_double("-1e400"), -DBL_MAX);
  EXPECT_EQ(read_double("1e-400"), 0.0);
  EXPECT_EQ(read_double("1e99999999999999999999"), DBL_MAX);
  EXPECT_EQ(read_double("1e-99999999999999999999"), 0.0);
  EXPECT_EQ(read_double("0." + std::string(400, '0') + "1"), 0.0);
  EXPECT_EQ(read_double("1" + std::string(400, '0')), DBL_MAX);
  EXPECT_EQ(read_double("1" + std::string(400, '0') + "e-400"), 1.0);
  EXPECT_EQ(read_float("1e39"), FLT_MAX);
  EXPECT_EQ(read_float("-1e39"), -FLT_MAX);
  EXPECT_EQ(read_float("1e-60"), 0.0F);
}

TEST(Numbers, IntegersReadLikeAtoi) {
  EXPECT_EQ(read_integer(" 12abc"), 12);
  EXPECT_EQ(read_integer("+7"), 7);
  EXPECT_EQ(read_integer("-7.9"), -7);
  EXPECT_EQ(read_integer("2147483647"), INT_MAX);
  EXPECT_EQ(read_integer("2147483648"), INT_MAX);
  EXPECT_EQ(read_integer("-2147483648"), INT_MIN);
  EXPECT_EQ(read_integer("-99999999999999999999999"), INT_MIN);
  EXPECT_EQ(read_integer("18446744073709551621"), INT_MAX);  // 2 to the 64th, and 5
}

TEST(Numbers, AgreesWithAtofOnDecimalText) {
  std::minstd_rand random(5);
  constexpr std::string_view alphabet = "0123456789012345678901234567890.e-+ ";
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 14; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const double expected = std::atof(text.c_str());
    if (std::abs(expected) > DBL_MAX) continue;  // clamped instead
    ASSERT_EQ(read_double(text), expected) << text;
  }
}

TEST(Numbers, VectorsNeedEnoughParts) {
  std::array<float, 3> values{9.0F, 9.0F, 9.0F};
  EXPECT_FALSE(read_vector("1,2", values));
  EXPECT_FALSE(read_vector("", values));
  EXPECT_FALSE(read_vector(",,,", values));
  EXPECT_EQ(values, (std::array<float, 3>{9.0F, 9.0F, 9.0F}));
  EXPECT_TRUE(read_vector("1,-2.5,3e1", values));
  EXPECT_EQ(values, (std::array<float, 3>{1.0F, -2.5F, 30.0F}));
  EXPECT_TRUE(read_vector(",4,,5,6,", values));
  EXPECT_EQ(values, (std::array<float, 3>{4.0F, 5.0F, 6.0F}));
  EXPECT_TRUE(read_vector("1,2,3,4", values));
  EXPECT_EQ(values, (std::array<float, 3>{1.0F, 2.0F, 3.0F}));
  EXPECT_TRUE(read_vector("a,b,c", values));
  EXPECT_EQ(values, (std::array<float, 3>{0.0F, 0.0F, 0.0F}));
  std::array<float, 17> many{};
  EXPECT_FALSE(read_vector("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", many));
}

}  // namespace
