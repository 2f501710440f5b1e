#include "message/module_table.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace {

using mmdagent::ModuleTable;

TEST(ModuleTable, TheHostIsZeroAndNamesKeepTheirNumber) {
  ModuleTable modules;
  EXPECT_EQ(modules.name(0), "MMDAgent");
  EXPECT_EQ(modules.add("MMDAgent"), 0);
  EXPECT_EQ(modules.add("Remote"), 1);
  EXPECT_EQ(modules.add("Audio"), 2);
  EXPECT_EQ(modules.add("Remote"), 1);
  EXPECT_EQ(modules.name(2), "Audio");
  EXPECT_EQ(modules.name(3), "");
  EXPECT_EQ(modules.name(0xffff), "");
}

TEST(ModuleTable, RefusesMoreThanTheLimit) {
  ModuleTable modules;
  for (std::size_t i = 1; i < mmdagent::limits::modules; ++i) {
    ASSERT_EQ(modules.add("m" + std::to_string(i)), i);
  }
  EXPECT_EQ(modules.add("one more"), std::nullopt);
  EXPECT_EQ(modules.add("m7"), 7);
}

TEST(ModuleTable, ThreadsMayRegisterAndLookUpAtOnce) {
  ModuleTable modules;
  std::vector<std::thread> threads;
  for (int id = 0; id < 4; ++id) {
    threads.emplace_back([&modules, id] {
      for (int i = 0; i < 200; ++i) {
        const std::string name = "m" + std::to_string((i + id * 50) % 200);
        const auto number = modules.add(name);
        ASSERT_TRUE(number.has_value());
        ASSERT_EQ(modules.name(*number), name);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(modules.add("last"), 201);
}

}  // namespace
