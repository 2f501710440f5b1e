#include "options/mdf.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "host_limits.h"
#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::ScopedEnvironment;
using test_support::TemporaryFolder;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs raw_pairs(const Mdf& mdf) {
  Pairs pairs;
  for (const MdfSetting& s : mdf.settings) pairs.emplace_back(s.raw_key, s.raw_value);
  return pairs;
}

TEST(Mdf, Host13To15And20SplitsLinesAtTheFirstEqualsSign) {
  struct Case {
    const char* name;
    std::string text;
    Pairs pairs;
  };
  const std::initializer_list<Case> cases = {
      {"case 13: leading blank belongs to the key", " show_fps=false\n", {{" show_fps", "false"}}},
      {"case 14: blanks around = are kept", "key = v\n", {{"key ", " v"}}},
      {"case 15: # inside is data", "x=1 # note\n", {{"x", "1 # note"}}},
      {"case 20: duplicates in order", "v=1\nv=2\n", {{"v", "1"}, {"v", "2"}}},
      {"comment", "#a=1\n#\nb=2", {{"b", "2"}}},
      {"comment that would not expand", "#a=%ENV{\nb=2", {{"b", "2"}}},
      {"no = sign", "just text\n\n \t\nb=2", {{"b", "2"}}},
      {"only the end is trimmed", "a= x \t \r\nb=\r\n", {{"a", " x"}, {"b", ""}}},
      {"second = is data", "a=b=c", {{"a", "b=c"}}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a=1",
       {{"a", "1"}}},
      {"byte order mark elsewhere is data",
       "a=\xEF\xBB\xBF"
       "1",
       {{"a",
         "\xEF\xBB\xBF"
         "1"}}},
      {"empty key", "=1\nb=2", {{"", "1"}, {"b", "2"}}},
      {"empty file", "", {}},
  };
  for (const Case& c : cases) {
    const Mdf mdf = parse_mdf(c.text);
    EXPECT_EQ(raw_pairs(mdf), c.pairs) << c.name;
    EXPECT_TRUE(mdf.reasons.empty()) << c.name;
    EXPECT_TRUE(mdf.warnings.empty()) << c.name;
  }
}

TEST(Mdf, OptionsSeeEnvironmentReplacedInKeyAndValue) {
  const ScopedEnvironment name("MMDAGENT_TEST_KEY", "log_file");
  const ScopedEnvironment both("MMDAGENT_TEST_BOTH", "a=1 ");
  const ScopedEnvironment comment("MMDAGENT_TEST_COMMENT", "#");
  const Mdf mdf = parse_mdf(
      "%ENV{MMDAGENT_TEST_KEY}=%ENV{MMDAGENT_TEST_KEY}.txt\n"
      "%ENV{MMDAGENT_TEST_BOTH}\n"
      "%ENV{MMDAGENT_TEST_COMMENT}b=1\n");
  ASSERT_EQ(mdf.settings.size(), 3U);
  EXPECT_EQ(mdf.settings[0].raw_key, "%ENV{MMDAGENT_TEST_KEY}");
  EXPECT_EQ(mdf.settings[0].raw_value, "%ENV{MMDAGENT_TEST_KEY}.txt");
  EXPECT_EQ(mdf.settings[0].key, "log_file");
  EXPECT_EQ(mdf.settings[0].value, "log_file.txt");
  EXPECT_EQ(mdf.settings[1].raw_key, "");
  EXPECT_EQ(mdf.settings[1].key, "a");
  EXPECT_EQ(mdf.settings[1].value, "1");
  EXPECT_EQ(mdf.settings[2].key, "");
  EXPECT_EQ(mdf.settings[2].raw_key, "%ENV{MMDAGENT_TEST_COMMENT}b");
}

TEST(Mdf, Host18OpenReferenceNamesItsLineAndOthersStay) {
  const Mdf mdf = parse_mdf("a=1\nb=%ENV{HOME\ncamera_fovy=30\n");
  EXPECT_EQ(mdf.reasons, std::vector<std::string>{"line 2: parse error"});
  ASSERT_EQ(mdf.settings.size(), 3U);
  EXPECT_EQ(mdf.settings[1].raw_value, "%ENV{HOME");
  EXPECT_EQ(mdf.settings[1].key, "");
  EXPECT_EQ(mdf.settings[2].key, "camera_fovy");
}

TEST(Mdf, TooLongExpansionNamesItsLine) {
  const ScopedEnvironment large("MMDAGENT_TEST_LARGE", std::string(65'534, 'x'));
  const Mdf mdf = parse_mdf("\na=%ENV{MMDAGENT_TEST_LARGE}\n");
  EXPECT_EQ(mdf.reasons, std::vector<std::string>{"line 2: too long (>65535)"});
}

TEST(Mdf, LongestLineIsTakenAndALongerOneSkipped) {
  const std::string longest = "a=" + std::string(limits::settings_line_bytes - 2, 'x');
  const Mdf good = parse_mdf(longest + "\r\nb=1\n");
  EXPECT_EQ(good.settings.size(), 2U);
  EXPECT_TRUE(good.warnings.empty());
  const Mdf bad = parse_mdf("c=1\n" + longest + "x\nb=1\n");
  EXPECT_EQ(raw_pairs(bad), (Pairs{{"c", "1"}, {"b", "1"}}));
  EXPECT_EQ(bad.warnings,
            std::vector<std::string>{"line 2: 65536 bytes, at most 65535 expected, skipped"});
  EXPECT_TRUE(bad.reasons.empty());
}

TEST(Mdf, LineWithNulIsSkipped) {
  using namespace std::string_literals;
  const Mdf mdf = parse_mdf("a=1\0 2\nb=1\n"s);
  EXPECT_EQ(raw_pairs(mdf), (Pairs{{"b", "1"}}));
  EXPECT_EQ(mdf.warnings, std::vector<std::string>{"line 1: has a NUL byte, skipped"});
}

TEST(Mdf, CountsProblemsBeyondTheLimit) {
  std::string text;
  for (std::size_t i = 0; i < limits::settings_warnings + 7; ++i) text += "a=%ENV{\n";
  const Mdf mdf = parse_mdf(text);
  ASSERT_EQ(mdf.reasons.size(), limits::settings_warnings + 1);
  EXPECT_EQ(mdf.reasons.back(), "7 more lines of that kind");
  EXPECT_EQ(mdf.settings.size(), limits::settings_warnings + 7);
}

TEST(Mdf, FileThatCannotBeReadGivesOneReason) {
  const TemporaryFolder dir;
  const std::string missing = (dir.path() / "missing.mdf").string();
  EXPECT_EQ(read_mdf(missing).reasons, std::vector<std::string>{"failed to open " + missing});
  EXPECT_EQ(read_mdf(dir.path()).reasons,
            std::vector<std::string>{"failed to open " + dir.path().string()});
  const auto huge = dir.write("huge.mdf", "a=1\n");
  std::filesystem::resize_file(huge, limits::settings_file_bytes + 1);
  EXPECT_EQ(
      read_mdf(huge).reasons,
      std::vector<std::string>{huge.string() + ": 16777217 bytes, at most 16777216 expected"});
}

TEST(Mdf, ReadsAFile) {
  const TemporaryFolder dir;
  const Mdf mdf = read_mdf(dir.write("a.mdf", "a=1\nb=2"));
  EXPECT_EQ(raw_pairs(mdf), (Pairs{{"a", "1"}, {"b", "2"}}));
  EXPECT_EQ(mdf.settings[1].line, 2);
}

}  // namespace
}  // namespace mmdagent
