#include "overlay/localized_text.h"

#include <gtest/gtest.h>

#include <cstdlib>

using mmdagent::localized;
using mmdagent::user_language;

TEST(LocalizedText, AnotherTextIsWhole) {
  EXPECT_EQ(localized("plain <ja>text", "ja"), "plain <ja>text");
  EXPECT_EQ(localized("<b>bold", "en"), "<b>bold");
  EXPECT_EQ(localized("<EN>loud", "en"), "<EN>loud");
  EXPECT_EQ(localized("", "en"), "");
}

TEST(LocalizedText, ThePartOfTheLanguageIsShown) {
  EXPECT_EQ(localized("<ja>はい<en>Yes", "ja"), "はい");
  EXPECT_EQ(localized("<ja>はい<en>Yes", "en"), "Yes");
}

TEST(LocalizedText, EnglishStandsForALanguageThatIsMissing) {
  EXPECT_EQ(localized("<ja>はい<en>Yes", "fr"), "Yes");
  EXPECT_EQ(localized("<ja>はい<de>Ja", "fr"), "はい");
}

TEST(LocalizedText, APartMayHoldAngleBrackets) {
  EXPECT_EQ(localized("<en>a < b <c>d<ja>x", "en"), "a < b <c>d");
}

TEST(LocalizedText, TheFirstVariableThatIsSetNamesTheLanguage) {
  setenv("LC_ALL", "", 1);
  setenv("LC_MESSAGES", "ja_JP.UTF-8", 1);
  setenv("LANG", "de_DE.UTF-8", 1);
  EXPECT_EQ(user_language(), "ja");
  setenv("LC_ALL", "C.UTF-8", 1);
  EXPECT_EQ(user_language(), "en");
  setenv("LC_ALL", "POSIX", 1);
  EXPECT_EQ(user_language(), "en");
}
