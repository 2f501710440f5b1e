#include "message/line_splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using mmdagent::LineProblem;
using mmdagent::LineSplitter;
using Lines = std::vector<std::string>;

namespace {

// Every line as `number:text` or `number!problem`, whatever the pieces the bytes come in.
Lines split(std::string_view bytes, std::size_t piece) {
  Lines lines;
  LineSplitter splitter([&](std::string_view line, std::uint64_t number, LineProblem problem) {
    lines.push_back(std::to_string(number) +
                    (problem == LineProblem::none
                         ? ":" + std::string(line)
                         : "!" + std::to_string(static_cast<int>(problem))));
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) splitter.feed(bytes.substr(at, piece));
  splitter.finish();
  return lines;
}

void expect_lines(std::string_view bytes, const Lines& wanted) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, bytes.size() + 1}) {
    EXPECT_EQ(split(bytes, piece), wanted) << "in pieces of " << piece;
  }
}

}  // namespace

TEST(LineSplitter, EndsLinesAtLineFeedAndCarriageReturn) {
  expect_lines("A|b|c\nB\r\nC\rD\r\n\r\n\nE\n", {"1:A|b|c", "2:B", "3:C", "4:D", "7:E"});
}

TEST(LineSplitter, WhatHasNoLineEndCountsAtTheEndOfTheStream) {
  expect_lines("A\nB|x", {"1:A", "2:B|x"});
  expect_lines("", {});
  expect_lines("\n", {});
}

TEST(LineSplitter, NamesWhatMustNotBecomeAMessage) {
  const auto problem = [](LineProblem kind) { return std::to_string(static_cast<int>(kind)); };
  expect_lines(
      std::string("A\0B\nC\xFF\nD\n", 9),
      {"1!" + problem(LineProblem::null_byte), "2!" + problem(LineProblem::invalid_utf8), "3:D"});
}

TEST(LineSplitter, ALineOf65535BytesFitsAndALongerOneIsSkippedToItsEnd) {
  const std::string longest(65'535, 'x');
  const std::string bytes = longest + "\n" + longest + "y\nB\n" + std::string(200'000, 'z');
  const std::string too_long = "!" + std::to_string(static_cast<int>(LineProblem::too_long));
  for (const std::size_t piece : {std::size_t{4'096}, bytes.size()}) {
    EXPECT_EQ(split(bytes, piece), (Lines{"1:" + longest, "2" + too_long, "3:B", "4" + too_long}));
  }
}
