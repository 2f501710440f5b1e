#include "message/argument_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace {

using mmdagent::ArgumentReader;
using mmdagent::Arguments;

std::string error_of(std::string_view args, const std::function<void(ArgumentReader&)>& read) {
  const Arguments arguments(args);
  ArgumentReader reader("TYPE", arguments);
  read(reader);
  return reader.error();
}

TEST(ArgumentReader, ReadsEveryKind) {
  const Arguments arguments("mei|1.5|7x|1,2,3|90,0,0|ON|LOOP|1,2,3,4|5,6");
  ArgumentReader reader("TYPE", arguments);
  EXPECT_TRUE(reader.require_count(2, 9));
  EXPECT_EQ(reader.text(0), "mei");
  EXPECT_EQ(reader.number(1), 1.5F);
  EXPECT_EQ(reader.precise_number(1), 1.5);
  EXPECT_EQ(reader.integer(2), 7);
  EXPECT_EQ(reader.position(3), glm::vec3(1.0F, 2.0F, 3.0F));
  EXPECT_EQ(reader.rotation(4), glm::vec3(90.0F, 0.0F, 0.0F));
  EXPECT_TRUE(reader.on_off(5, false));
  EXPECT_EQ(reader.choice(6, {"ONCE", "LOOP"}, 0), 1U);
  EXPECT_EQ(reader.vector4(7, "color", glm::vec4(0.0F)), glm::vec4(1.0F, 2.0F, 3.0F, 4.0F));
  EXPECT_EQ(reader.vector2(8, "position", glm::vec2(0.0F)), glm::vec2(5.0F, 6.0F));
  EXPECT_TRUE(reader.ok());
}

TEST(ArgumentReader, MissingArgumentsAnswerTheirDefault) {
  const Arguments arguments("");
  ArgumentReader reader("TYPE", arguments);
  EXPECT_FALSE(reader.has(0));
  EXPECT_EQ(reader.text(0, "none"), "none");
  EXPECT_EQ(reader.number(0, 2.0F), 2.0F);
  EXPECT_EQ(reader.precise_number(0, 2.0), 2.0);
  EXPECT_EQ(reader.integer(0, -1), -1);
  EXPECT_EQ(reader.position(0, glm::vec3(4.0F)), glm::vec3(4.0F));
  EXPECT_FALSE(reader.on_off(0, false));
  EXPECT_TRUE(reader.on_off(0, true));
  EXPECT_EQ(reader.choice(0, {"A", "B"}, 1), 1U);
  EXPECT_TRUE(reader.ok());
}

TEST(ArgumentReader, CountErrors) {
  EXPECT_EQ(error_of("a", [](auto& reader) { EXPECT_FALSE(reader.require_count(2, 7)); }),
            "TYPE: number of arguments should be 2-7.");
  EXPECT_EQ(error_of("a|b|c", [](auto& reader) { EXPECT_FALSE(reader.require_count(2, 2)); }),
            "TYPE: number of arguments should be 2.");
  EXPECT_EQ(error_of("a", [](auto& reader) { EXPECT_FALSE(reader.require_count(0, 0)); }),
            "TYPE: should have no argument.");
  EXPECT_EQ(error_of("a",
                     [](auto& reader) {
                       EXPECT_FALSE(reader.require_one_of({3, 4, 7}));
                     }),
            "TYPE: number of arguments should be 3 or 4 or 7.");
  EXPECT_EQ(error_of("a|b",
                     [](auto& reader) {
                       EXPECT_TRUE(reader.require_one_of({2, 5}));
                       EXPECT_TRUE(reader.require_count(2, 2));
                     }),
            "");
}

TEST(ArgumentReader, FormatErrorsQuoteTheArgument) {
  EXPECT_EQ(error_of("x|0,0",
                     [](auto& reader) {
                       EXPECT_EQ(reader.position(1, glm::vec3(7.0F)), glm::vec3(7.0F));
                     }),
            "TYPE: 0,0 is not a position string.");
  EXPECT_EQ(error_of("0,0", [](auto& reader) { reader.rotation(0); }),
            "TYPE: 0,0 is not a rotation string.");
  EXPECT_EQ(error_of("1", [](auto& reader) { reader.vector2(0, "size", glm::vec2(0.0F)); }),
            "TYPE: 1 is not a size string.");
  EXPECT_EQ(error_of("a|b|c|d|on", [](auto& reader) { EXPECT_TRUE(reader.on_off(4, true)); }),
            "TYPE: 5th argument should be \"ON\" or \"OFF\".");
  EXPECT_EQ(error_of("a|b|WORLD",
                     [](auto& reader) {
                       reader.choice(2, {"GLOBAL", "LOCAL"}, 0);
                     }),
            "TYPE: 3rd argument should be \"GLOBAL\" or \"LOCAL\".");
  EXPECT_EQ(error_of("a|b", [](auto& reader) { reader.choice(0, {"X"}, 0); }),
            "TYPE: 1st argument should be \"X\".");
  EXPECT_EQ(error_of("a|b", [](auto& reader) { reader.choice(1, {"X"}, 0); }),
            "TYPE: 2nd argument should be \"X\".");
}

TEST(ArgumentReader, KeepsTheFirstError) {
  EXPECT_EQ(error_of("0|x",
                     [](auto& reader) {
                       reader.position(0);
                       reader.on_off(1, true);
                       reader.fail("own problem");
                     }),
            "TYPE: 0 is not a position string.");
  EXPECT_EQ(error_of("", [](auto& reader) { reader.fail("own problem"); }), "TYPE: own problem");
}

}  // namespace
