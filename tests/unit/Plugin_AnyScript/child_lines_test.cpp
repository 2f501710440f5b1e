#include "child_lines.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "anyscript_limits.h"

using anyscript::ChildLines;
using anyscript::LineKind;
using Texts = std::vector<std::string>;

namespace {

void take_all(ChildLines& lines, Texts& texts) {
  while (true) {
    const anyscript::ChildLine& line = lines.next();
    if (line.kind == LineKind::none) return;
    texts.push_back(line.kind == LineKind::too_long ? "too long"
                    : line.kind == LineKind::no_text
                        ? "no text"
                        : std::string(line.type) + " [" + std::string(line.args) + "]");
    lines.consume();
  }
}

// What comes out when the text arrives in pieces of that size.
Texts lines_of(const std::string& text, std::size_t piece) {
  ChildLines lines;
  Texts texts;
  for (std::size_t at = 0; at < text.size();) {
    const auto space = lines.space();
    const std::size_t count = std::min({piece, space.size(), text.size() - at});
    EXPECT_GT(count, 0U);
    std::memcpy(space.data(), text.data() + at, count);
    lines.received(count);
    at += count;
    take_all(lines, texts);
  }
  lines.finish();
  take_all(lines, texts);
  return texts;
}

struct Row {
  const char* name;
  std::string text;
  Texts expected;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ChildLinesRows : public testing::TestWithParam<Row> {};

TEST_P(ChildLinesRows, InAnyPieces) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    EXPECT_EQ(lines_of(GetParam().text, piece), GetParam().expected) << piece;
  }
}

const std::string long_line(anyscript::limits::line_bytes, 'x');

const Row rows[] = {
    {"P78", "TEST|aaa\r\n", {"TEST [aaa]"}},
    {"P79", "|A||b\n", {"A [|b]"}},
    {"P80", "\n\r\n|\n", {}},
    {"Case70", "A||b\r\n\n|C\n", {"A [|b]", "C []"}},
    {"LastLineWithoutEnd", "A|1\nB|2", {"A [1]", "B [2]"}},
    {"Text",
     "RECOG_EVENT_STOP|こんにちは、\U0001F600\n",
     {"RECOG_EVENT_STOP [こんにちは、\U0001F600]"}},
    {"NoText",
     std::string("A|\xFF\nB\0C\n\xE3\x81\n\xC0\x80\n\xED\xA0\x80\nD\n", 20),
     {"no text", "no text", "no text", "no text", "no text", "D []"}},
    {"LongestLine", long_line + "\r\nB\n", {long_line + " []", "B []"}},
    {"TooLongLine", long_line + "y\nB\n", {"too long", "B []"}},
    {"MuchTooLongLine",
     long_line + long_line + long_line + long_line + "\nB\n",
     {"too long", "B []"}},
    {"TooLongWithoutEnd", long_line + long_line + "y", {"too long"}},
};

INSTANTIATE_TEST_SUITE_P(Lines, ChildLinesRows, testing::ValuesIn(rows),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
