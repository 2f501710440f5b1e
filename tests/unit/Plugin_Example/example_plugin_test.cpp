// Loads the built example as the program does. PLUGINS_DIR in the environment names another folder
// to load it from.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "options/key_value_store.h"
#include "plugin/plugin_manager.h"
#include "support/recording_host.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

Lines answers_to(std::string_view name, const char* greeting) {
  test_support::Record record;
  TypeTable types;
  const HostLog log = [&](Level level, std::string_view text) {
    if (level != Level::status) record.add(test_support::level_line(level, text));
  };
  KeyValueStore values;
  values.set("enablePlugin", "Example");
  values.set("disablePlugin", "ALL");
  const char* elsewhere = std::getenv("PLUGINS_DIR");
  PluginManager manager(types, log, {.time_hooks = false});
  manager.create(load_plugins(elsewhere != nullptr ? elsewhere : PLUGINS_DIR, values, log),
                 [&](std::string_view plugin) {
                   auto host = std::make_unique<test_support::RecordingHost>(plugin, record);
                   if (greeting != nullptr) host->values["Plugin_Example_Greeting"] = greeting;
                   return host;
                 });
  manager.start();
  for (const char* type : {"EXAMPLE_GREET", "SOMETHING_ELSE"}) {
    manager.message({type, name}, types.dispatch(type).plugins);
  }
  manager.update(1.0);
  EXPECT_TRUE(manager.stop());
  return record.take();
}

TEST(ExamplePlugin, GreetsByName) {
  EXPECT_EQ(answers_to("Mei", nullptr), (Lines{"EXAMPLE_EVENT_GREET|Hello, Mei!"}));
}

TEST(ExamplePlugin, TakesTheGreetingFromTheSettings) {
  EXPECT_EQ(answers_to("Mei", "Good day"), (Lines{"EXAMPLE_EVENT_GREET|Good day, Mei!"}));
}

}  // namespace
}  // namespace mmdagent
