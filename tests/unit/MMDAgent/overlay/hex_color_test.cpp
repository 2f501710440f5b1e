#include "overlay/hex_color.h"

#include <gtest/gtest.h>

using mmdagent::hex_color;

TEST(HexColor, ThreeOrFourChannels) {
  EXPECT_EQ(hex_color("FF0000"), glm::vec4(1, 0, 0, 1));
  EXPECT_EQ(hex_color("#00ff0000"), glm::vec4(0, 1, 0, 0));
  EXPECT_EQ(hex_color("80A5C001") * 255.0F, glm::vec4(128, 165, 192, 1));
}

TEST(HexColor, WhatIsMissingIsFull) {
  EXPECT_EQ(hex_color(""), glm::vec4(1));
  EXPECT_EQ(hex_color("#"), glm::vec4(1));
  EXPECT_EQ(hex_color("00"), glm::vec4(0, 1, 1, 1));
  EXPECT_EQ(hex_color("000"), glm::vec4(0, 1, 1, 1));
}

TEST(HexColor, ItEndsAtWhatIsNoDigit) {
  EXPECT_EQ(hex_color("00g000"), glm::vec4(0, 1, 1, 1));
  EXPECT_EQ(hex_color("00 0000"), glm::vec4(0, 1, 1, 1));
  EXPECT_EQ(hex_color("-1-1-1"), glm::vec4(1));
  EXPECT_EQ(hex_color("0x00"), glm::vec4(1));
  EXPECT_EQ(hex_color("0000000000"), glm::vec4(0));
}
