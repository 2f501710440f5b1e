// Messages that a model brings along.
#include "MMDFiles/model_messages.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace {

using mmd::parse_model_messages;
using Lines = std::vector<std::string>;

TEST(ModelMessages, OneALine) {
  const auto messages = parse_model_messages("FOO|1|2\r\nBAR\n\n \t\nBAZ|x y", "a");
  EXPECT_EQ(messages.lines, (Lines{"FOO|1|2", "BAR", "BAZ|x y"}));
  EXPECT_TRUE(messages.warnings.empty());
}

TEST(ModelMessages, ByteOrderMarkIsDropped) {
  EXPECT_EQ(parse_model_messages("\xEF\xBB\xBF"
                                 "FOO|1\n",
                                 "a")
                .lines,
            (Lines{"FOO|1"}));
  EXPECT_TRUE(parse_model_messages("\xEF\xBB\xBF", "a").lines.empty());
  EXPECT_TRUE(parse_model_messages("", "a").lines.empty());
}

TEST(ModelMessages, BadLinesAreSkippedAndNamed) {
  const std::string longest = "A|" + std::string(65'533, 'x');
  const std::string text =
      "|1\n" + longest + "\n" + longest + "x\nB\xFF\n" + std::string("C\0D\n", 4);
  const auto messages = parse_model_messages(text, "m.loadmessage");
  EXPECT_EQ(messages.lines, (Lines{longest}));
  EXPECT_EQ(messages.warnings,
            (Lines{"m.loadmessage: line 1: message has no type, skipped",
                   "m.loadmessage: line 3: line longer than 65535 bytes, skipped",
                   "m.loadmessage: line 4: line is not UTF-8, skipped",
                   "m.loadmessage: line 5: line holds a zero byte, skipped"}));
}

TEST(ModelMessages, OneHundredAtMost) {
  std::string text;
  for (int i = 0; i < 103; ++i) text += "M|" + std::to_string(i) + "\n\n";
  const auto messages = parse_model_messages(text, "m");
  ASSERT_EQ(messages.lines.size(), 100U);
  EXPECT_EQ(messages.lines.back(), "M|99");
  EXPECT_EQ(messages.warnings, (Lines{"m: line 201: more than 100 messages, the rest skipped"}));
}

TEST(ModelMessages, BlankLinesAfterTheHundredthAreNoSurplus) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "M\n";
  EXPECT_TRUE(parse_model_messages(text + "\n\n", "m").warnings.empty());
}

TEST(ModelMessages, FilesBesideTheModel) {
  test_support::TemporaryFolder folder;
  const auto read = [&](const char* model, mmd::ModelMessageKind kind) {
    return mmd::read_model_messages(folder.path() / model, kind);
  };
  std::ofstream(folder.path() / "a.pmd.loadmessage") << "HELLO|pmd\n";
  std::ofstream(folder.path() / "a.pmd.deletemessage") << "BYE\n";
  EXPECT_EQ(read("a.pmd", mmd::ModelMessageKind::load).lines, (Lines{"HELLO|pmd"}));
  EXPECT_EQ(read("a.pmd", mmd::ModelMessageKind::remove).lines, (Lines{"BYE"}));
  EXPECT_EQ(read("a.pmx", mmd::ModelMessageKind::load).lines, (Lines{"HELLO|pmd"}));
  std::ofstream(folder.path() / "a.pmx.loadmessage") << "HELLO|pmx\n";
  EXPECT_EQ(read("a.pmx", mmd::ModelMessageKind::load).lines, (Lines{"HELLO|pmx"}));
  EXPECT_TRUE(read("b.pmd", mmd::ModelMessageKind::load).lines.empty());
  EXPECT_TRUE(read("b.pmd", mmd::ModelMessageKind::load).warnings.empty());
  std::filesystem::create_directory(folder.path() / "c.pmd.loadmessage");
  EXPECT_EQ(read("c.pmd", mmd::ModelMessageKind::load).warnings,
            (Lines{(folder.path() / "c.pmd.loadmessage").string() + ": not a file"}));
}

}  // namespace
