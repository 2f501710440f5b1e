#include "message/message_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "MMDAgent/Message.h"

namespace {

using mmdagent::Arguments;
using mmdagent::check_line;
using mmdagent::LineProblem;
using mmdagent::MessageLine;
using mmdagent::split_line;

struct SplitCase {
  std::string_view line;
  std::string_view text;
  std::string_view type;
  std::string_view args;
};

TEST(MessageText, SplitsTypeFromArguments) {
  const SplitCase cases[] = {
      {"MESSAGE|aaa|bbb", "MESSAGE|aaa|bbb", "MESSAGE", "aaa|bbb"},
      {"TEST_MESSAGE", "TEST_MESSAGE", "TEST_MESSAGE", ""},
      {"A|", "A", "A", ""},
      {"A||b|c", "A||b|c", "A", "|b|c"},
      {"A||", "A||", "A", "|"},
      {"|A|b", "A|b", "A", "b"},
      {"|||A|b", "A|b", "A", "b"},
      {" A|1", " A|1", " A", "1"},
      {"RECOG_EVENT_STOP|\u5929\u6c17", "RECOG_EVENT_STOP|\u5929\u6c17", "RECOG_EVENT_STOP",
       "\u5929\u6c17"},
  };
  for (const SplitCase& test : cases) {
    const MessageLine line = split_line(test.line);
    EXPECT_EQ(line.text, test.text) << test.line;
    EXPECT_EQ(line.type, test.type) << test.line;
    EXPECT_EQ(line.args, test.args) << test.line;
    EXPECT_EQ(line.type_length(), test.type.size());
    EXPECT_FALSE(line.empty());
  }
}

TEST(MessageText, SeparatorsAloneAreNoMessage) {
  EXPECT_TRUE(split_line("").empty());
  EXPECT_TRUE(split_line("|").empty());
  EXPECT_TRUE(split_line("|||").empty());
}

std::vector<std::string> parts(std::string_view args) {
  const Arguments arguments(args);
  return {arguments.begin(), arguments.end()};
}

TEST(Arguments, CollapsesRunsOfSeparators) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(parts(""), Parts{});
  EXPECT_EQ(parts("|||"), Parts{});
  EXPECT_EQ(parts("A||B"), (Parts{"A", "B"}));
  EXPECT_EQ(parts("|A"), Parts{"A"});
  EXPECT_EQ(parts("A|"), Parts{"A"});
  EXPECT_EQ(parts("a b|\"c\"|"), (Parts{"a b", "\"c\""}));
  EXPECT_EQ(parts("\u30e2|\u30c7|\xf0\x9f\x98\x80"),
            (Parts{"\u30e2", "\u30c7", "\xf0\x9f\x98\x80"}));
}

TEST(Arguments, AnInvalidByteIsOneCharacter) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(parts("a\x80|b"), (Parts{"a\x80", "b"}));
  EXPECT_EQ(parts("\xe3|\xff|b"), (Parts{"\xe3", "\xff", "b"}));
}

TEST(Arguments, KeepsTenAndReportsAnEleventh) {
  const Arguments ten("1|2|3|4|5|6|7|8|9|10");
  EXPECT_EQ(ten.size(), 10U);
  EXPECT_FALSE(ten.exceeded());
  const Arguments trailing("1|2|3|4|5|6|7|8|9|10||");
  EXPECT_FALSE(trailing.exceeded());
  const Arguments eleven("1|2|3|4|5|6|7|8|9|10|11");
  EXPECT_EQ(eleven.size(), 10U);
  EXPECT_EQ(eleven[9], "10");
  EXPECT_TRUE(eleven.exceeded());
}

TEST(Utf8, AcceptsWholeCharactersOnly) {
  struct Case {
    std::string_view text;
    std::size_t valid;
  };
  const Case cases[] = {
      {"", 0},
      {"plain text longer than one word", 31},
      {"\u00e9\u30e2\xf0\x9f\x98\x80", 9},
      {"12345678\xe3\x83", 8},  // cut off
      {"\x80", 0},              // continuation first
      {"a\xc0\xaf", 1},         // overlong
      {"a\xc1\xbf", 1},         // overlong
      {"\xe0\x9f\xbf", 0},      // overlong
      {"\xe0\xa0\x80", 3},      // smallest of three bytes
      {"\xed\x9f\xbf", 3},      // last before the surrogates
      {"\xed\xa0\x80", 0},      // surrogate
      {"\xee\x80\x80", 3},      // first behind the surrogates
      {"\xf0\x8f\xbf\xbf", 0},  // overlong
      {"\xf0\x90\x80\x80", 4},  // smallest of four bytes
      {"\xf4\x8f\xbf\xbf", 4},  // U+10FFFF
      {"\xf4\x90\x80\x80", 0},  // beyond
      {"\xf5\x80\x80\x80", 0},  // never a lead byte
      {"\xfe", 0},
      {"\xff", 0},
      {"\xe3\x83|\x80", 0},  // a separator inside
      {"1234567\xc3\xa9"
       "1234567\xff",
       16},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(mmdagent::valid_utf8_length(test.text), test.valid) << test.text;
    EXPECT_EQ(mmdagent::is_valid_utf8(test.text), test.valid == test.text.size()) << test.text;
  }
}

// Every sequence of up to three bytes against a plain decoder.
TEST(Utf8, AgreesWithAPlainDecoder) {
  const auto decode = [](const unsigned char* bytes, std::size_t size) {
    static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned lead = bytes[0];
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc0 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf8 ? 4
                                                             : 0;
    if (length == 0 || length > size) return std::size_t{0};
    std::uint32_t code = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
      if ((bytes[i] & 0xc0U) != 0x80U) return std::size_t{0};
      code = code << 6U | (bytes[i] & 0x3fU);
    }
    const bool good = code >= least[length] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return good ? length : std::size_t{0};
  };
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      for (const unsigned c : {0U, 0x41U, 0x7fU, 0x80U, 0x9fU, 0xa0U, 0xbfU, 0xc0U, 0xffU}) {
        const unsigned char bytes[] = {static_cast<unsigned char>(a), static_cast<unsigned char>(b),
                                       static_cast<unsigned char>(c), 0x80};
        std::size_t expected = 0;
        while (expected < 4) {
          const std::size_t length = decode(bytes + expected, 4 - expected);
          if (length == 0) break;
          expected += length;
        }
        const std::string_view text(reinterpret_cast<const char*>(bytes), 4);
        ASSERT_EQ(mmdagent::valid_utf8_length(text), expected) << a << ' ' << b << ' ' << c;
      }
    }
  }
}

TEST(MessageText, ChecksLinesFromOutside) {
  EXPECT_EQ(check_line("KEY|a"), LineProblem::none);
  EXPECT_EQ(check_line(std::string_view("KEY|\0a", 6)), LineProblem::null_byte);
  EXPECT_EQ(check_line("KEY|\xff"), LineProblem::invalid_utf8);
  EXPECT_EQ(check_line(std::string(mmdagent::max_message_bytes, 'x')), LineProblem::none);
  EXPECT_EQ(check_line(std::string(mmdagent::max_message_bytes + 1, 'x')), LineProblem::too_long);
}

}  // namespace
