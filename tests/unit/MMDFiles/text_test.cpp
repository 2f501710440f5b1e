// Decoding of names and what a fixed field keeps of them.
#include "MMDFiles/text.h"

#include <gtest/gtest.h>

#include <string>

namespace {

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

struct Row {
  const char* name;
  std::string bytes;
  const char* text;
  bool damaged;
};

TEST(Text, Cp932) {
  const Row rows[] = {
      {"kana", "\x83\x5A\x83\x93\x83\x5E\x81\x5B", "センター", false},
      {"knee", "\x82\xD0\x82\xB4", "ひざ", false},
      {"camera", "\x83\x4A\x83\x81\x83\x89\x81\x45\x8F\xC6\x96\xBE", "カメラ・照明", false},
      {"ASCII keeps its backslash and tilde", "a\\b~", "a\\b~", false},
      {"half-width katakana", "\xA1\xB1\xDF", "｡ｱﾟ", false},
      {"NEC row 13", "\x87\x40\x87\x82", "①№", false},
      {"NEC selected IBM", "\xED\x40", "纊", false},
      {"IBM extension", "\xFA\x40\xFB\xFC", "ⅰ髙", false},
      {"last code", "\xFC\x4B", "黑", false},
      {"Microsoft's wave dash", "\x81\x60", "～", false},
      {"trail 5C is no backslash", "\x83\x5C", "ソ", false},
      {"user-defined", "\xF0\x40", "\xEE\x80\x80", false},
      {"lone lead byte at the end is dropped", "\x82\xA0\x83", "あ", false},
      {"bytes without meaning", "a\x80\xA0\xFD\xFF", "a\uFFFD\uFFFD\uFFFD\uFFFD", true},
      {"bad trail that is ASCII stands for itself", "\x82 b", "\uFFFD b", true},
      {"pair not assigned",
       "\x82\xFC"
       "c",
       "\uFFFD"
       "c",
       true},
      {"empty", "", "", false},
  };
  for (const Row& row : rows) {
    const mmd::DecodedText decoded = mmd::decode_cp932(as_bytes(row.bytes));
    EXPECT_EQ(decoded.text, row.text) << row.name;
    EXPECT_EQ(decoded.damaged, row.damaged) << row.name;
  }
}

// F9 and F10.
TEST(Text, Cp932FieldEndsAtTheFirstZeroByte) {
  const std::string center = "\x83\x5A\x83\x93\x83\x5E\x81\x5B";
  const std::string garbage = center + std::string(1, '\0') + std::string(11, '\xFD');
  EXPECT_EQ(mmd::decode_cp932_field(as_bytes(garbage)).text, "センター");
  EXPECT_FALSE(mmd::decode_cp932_field(as_bytes(garbage)).damaged);
  const std::string full = std::string(11, 'x') + center + "\x83";
  EXPECT_EQ(mmd::decode_cp932_field(as_bytes(full)).text, "xxxxxxxxxxxセンター");
}

TEST(Text, Utf16) {
  const auto wide = [](std::initializer_list<unsigned> units) {
    std::string bytes;
    for (const unsigned unit : units) {
      bytes += static_cast<char>(unit & 0xFF);
      bytes += static_cast<char>(unit >> 8);
    }
    return bytes;
  };
  const Row rows[] = {
      {"plain", wide({0x30BB, 'a', 0xE9}), "セaé", false},
      {"pair", wide({0xD867, 0xDE3D}), "𩸽", false},
      {"lone first half", wide({0xD867, 'a'}), "\uFFFDa", true},
      {"lone second half", wide({0xDE3D, 'a'}), "\uFFFDa", true},
      {"first half at the end", wide({'a', 0xD867}), "a\uFFFD", true},
      {"odd length", wide({'a'}) + "b", "a\uFFFD", true},
      {"empty", "", "", false},
  };
  for (const Row& row : rows) {
    const mmd::DecodedText decoded = mmd::decode_utf16le(as_bytes(row.bytes));
    EXPECT_EQ(decoded.text, row.text) << row.name;
    EXPECT_EQ(decoded.damaged, row.damaged) << row.name;
  }
}

TEST(Text, Utf8) {
  const Row rows[] = {
      {"all lengths", "aéセ𩸽", "aéセ𩸽", false},
      {"overlong", "\xC0\x80", "\uFFFD\uFFFD", true},
      {"overlong of three", "\xE0\x80\x80", "\uFFFD\uFFFD\uFFFD", true},
      {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", true},
      {"beyond the last code point", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", true},
      {"cut", "a\xE3\x82", "a\uFFFD\uFFFD", true},
      {"broken in the middle",
       "\xE3"
       "b",
       "\uFFFD"
       "b",
       true},
  };
  for (const Row& row : rows) {
    const mmd::DecodedText decoded = mmd::decode_utf8(as_bytes(row.bytes));
    EXPECT_EQ(decoded.text, row.text) << row.name;
    EXPECT_EQ(decoded.damaged, row.damaged) << row.name;
  }
}

TEST(Text, EncodesCp932) {
  const auto encoded = [](std::string_view text) { return mmd::encode_cp932(text).text; };
  EXPECT_EQ(encoded("a~\\センターｱ"), "a~\\\x83\x5A\x83\x93\x83\x5E\x81\x5B\xB1");
  // Characters that stand twice in the table: as Windows writes them.
  EXPECT_EQ(encoded("∵①Ⅰⅰ纊￢"), "\x81\xE6\x87\x40\x87\x54\xFA\x40\xFA\x5C\x81\xCA");
  EXPECT_FALSE(mmd::encode_cp932("センター").damaged);
  for (const std::string_view lacking : {"é", "𩸽", "\xFF", "\uFFFD"}) {
    EXPECT_EQ(encoded(lacking), "?");
    EXPECT_TRUE(mmd::encode_cp932(lacking).damaged);
  }
}

TEST(Text, SizeAndPrefixInCp932) {
  EXPECT_EQ(mmd::cp932_size("aセｱ"), 4U);
  EXPECT_EQ(mmd::cp932_prefix("aセｱ", 4), "aセｱ");
  EXPECT_EQ(mmd::cp932_prefix("aセｱ", 3), "aセ");
  EXPECT_EQ(mmd::cp932_prefix("aセｱ", 2), "a");
  EXPECT_EQ(mmd::cp932_prefix("aセｱ", 0), "");
  EXPECT_EQ(mmd::cp932_prefix("", 5), "");
}

TEST(Text, CharactersOfUtf8) {
  for (const std::string_view character : {"a", "é", "あ", "😀"}) {
    const mmd::Utf8Character first = mmd::first_character(std::string(character) + "x");
    EXPECT_EQ(first.bytes, character.size());
    std::string again;
    mmd::append_utf8(again, first.value);
    EXPECT_EQ(again, character);
  }
  // A lead byte without its tail, a tail alone, an overlong form, a surrogate.
  for (const std::string_view broken : {"\xE3\x81", "\x81", "\xC0\x80", "\xED\xA0\x80"}) {
    EXPECT_EQ(mmd::first_character(broken).value, U'\uFFFD');
    EXPECT_EQ(mmd::first_character(broken).bytes, 1U);
  }
}

}  // namespace
