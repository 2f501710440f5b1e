#include "options/key_value_store.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>

#include "host_limits.h"
#include "support/scoped_environment.h"

namespace mmdagent {
namespace {

using test_support::ScopedEnvironment;

TEST(KeyValueStore, GivesBackWhatWasSetLast) {
  KeyValueStore store;
  EXPECT_FALSE(store.contains("v"));
  EXPECT_EQ(store.value("v", "fallback"), "fallback");
  EXPECT_EQ(store.set("v", "1"), StoreResult::done);
  EXPECT_EQ(store.set("v", "2"), StoreResult::done);
  EXPECT_TRUE(store.contains("v"));
  EXPECT_EQ(store.value("v", "fallback"), "2");
  EXPECT_EQ(store.size(), 1U);
}

TEST(KeyValueStore, OnlyTheWordTrueIsTrue) {
  KeyValueStore store;
  store.set("a", "true");
  store.set("b", "True");
  EXPECT_TRUE(store.is_true("a"));
  EXPECT_FALSE(store.is_true("b"));
  EXPECT_FALSE(store.is_true("c"));
}

TEST(KeyValueStore, ReplacesEnvironmentWhenRead) {
  KeyValueStore store;
  store.set("home", "%ENV{MMDAGENT_TEST_PLACE}/x");
  EXPECT_EQ(store.value("home"), "/x");
  const ScopedEnvironment place("MMDAGENT_TEST_PLACE", "/somewhere");
  EXPECT_EQ(store.value("home"), "/somewhere/x");
  EXPECT_EQ(store.value("missing", "%ENV{MMDAGENT_TEST_PLACE}"), "/somewhere");
}

TEST(KeyValueStore, GivesRawTextWhereReplacingFails) {
  KeyValueStore store;
  store.set("open", "a%ENV{HOME");
  EXPECT_EQ(store.value("open"), "a%ENV{HOME");
  const ScopedEnvironment large("MMDAGENT_TEST_LARGE", std::string(40'000, 'x'));
  const std::string twice = "%ENV{MMDAGENT_TEST_LARGE}%ENV{MMDAGENT_TEST_LARGE}";
  store.set("large", twice);
  EXPECT_EQ(store.value("large"), twice);
}

TEST(KeyValueStore, RefusesTooLongValues) {
  KeyValueStore store;
  EXPECT_EQ(store.set("v", std::string(limits::variable_bytes, 'x')), StoreResult::done);
  const StoreResult result = store.set("v", std::string(limits::variable_bytes + 1, 'y'));
  EXPECT_EQ(result, StoreResult::too_long);
  EXPECT_EQ(store.value("v").front(), 'x');
  EXPECT_EQ(store_error(result, "v"),
            "variable \"v\": not set, the value is longer than 65535 bytes");
}

TEST(KeyValueStore, RefusesNewKeysWhenFull) {
  KeyValueStore store;
  for (std::size_t i = 0; i < limits::variables; ++i) {
    ASSERT_EQ(store.set(std::to_string(i), "x"), StoreResult::done);
  }
  const StoreResult result = store.set("one more", "x");
  EXPECT_EQ(result, StoreResult::full);
  EXPECT_FALSE(store.contains("one more"));
  EXPECT_EQ(store.set("17", "changed"), StoreResult::done);
  EXPECT_EQ(store.value("17"), "changed");
  EXPECT_EQ(store.value("unknown", "read"), "read");
  EXPECT_EQ(store_error(result, "one more"),
            "variable \"one more\": not set, there are 65536 variables already");
}

TEST(KeyValueStore, ThreadsReadAndWriteTogether) {
  KeyValueStore store;
  std::array<std::thread, 4> threads;
  for (std::size_t t = 0; t < threads.size(); ++t) {
    threads[t] = std::thread([&store, t] {
      for (int i = 0; i < 2'000; ++i) {
        store.set("shared", std::to_string(i));
        store.set(std::to_string(t) + "/" + std::to_string(i), "x");
        EXPECT_TRUE(store.contains("shared"));
        EXPECT_FALSE(store.value("shared").empty());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store.size(), 1U + 4U * 2'000U);
}

}  // namespace
}  // namespace mmdagent
