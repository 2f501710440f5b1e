// Lines and words of text sidecars.
#include "formats/text_lines.h"

#include <gtest/gtest.h>

namespace {

using Strings = std::vector<std::string>;

TEST(TextLines, LineEndsAndTheByteOrderMarkAreLeftOut) {
  mmd::TextLines lines("\xEF\xBB\xBFone\r\n\ntwo\rthree\n", "a.txt");
  Strings read;
  while (lines.next()) read.push_back(std::to_string(lines.number()) + std::string(lines.line()));
  EXPECT_EQ(read, (Strings{"1one", "2", "3two\rthree"}));
  EXPECT_TRUE(lines.take_warnings().empty());
}

TEST(TextLines, LinesThatCannotBeUsedAreSkippedWithAWarning) {
  const std::string text = std::string("a\0b\n", 4) + "\xFF\n" + std::string(65'535, 'x') + "\n" +
                           std::string(65'536, 'x') + "\nlast";
  mmd::TextLines lines(text, "a.txt");
  std::vector<std::size_t> sizes;
  while (lines.next()) sizes.push_back(lines.line().size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{65'535, 4}));
  EXPECT_EQ(lines.take_warnings(),
            (Strings{"a.txt: line 1: line holds a zero byte, skipped",
                     "a.txt: line 2: line is not UTF-8, skipped",
                     "a.txt: line 4: line longer than 65535 bytes, skipped"}));
}

TEST(TextLines, WordsStandBetweenBlanksAndTabs) {
  const auto words = mmd::words_of(" a\tbc  d \r");
  EXPECT_EQ(Strings(words.begin(), words.end()), (Strings{"a", "bc", "d"}));
  EXPECT_TRUE(mmd::words_of(" \t").empty());
}

TEST(TextLines, QuotedWordsAreShortAndPlain) {
  EXPECT_EQ(mmd::quoted_word("a b"), "\"a b\"");
  EXPECT_EQ(mmd::quoted_word(std::string_view("\0\x1F\x7F\n", 4)), "\"????\"");
  EXPECT_EQ(mmd::quoted_word("\xFF"), "\"\uFFFD\"");
  EXPECT_EQ(mmd::quoted_word(std::string(41, 'x')), "\"" + std::string(40, 'x') + "\"");
}

}  // namespace
