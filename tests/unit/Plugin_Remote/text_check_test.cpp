#include "text_check.h"

#include <gtest/gtest.h>

#include <string>

namespace mmdagent::remote {
namespace {

using namespace std::string_literals;

struct Case {
  std::string text;
  TextDefect defect;
  std::size_t offset;
};

TEST(CheckText, FindsTheFirstDefect) {
  const Case cases[] = {
      {"", TextDefect::none, 0},
      {"plain ascii text of more than eight bytes", TextDefect::none, 0},
      {"天気 café 😀", TextDefect::none, 0},
      {"\x01\x7F\t", TextDefect::none, 0},
      {"\0"s, TextDefect::nul_byte, 0},
      {"12345678\0"s, TextDefect::nul_byte, 8},
      {"1234567\0 "s, TextDefect::nul_byte, 7},
      {"\xFF\0"s, TextDefect::invalid_utf8, 0},
      {"a\x80", TextDefect::invalid_utf8, 1},
      {"a\xBF", TextDefect::invalid_utf8, 1},
      {"\xC0\x80", TextDefect::invalid_utf8, 0},          // overlong NUL
      {"\xC1\xBF", TextDefect::invalid_utf8, 0},          // overlong
      {"\xE0\x9F\xBF", TextDefect::invalid_utf8, 0},      // overlong
      {"\xF0\x8F\xBF\xBF", TextDefect::invalid_utf8, 0},  // overlong
      {"\xED\xA0\x80", TextDefect::invalid_utf8, 0},      // surrogate
      {"\xF4\x90\x80\x80", TextDefect::invalid_utf8, 0},  // above U+10FFFF
      {"\xF5\x80\x80\x80", TextDefect::invalid_utf8, 0},
      {"\xFE", TextDefect::invalid_utf8, 0},
      {"ab\xE3\x81", TextDefect::invalid_utf8, 2},  // cut
      {"ab\xE3\x81z", TextDefect::invalid_utf8, 2},
      {"\xF4\x8F\xBF\xBF", TextDefect::none, 0},
      {"\xED\x9F\xBF\xEE\x80\x80", TextDefect::none, 0},
  };
  for (const Case& each : cases) {
    for (const std::size_t before : {0, 3, 8, 13}) {
      const TextCheck check = check_text(std::string(before, 'x') + each.text);
      EXPECT_EQ(check.defect, each.defect) << each.text;
      if (each.defect != TextDefect::none) {
        EXPECT_EQ(check.offset, each.offset + before) << each.text;
      }
    }
  }
}

}  // namespace
}  // namespace mmdagent::remote
