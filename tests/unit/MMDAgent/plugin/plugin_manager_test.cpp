#include "plugin/plugin_manager.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "MMDAgent/Plugin.h"
#include "options/key_value_store.h"
#include "support/recording_host.h"

namespace mmdagent {
namespace {

using test_support::Record;
using test_support::RecordingHost;
using Lines = std::vector<std::string>;

class PluginManagerTest : public ::testing::Test {
 protected:
  // Loads the named plugins (comma separated) and creates them.
  void create(PluginManager& manager, const std::string& names) {
    KeyValueStore values;
    values.set("enablePlugin", names);
    values.set("disablePlugin", "ALL");
    const auto plugins = load_plugins(BROKEN_PLUGINS_DIR, values, [](Level, std::string_view) {});
    manager.create(plugins, [this](std::string_view name) {
      return std::make_unique<RecordingHost>(name, record_);
    });
  }

  HostLog log() {
    return [this](Level level, std::string_view text) {
      // On a loaded machine any hook may be slow; only one test is about that.
      if (text.find(" took ") != std::string_view::npos && !text.starts_with("plugin \"Slow\""))
        return;
      record_.add(test_support::level_line(level, text));
    };
  }

  void send(PluginManager& manager, std::string_view type, std::string_view args = {}) {
    manager.message({type, args}, types_.dispatch(type).plugins);
  }

  Record record_;
  TypeTable types_;
};

TEST_F(PluginManagerTest, CallsHooksInLoadOrderAndStopsInReverse) {
  PluginManager manager(types_, log());
  create(manager, "Good,Subscriber");
  EXPECT_EQ(manager.size(), 2U);
  manager.start();
  send(manager, "ONE", "a|b");
  send(manager, "OTHER");
  send(manager, "TWO");
  manager.update(0.5);
  EXPECT_TRUE(manager.stop());
  EXPECT_EQ(manager.size(), 0U);
  EXPECT_EQ(record_.take(),
            (Lines{"GOOD|create", "GOOD|start", "GOOD|message ONE", "SUBSCRIBER|ONE a|b",
                   "GOOD|message OTHER", "GOOD|message TWO", "SUBSCRIBER|TWO ",
                   "GOOD|update 0.500000", "SUBSCRIBER|stop", "GOOD|stop", "GOOD|destroy"}));
}

TEST_F(PluginManagerTest, PluginsThatWereNeverStartedAreOnlyDestroyed) {
  {
    PluginManager manager(types_, log());
    create(manager, "Good");
    EXPECT_TRUE(manager.stop());
    EXPECT_EQ(record_.take(), (Lines{"GOOD|create", "GOOD|destroy"}));
    create(manager, "Good");
  }
  EXPECT_EQ(record_.take(), (Lines{"GOOD|create", "GOOD|destroy"}));
}

TEST_F(PluginManagerTest, PluginWhoseCreationThrowsIsLeftOut) {
  PluginManager manager(types_, log());
  create(manager, "Good,ThrowsCreate");
  EXPECT_EQ(manager.size(), 1U);
  EXPECT_EQ(record_.take(),
            (Lines{"GOOD|create", "Error: plugin \"ThrowsCreate\": create failed: no device",
                   "Error: failed to load plugin \"Plugin_ThrowsCreate.so\""}));
}

TEST_F(PluginManagerTest, ThreeFailuresOfAHookInARowDisableThePlugin) {
  PluginManager manager(types_, log());
  create(manager, "ThrowsAlways");
  manager.start();
  for (int i = 0; i < 5; ++i) send(manager, "X");
  manager.update(1.0);
  EXPECT_TRUE(manager.stop());
  EXPECT_EQ(record_.take(),
            (Lines{"Error: plugin \"ThrowsAlways\": start failed: at start",
                   "Error: plugin \"ThrowsAlways\": message failed: at X",
                   "Error: plugin \"ThrowsAlways\": message failed: at X",
                   "Error: plugin \"ThrowsAlways\": message failed: at X",
                   "Error: plugin \"ThrowsAlways\": disabled, message failed 3 times in a row",
                   "Error: plugin \"ThrowsAlways\": stop failed: at stop"}));
}

TEST_F(PluginManagerTest, UpdateDisablesLikewiseAndNamesWhatIsNoException) {
  PluginManager manager(types_, log());
  create(manager, "Good,ThrowsAlways");
  manager.start();
  record_.take();
  for (int i = 0; i < 4; ++i) manager.update(1.0);
  EXPECT_EQ(record_.take(),
            (Lines{"GOOD|update 1.000000",
                   "Error: plugin \"ThrowsAlways\": update failed: unknown exception",
                   "GOOD|update 1.000000",
                   "Error: plugin \"ThrowsAlways\": update failed: unknown exception",
                   "GOOD|update 1.000000",
                   "Error: plugin \"ThrowsAlways\": update failed: unknown exception",
                   "Error: plugin \"ThrowsAlways\": disabled, update failed 3 times in a row",
                   "GOOD|update 1.000000"}));
}

TEST_F(PluginManagerTest, ASuccessBetweenStartsTheCountAgain) {
  PluginManager manager(types_, log());
  create(manager, "ThrowsTwice");
  manager.start();
  for (int i = 0; i < 9; ++i) send(manager, "X");
  const Lines lines = record_.take();
  EXPECT_EQ(lines.size(), 9U);
  EXPECT_EQ(std::ranges::count(lines, "Error: plugin \"ThrowsTwice\": message failed: not yet"), 6);
  EXPECT_EQ(std::ranges::count(lines, "THROWS_TWICE|went well"), 3);
}

TEST_F(PluginManagerTest, SlowHookIsNamedOnceASecond) {
  PluginManager manager(types_, log());
  create(manager, "Slow");
  manager.start();
  for (int i = 0; i < 3; ++i) send(manager, "X");
  Lines lines = record_.take();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].starts_with("Warning: plugin \"Slow\": message took 1")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with(" ms, at most 4 ms expected")) << lines[0];
  for (int i = 0; i < 110; ++i) send(manager, "X");
  lines = record_.take();
  EXPECT_EQ(lines.size(), 1U);
}

TEST_F(PluginManagerTest, SlowHookIsNotTimedUnderFixedStep) {
  PluginManager manager(types_, log(), {.time_hooks = false});
  create(manager, "Slow");
  manager.start();
  send(manager, "X");
  EXPECT_TRUE(record_.take().empty());
}

TEST_F(PluginManagerTest, ThreadOfAPluginMayPostUntilItIsStopped) {
  PluginManager manager(types_, log());
  create(manager, "PostsAtStop");
  manager.start();
  EXPECT_TRUE(manager.stop());
  const Lines lines = record_.take();
  EXPECT_EQ(std::ranges::count(lines, "FLOOD|stop"), 1);
  EXPECT_EQ(std::ranges::count_if(lines, [](const auto& l) { return !l.starts_with("FLOOD|"); }),
            0);
}

// The plugin's thread cannot be ended, so that the process ends with it: the test runs in a process
// of its own.
TEST(PluginManagerDeathTest, PluginThatDoesNotStopIsNamedAndLeft) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto run = [] {
    Record record;
    TypeTable types;
    const HostLog log = [&](Level level, std::string_view text) {
      record.add(test_support::level_line(level, text));
    };
    KeyValueStore values;
    values.set("enablePlugin", "Good,NeverStops,Subscriber");
    values.set("disablePlugin", "ALL");
    const auto plugins = load_plugins(BROKEN_PLUGINS_DIR, values, [](Level, std::string_view) {});
    PluginManager manager(types, log);
    manager.create(plugins, [&](std::string_view name) {
      return std::make_unique<RecordingHost>(name, record);
    });
    manager.start();
    record.take();
    const auto before = std::chrono::steady_clock::now();
    const bool stopped = manager.stop();
    const auto taken = std::chrono::steady_clock::now() - before;
    for (const std::string& line : record.take()) std::fprintf(stderr, "%s\n", line.c_str());
    const bool in_time = taken >= std::chrono::seconds(1) && taken < std::chrono::seconds(3);
    std::_Exit(!stopped && in_time ? 17 : 18);
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(17),
              "SUBSCRIBER.stop\n"
              "Error: plugin \"NeverStops\": stop did not return within 1000 ms, left running\n"
              "GOOD.stop\n"
              "GOOD.destroy\n");
}

}  // namespace
}  // namespace mmdagent
