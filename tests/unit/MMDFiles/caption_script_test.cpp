#include "MMDFiles/caption_script.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "MMDFiles/load_error.h"

namespace {

mmd::CaptionScript parse(std::string_view text) {
  return mmd::parse_caption_script(text, "words.lrc");
}

}  // namespace

TEST(CaptionScript, TimesAreFramesOfAThirtiethSecond) {
  const mmd::CaptionScript script = parse("[00:00.50]one\n[01:02.03]two\n[02:00.00]three\n");
  ASSERT_EQ(script.lines.size(), 3U);
  EXPECT_DOUBLE_EQ(script.lines[0].begin, 15.0);
  EXPECT_EQ(script.lines[0].text, "one");
  EXPECT_DOUBLE_EQ(script.lines[1].begin, 1800.0 + 60.0 + 0.9);
  EXPECT_EQ(script.lines[1].text, "two");
}

TEST(CaptionScript, TheLastLineIsTheEndAndShowsNothing) {
  const mmd::CaptionScript script = parse("[00:01.00]one\n[00:02.00]never\n");
  EXPECT_DOUBLE_EQ(script.end, 60.0);
  EXPECT_EQ(script.lines.back().text, "");
}

TEST(CaptionScript, ALineWithoutTextShowsNothing) {
  EXPECT_EQ(parse("[00:01.00]\n[00:02.00]").lines.front().text, "");
}

TEST(CaptionScript, OtherLinesAreSkipped) {
  const mmd::CaptionScript script = parse(
      "# comment\r\n\r\nwords\n[1:2]x\n[:01.00]x\n[00:xx.00]x\n[00:01.00x\n [00:01.00]x\n"
      "[00:03.00]_kept\\n as it is[00:04.00]\r\n[00:05.00]");
  ASSERT_EQ(script.lines.size(), 2U);
  EXPECT_EQ(script.lines[0].text, "_kept\\n as it is[00:04.00]");
}

TEST(CaptionScript, AByteOrderMarkIsLeftOut) {
  EXPECT_EQ(parse("\xEF\xBB\xBF[00:00.00]あ\n[00:01.00]").lines.front().text, "あ");
}

TEST(CaptionScript, ALineThatIsNotUtf8IsSkippedWithAWarning) {
  const mmd::CaptionScript script = parse("[00:00.00]\xFF\n[00:01.00]a\n[00:02.00]");
  EXPECT_EQ(script.lines.size(), 2U);
  ASSERT_EQ(script.warnings.size(), 1U);
  EXPECT_NE(script.warnings[0].find("words.lrc"), std::string::npos);
}

TEST(CaptionScript, NumbersOfMoreThanSixDigitsAreNone) {
  EXPECT_EQ(parse("[1234567:00.00]x\n[999999:00.00]").lines.size(), 1U);
}

TEST(CaptionScript, WithoutAnyLineItIsRejected) {
  EXPECT_THROW(parse(""), mmd::LoadError);
  EXPECT_THROW(parse("words\n"), mmd::LoadError);
  EXPECT_THROW(mmd::read_caption_script_file("no/such.lrc"), mmd::LoadError);
}

TEST(CaptionScript, CutAnywhereItIsReadOrRejected) {
  const std::string whole = "\xEF\xBB\xBF# a\r\n[00:01.50]あ\n[01:02.03]two\n[02:00.00]";
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    try {
      const mmd::CaptionScript script = parse(std::string_view(whole).substr(0, bytes));
      EXPECT_FALSE(script.lines.empty()) << bytes;
      EXPECT_EQ(script.end, script.lines.back().begin) << bytes;
    } catch (const mmd::LoadError& error) {
      EXPECT_EQ(std::string(error.what()), "words.lrc: no line has the form [mm:ss.cc]text");
    }
  }
}
