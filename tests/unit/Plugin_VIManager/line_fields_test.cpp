#include "line_fields.h"

#include <gtest/gtest.h>

using vimanager::cut_fields;

TEST(LineFields, KeepTheTextWithAndWithoutQuotes) {
  const auto fields = cut_fields(R"(  A|"x y"z	'q "r' "open end )");
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0].text, "A|x yz");
  EXPECT_EQ(fields[0].raw, R"(A|"x y"z)");
  EXPECT_EQ(fields[1].text, R"(q "r)");
  EXPECT_EQ(fields[2].text, "open end ");
}

TEST(LineFields, AnEmptyFieldEndsTheList) {
  EXPECT_EQ(cut_fields(R"(a "" b)").size(), 1U);
  EXPECT_TRUE(cut_fields(" \t\r").empty());
}

TEST(LineFields, AWideBlankSeparatesNothing) { EXPECT_EQ(cut_fields("a\u3000b c").size(), 2U); }

TEST(LineFields, BytesThatAreNoTextAreSeen) {
  EXPECT_TRUE(vimanager::is_readable("あa\U0001F600"));
  EXPECT_FALSE(vimanager::is_readable("\x83\x5A"));
  EXPECT_FALSE(vimanager::is_readable("\xE3\x81"));
}
