#include "message/type_table.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using mmdagent::no_command;
using mmdagent::TypeTable;

TEST(TypeTable, GivesEachTypeOneNumber) {
  TypeTable table;
  EXPECT_EQ(table.find("A"), 0U);
  const auto a = table.intern("A");
  const auto b = table.intern("B");
  EXPECT_NE(a, 0U);
  EXPECT_NE(b, 0U);
  EXPECT_NE(a, b);
  EXPECT_EQ(table.intern("A"), a);
  EXPECT_EQ(table.find("B"), b);
  EXPECT_EQ(table.name(a), "A");
  EXPECT_EQ(table.name(0), "");
  EXPECT_EQ(table.name(99), "");
  EXPECT_EQ(table.size(), 2U);
}

TEST(TypeTable, AnEmptyTypeIsUnknown) {
  TypeTable table;
  EXPECT_EQ(table.intern(""), 0U);
  table.set_command("", 1);
  table.subscribe(1, "");
  EXPECT_EQ(table.dispatch("").command, no_command);
  EXPECT_EQ(table.dispatch("").plugins, 0U);
}

TEST(TypeTable, DispatchNamesCommandAndPlugins) {
  TypeTable table;
  table.set_command("MODEL_ADD", 4);
  table.subscribe(0, "MODEL_ADD");
  table.subscribe(63, "TIMER_START");
  EXPECT_EQ(table.dispatch("MODEL_ADD").command, 4U);
  EXPECT_EQ(table.dispatch("MODEL_ADD").plugins, 1U);
  EXPECT_EQ(table.dispatch("TIMER_START").command, no_command);
  EXPECT_EQ(table.dispatch("TIMER_START").plugins, std::uint64_t{1} << 63U);
  EXPECT_EQ(table.dispatch("OTHER").plugins, 0U);
  EXPECT_EQ(table.dispatch("OTHER").id, 0U);
  table.subscribe_all(5);
  EXPECT_EQ(table.dispatch("OTHER").plugins, 32U);
  EXPECT_EQ(table.dispatch("MODEL_ADD").plugins, 33U);
}

TEST(TypeTable, KeepsEverythingWhenItGrows) {
  TypeTable table;
  for (std::uint32_t i = 0; i < 5'000; ++i) table.set_command("TYPE_" + std::to_string(i), i);
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    const auto dispatch = table.dispatch("TYPE_" + std::to_string(i));
    ASSERT_EQ(dispatch.command, i);
    ASSERT_EQ(table.name(dispatch.id), "TYPE_" + std::to_string(i));
  }
  EXPECT_EQ(table.find("TYPE_5000"), 0U);
}

}  // namespace
