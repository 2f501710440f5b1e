#include "content/package_names.h"

#include <gtest/gtest.h>

#include <string>

namespace mmdagent {
namespace {

TEST(PackageNames, Utf8StaysAndOtherBytesAreCp932) {
  EXPECT_EQ(decoded_entry_name("\xE3\x81\x82.mdf"), "\xE3\x81\x82.mdf");
  EXPECT_EQ(decoded_entry_name("\x82\xA0.mdf"), "\xE3\x81\x82.mdf");
}

TEST(PackageNames, HarmlessNamesAreAccepted) {
  std::string deep;
  for (int i = 0; i < 63; ++i) deep += "a/";
  for (const std::string& name :
       {std::string("a.mdf"), std::string("dir/"), std::string("dir/..a/b.."),
        std::string(".hidden"), std::string("\xE3\x81\x82/x y.txt"), std::string(1024, 'x'),
        deep + "a"}) {
    EXPECT_EQ(entry_name_problem(name), std::nullopt) << name;
  }
}

TEST(PackageNames, DangerousNamesAreRefused) {
  std::string too_deep;
  for (int i = 0; i < 64; ++i) too_deep += "a/";
  struct Case {
    std::string name;
    const char* problem;
  };
  const std::initializer_list<Case> cases = {
      {"", "has no name"},
      {"../x", "path leaves the package"},
      {"a/../../x", "path leaves the package"},
      {"a/..", "path leaves the package"},
      {"/etc/passwd", "absolute path"},
      {"..\\x", "backslash in its path"},
      {"C:/x", "colon in its path"},
      {"a\nb", "control character in its path"},
      {"a//b", "empty part in its path"},
      {"a/./b", "empty part in its path"},
      {std::string(1025, 'x'), "name of 1025 bytes, at most 1024 expected"},
      {too_deep + "a", "65 levels deep, at most 64 expected"},
  };
  for (const Case& c : cases) EXPECT_EQ(entry_name_problem(c.name), c.problem) << c.name;
}

TEST(PackageNames, KeysDoNotDependOnCase) {
  EXPECT_EQ(entry_name_key("Dir/A.MDF"), entry_name_key("dir/a.mdf"));
  EXPECT_EQ(entry_name_key("dir/"), entry_name_key("DIR"));
  EXPECT_NE(entry_name_key("a"), entry_name_key("b"));
}

}  // namespace
}  // namespace mmdagent
