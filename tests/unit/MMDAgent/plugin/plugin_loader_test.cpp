#include "plugin/plugin_loader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "MMDAgent/Plugin.h"
#include "options/key_value_store.h"
#include "support/recording_host.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::Record;
using test_support::TemporaryFolder;

const std::filesystem::path broken_plugins = BROKEN_PLUGINS_DIR;

struct Outcome {
  std::vector<std::string> names;
  std::vector<std::string> log;  // without the three lines that open it
};

Outcome load(const std::filesystem::path& dir, const KeyValueStore& values) {
  Record record;
  const auto plugins = load_plugins(dir, values, [&](Level level, std::string_view text) {
    record.add(test_support::level_line(level, text));
  });
  Outcome outcome;
  for (const LoadedPlugin& plugin : plugins) {
    EXPECT_NE(plugin.entry, nullptr);
    EXPECT_EQ(plugin.name, plugin.entry->name);
    EXPECT_EQ(plugin.file_name, "Plugin_" + plugin.name + ".so");
    outcome.names.push_back(plugin.name);
  }
  outcome.log = record.take();
  EXPECT_GE(outcome.log.size(), 3U);
  EXPECT_EQ(outcome.log[0], "Status: plugin dir = " + dir.string());
  outcome.log.erase(outcome.log.begin(), outcome.log.begin() + 3);
  return outcome;
}

// Only the named plugin is tried.
Outcome load_only(const std::string& name) {
  KeyValueStore values;
  values.set("enablePlugin", name);
  values.set("disablePlugin", "ALL");
  Outcome outcome = load(broken_plugins, values);
  std::erase_if(outcome.log, [](const std::string& line) { return line.ends_with("not loaded"); });
  return outcome;
}

TEST(PluginLoader, NameIsTheFileNameWithoutPrefixAndSuffix) {
  EXPECT_EQ(plugin_name("Plugin_Audio.so"), "Audio");
  EXPECT_EQ(plugin_name("Plugin_Open_JTalk.SO"), "Open_JTalk");
  EXPECT_EQ(plugin_name("Another.so"), "");
  EXPECT_EQ(plugin_name("x.so"), "");
}

TEST(PluginLoader, Host24DecidesByTheFirstRuleThatApplies) {
  struct Case {
    const char* enabled;   // null: unset
    const char* disabled;  // null: unset
    const char* excluded;  // null: unset
    bool allowed;
  };
  const std::initializer_list<Case> cases = {
      {nullptr, nullptr, nullptr, true},
      {"ALL", "ALL", "yes", true},
      {"Audio", "ALL", "yes", true},
      {"Remote,Audio", "Audio", nullptr, true},
      {"Remote", "ALL", nullptr, false},
      {nullptr, "ALL", nullptr, false},
      {nullptr, "Audio", nullptr, false},
      {nullptr, "Remote,Audio,X", nullptr, false},
      {nullptr, "Remote", nullptr, true},
      {nullptr, "audio", nullptr, true},
      {nullptr, " Audio", nullptr, true},
      {nullptr, "Remote, Audio", nullptr, true},
      {nullptr, "ALL,Remote", nullptr, true},
      {"NONE", "NONE", nullptr, true},
      {"ALL,Remote", "ALL", nullptr, false},
      {nullptr, nullptr, "yes", false},
      {nullptr, nullptr, "true", false},
      {nullptr, nullptr, "no", true},
      {nullptr, nullptr, "True", true},
      {"Remote", nullptr, "yes", false},
      {"", "", nullptr, true},
  };
  for (const Case& c : cases) {
    KeyValueStore values;
    if (c.enabled != nullptr) values.set("enablePlugin", c.enabled);
    if (c.disabled != nullptr) values.set("disablePlugin", c.disabled);
    if (c.excluded != nullptr) values.set("exclude_Plugin_Audio", c.excluded);
    EXPECT_EQ(plugin_is_allowed("Audio", values), c.allowed)
        << (c.enabled ? c.enabled : "-") << " / " << (c.disabled ? c.disabled : "-") << " / "
        << (c.excluded ? c.excluded : "-");
  }
}

TEST(PluginLoader, LogsFolderAndChoiceFirst) {
  const TemporaryFolder dir;
  for (const bool chosen : {false, true}) {
    KeyValueStore values;
    if (chosen) values.set("disablePlugin", "Audio,Remote");
    if (chosen) values.set("enablePlugin", "ALL");
    Record record;
    load_plugins(dir.path(), values, [&](Level level, std::string_view text) {
      record.add(test_support::level_line(level, text));
    });
    EXPECT_EQ(record.take(),
              (std::vector<std::string>{
                  "Status: plugin dir = " + dir.path().string(),
                  std::string("Status: disablePlugin = ") + (chosen ? "Audio,Remote" : "NONE"),
                  std::string("Status: enablePlugin = ") + (chosen ? "ALL" : "NONE")}));
  }
}

TEST(PluginLoader, MissingFolderIsAnError) {
  const TemporaryFolder dir;
  const Outcome outcome = load(dir.path() / "Plugins", KeyValueStore());
  EXPECT_TRUE(outcome.names.empty());
  EXPECT_EQ(outcome.log, std::vector<std::string>{"Error: failed to open plugin dir"});
}

TEST(PluginLoader, TakesSharedObjectsOnlyInByteOrderOfTheirNames) {
  const TemporaryFolder dir;
  for (const char* name : {"Plugin_b.so", "Plugin_B.so", "Plugin_a.SO", "Plugin_.so", "tiny.so",
                           "Plugin_c.txt", "Plugin_d.so.old", "x.so"}) {
    dir.write(name, "");
  }
  std::filesystem::create_directory(dir.path() / "Plugin_folder.so");
  KeyValueStore values;
  values.set("disablePlugin", "ALL");
  EXPECT_EQ(
      load(dir.path(), values).log,
      (std::vector<std::string>{
          "Status: plugin \"Plugin_\" -> not loaded", "Status: plugin \"Plugin_B\" -> not loaded",
          "Status: plugin \"Plugin_a\" -> not loaded", "Status: plugin \"Plugin_b\" -> not loaded",
          "Status: plugin \"Plugin_\" -> not loaded"}));
}

TEST(PluginLoader, Host22And23ListsChooseWhatIsLoaded) {
  KeyValueStore values;
  values.set("disablePlugin", "ALL");
  values.set("enablePlugin", "Subscriber,Good");
  const Outcome outcome = load(broken_plugins, values);
  EXPECT_EQ(outcome.names, (std::vector<std::string>{"Good", "Subscriber"}));
  ASSERT_EQ(outcome.log.size(), 16U);
  EXPECT_EQ(outcome.log[0], "Status: plugin \"Plugin_Good.so\"");
  EXPECT_EQ(outcome.log[1], "Status: plugin \"Plugin_NeverStops\" -> not loaded");
}

TEST(PluginLoader, Host26RefusesWhatDoesNotFitAndSaysWhy) {
  const std::string size = std::to_string(sizeof(PluginEntry));
  struct Case {
    const char* name;
    std::string reason;
  };
  const std::initializer_list<Case> cases = {
      {"WrongVersion", "plugin \"Plugin_WrongVersion.so\": interface version 999, expected " +
                           std::to_string(plugin_abi_version)},
      {"WrongSize", "plugin \"Plugin_WrongSize.so\": entry of 8 bytes, expected " + size},
      {"WrongCompiler",
       fmt::format("plugin \"Plugin_WrongCompiler.so\": compiler ABI \"microsoft\", expected "
                   "\"{}\"",
                   plugin_compiler_abi)},
      {"WrongName",
       "plugin \"Plugin_WrongName.so\": calls itself \"Other\", expected "
       "\"WrongName\""},
      {"NullEntry", "plugin \"Plugin_NullEntry.so\": its entry function gives nothing"},
      {"NoFunctions", "plugin \"Plugin_NoFunctions.so\": entry without create or destroy function"},
      {"NoEntry", fmt::format("Error: dlopen: {}/Plugin_NoEntry.so: undefined symbol: "
                              "mmdagent_plugin_entry",
                              broken_plugins.string())},
      {"Unresolved", fmt::format("Error: dlopen: {}/Plugin_Unresolved.so: undefined symbol: "
                                 "nobody_defines_this",
                                 broken_plugins.string())},
  };
  for (const Case& c : cases) {
    const Outcome outcome = load_only(c.name);
    EXPECT_TRUE(outcome.names.empty()) << c.name;
    EXPECT_EQ(outcome.log,
              (std::vector<std::string>{
                  "Error: " + c.reason,
                  fmt::format("Error: failed to load plugin \"Plugin_{}.so\"", c.name)}));
  }
}

TEST(PluginLoader, FileThatIsNoSharedObjectIsNamed) {
  const TemporaryFolder dir;
  const auto file = dir.write("Plugin_Text.so", "not a shared object, but long enough to look at");
  EXPECT_EQ(load(dir.path(), KeyValueStore()).log,
            (std::vector<std::string>{"Error: Error: dlopen: " + file.string() + ": file too short",
                                      "Error: failed to load plugin \"Plugin_Text.so\""}));
}

}  // namespace
}  // namespace mmdagent
