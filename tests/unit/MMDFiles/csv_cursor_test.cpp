// Reading plain lines of a .pmd.csv from left to right, and that it comes to the same as taking
// them apart.
#include "formats/csv_cursor.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <random>

#include "csv_builder.h"
#include "formats/csv_reader.h"

namespace {

using mmd::CsvCursor;
using mmd::CsvWay;
using mmd::ModelData;

// A text goes on after its first line: the cursor looks ahead.
std::string with_rest(std::string_view line) {
  return std::string(line) + "\r\n" + std::string(100, '7');
}

CsvCursor cursor_of(const std::string& text) {
  return {text, std::string_view(text).substr(0, text.find('\r'))};
}

TEST(CsvCursor, ReadsFieldAfterField) {
  const std::string text = with_rest("12,-0.5,\"a b\",c,,x\"y,12345678,3");
  CsvCursor cursor = cursor_of(text);
  std::uint32_t index = 0;
  float number = 0.0F;
  std::string_view name;
  ASSERT_TRUE(cursor.read_index(index));
  EXPECT_EQ(index, 12U);
  ASSERT_TRUE(cursor.read_number(number));
  EXPECT_EQ(number, -0.5F);
  ASSERT_TRUE(cursor.read_name(name));
  EXPECT_EQ(name, "a b");
  ASSERT_TRUE(cursor.read_name(name));
  EXPECT_EQ(name, "c");
  ASSERT_TRUE(cursor.read_name(name));
  EXPECT_EQ(name, "");
  ASSERT_TRUE(cursor.read_name(name));
  EXPECT_EQ(name, "x\"y");
  ASSERT_TRUE(cursor.read_index(index));
  EXPECT_EQ(index, 12345678U);
  ASSERT_TRUE(cursor.read_number(number));
  EXPECT_EQ(number, 3.0F);
  EXPECT_FALSE(cursor.read_number(number));
  EXPECT_FALSE(cursor.read_name(name));
}

TEST(CsvCursor, SkipsFieldsOfEveryLength) {
  for (std::size_t length = 0; length <= 20; ++length) {
    for (std::size_t count = 1; count <= 12; ++count) {
      std::string line;
      for (std::size_t k = 0; k < count; ++k) line += std::string(length, '-') + ",";
      const std::string text = with_rest(line + "5,\"");
      std::uint32_t value = 0;
      CsvCursor cursor = cursor_of(text);
      ASSERT_TRUE(cursor.skip(count));
      ASSERT_TRUE(cursor.read_index(value));
      EXPECT_EQ(value, 5U);
      EXPECT_FALSE(cursor_of(text).skip(count + 2));
    }
  }
}

TEST(CsvCursor, SkipsFromEveryPlaceOfABlock) {
  for (std::size_t length = 50; length <= 70; ++length) {
    const std::string text = with_rest("\"" + std::string(length, 'x') + "\",2,3,\"");
    CsvCursor cursor = cursor_of(text);
    std::string_view name;
    std::uint32_t index = 0;
    ASSERT_TRUE(cursor.read_name(name));
    EXPECT_EQ(name.size(), length);
    ASSERT_TRUE(cursor.skip(1)) << length;
    ASSERT_TRUE(cursor.read_index(index));
    EXPECT_EQ(index, 3U);
  }
}

TEST(CsvCursor, StopsAtTheEndOfTheLine) {
  std::string others;
  for (int k = 0; k < 60; ++k) others += "4,";
  // Of the second, the end is in another block than the start.
  for (const std::size_t length : {1, 70}) {
    const std::string name(length, 'x');
    const std::string text = "5," + name + "\r\n" + others;
    CsvCursor cursor = cursor_of(text);
    EXPECT_TRUE(cursor.skip(1));
    EXPECT_FALSE(cursor_of(text).skip(2));
    std::string_view read;
    ASSERT_TRUE(cursor.read_name(read));
    EXPECT_EQ(read, name);
    EXPECT_FALSE(cursor.read_name(read));
    EXPECT_FALSE(cursor.skip(1));
  }
  const std::string text = "5\n" + others;
  CsvCursor cursor(text, std::string_view(text).substr(0, 1));
  std::uint32_t index = 0;
  ASSERT_TRUE(cursor.read_index(index));
  EXPECT_FALSE(cursor.read_index(index));
}

TEST(CsvCursor, LeavesQuotedFieldsToOthers) {
  for (std::size_t before = 0; before <= 9; ++before) {
    const std::string text = with_rest(std::string(before, 'x') + "\",2,3");
    EXPECT_FALSE(cursor_of(text).skip(1));
    EXPECT_FALSE(cursor_of(text).skip(2));
  }
  std::string_view name;
  for (const char* line : {"\"a\"b,c", "\"a", "\"", "a\"", "a\",b"}) {
    const std::string text = with_rest(line);
    EXPECT_FALSE(cursor_of(text).read_name(name)) << line;
  }
}

TEST(CsvCursor, NumbersAreTheNearestOfWhatIsWritten) {
  for (const char* written :
       {"0", "-0", "7", "12", "12345678", "5.", "0.1", "-0.986556411", "123456.7",
        "12345678.1234567", "0.12345678", "0.123456789", "0.12345678901234", "-5.2077703e-05",
        "1e-22", "3.e-01", "0.00000000000001", "16777217",

        "99999.9999999999"}) {
    const std::string text = with_rest(written);
    float value = 0.0F;
    ASSERT_TRUE(cursor_of(text).read_number(value)) << written;
    const auto expected = static_cast<float>(std::strtod(written, nullptr));
    EXPECT_EQ(std::bit_cast<std::uint32_t>(value), std::bit_cast<std::uint32_t>(expected))
        << written;
  }
  for (const char* written : {"", "-", ".5", "+1", " 1", "1 ", "1x", "1.2.3", "1e5", "1E-05",
                              "1e-5", "1e-23", "\"1\"", "123456789", "0.123456789012345",
                              "1234567.123456789", "--1", "1-", "0.1234567890123456789"}) {
    const std::string text = with_rest(written);
    float value = 0.0F;
    EXPECT_FALSE(cursor_of(text).read_number(value)) << written;
  }
}

TEST(CsvCursor, ReadsNothingNearTheEndOfTheText) {
  const std::string text = "1,2.5,3";
  CsvCursor cursor(text, text);
  std::uint32_t index = 0;
  float number = 0.0F;
  EXPECT_FALSE(cursor.read_index(index));
  EXPECT_FALSE(cursor.read_number(number));
  EXPECT_FALSE(cursor.skip(1));
}

// --- The same either way -------------------------------------------------------------------------

std::string printed(const ModelData& model) {
  std::string text;
  const auto add = [&](const auto& values) {
    for (const auto& value : values) {
      const auto bytes = std::as_bytes(std::span(&value, 1));
      text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    text += '|';
  };
  add(model.vertices.edge_scales);
  add(model.vertices.skinning);
  add(model.vertices.bone_indices);
  add(model.vertices.bone_weights);
  add(model.vertices.sdef);
  for (const mmd::MorphData& morph : model.morphs) {
    text += morph.name + "|" + std::to_string(static_cast<int>(morph.kind));
    add(morph.vertices);
    add(morph.offsets);
    add(morph.uv_offsets);
  }
  for (const std::string& warning : model.warnings) text += warning + "\n";
  return text;
}

std::string outcome(const ModelData& plain, const std::string& csv, CsvWay way) {
  ModelData model = plain;
  const std::string error = test_support::load_error_of([&] {
    mmd::CsvReader(model, std::as_bytes(std::span(csv.data(), csv.size())), "a.pmd.csv", way)
        .read();
  });
  return error == "no error" ? printed(model) : error;
}

// Lines that both ways know, with some bytes changed. Nearly all of the files are read by both.
TEST(CsvReader, QuickAndCarefulComeToTheSame) {
  const ModelData plain = mmd::read_pmd(test_support::two_bones(), "a.pmd");
  const std::string zeros = ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0";
  const std::string lines[] = {
      "Vertex,1,-1.5,2,0.25,1,0,-0.125,0.75,1.5" + zeros +
          ",0,\"b\",1,\"\",0,\"\",0,\"\",0,0,0\r\n",
      "PmxVertex,2,-1.5,2,0.25,1,0,-0.125,1.25,1.5" + zeros +
          ",2,\"b\",0.5,\"x\",0.25,b,0.5,\"\",0,0,0\r\n",
      "PmxVertex,0,1,2,3,1,0,0,1,1" + zeros + ",3,b,0.25,b,0,\"\",0,\"\",0,1,2,3,4,5,6,7,8,9\r\n",
      "PmxVertexMorph,\"mouth\",0,1,0,0.104913712,-1.66499615e-05\r\n",
      "PmxVertexMorph,\"mouth\",2,2,0.5,1,2\r\n",
      "VertexMorph,mouth,2,1,0.5,-0,0.25\n",
      "UVMorph,\"eye,1,2,0.5,0.5,9\",1,0,0.5,0.25\r\n",
      "UVMorph,\"eye\",2,1,0.5,0.25,0,0\r\n",
      "PmxUVMorph,\"eye\",2,1,0.5,0.25,0,0\r\n"};
  constexpr std::string_view letters = "0123456789.,-+eE\" \tx\r\n";
  std::mt19937 random(7);
  const auto any = [&](std::size_t count) { return random() % count; };
  for (int file = 0; file < 4000; ++file) {
    std::string csv = file % 2 == 0 ? ";PmxHeader,ver\r\n" : "";
    for (std::size_t left = 2 + any(6); left > 0; --left) {
      const std::string& line = lines[any(std::size(lines))];
      for (std::size_t copies = 1 + any(2); copies > 0; --copies) csv += line;
    }
    for (std::size_t changes = any(4); changes > 0; --changes) {
      const std::size_t place = any(csv.size());
      const std::string_view letter = letters.substr(any(letters.size()), 1);
      csv.replace(place, any(2), letter.substr(any(2)));
    }
    csv += "\n" + std::string(100, 'x');  // the cursor looks ahead
    ASSERT_EQ(outcome(plain, csv, CsvWay::quick), outcome(plain, csv, CsvWay::careful)) << csv;
  }
}

}  // namespace
