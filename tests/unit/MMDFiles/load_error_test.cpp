#include "MMDFiles/load_error.h"

#include <gtest/gtest.h>

TEST(LoadError, NamesFilePlaceProblemAndOffset) {
  const mmd::LoadError error("a.pmd", "bone[17]", "parent index 9000, expected -1..223", 0x1a2c);
  EXPECT_STREQ(error.what(), "a.pmd: bone[17]: parent index 9000, expected -1..223 (offset 6700)");
  EXPECT_EQ(error.offset(), 0x1a2cU);
}

TEST(LoadError, NamesFileAndProblemOfAWholeFile) {
  const mmd::LoadError error("a.pmd", "no such file");
  EXPECT_STREQ(error.what(), "a.pmd: no such file");
  EXPECT_EQ(error.offset(), 0U);
}
