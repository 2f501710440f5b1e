#include "options/configuration.h"

#include <gtest/gtest.h>

#include <string>

#include "host_limits.h"
#include "options/key_value_store.h"
#include "options/options.h"
#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using test_support::ScopedEnvironment;
using test_support::TemporaryFolder;

TEST(Configuration, Host6LaterFilesOverrideKeyByKey) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  load_settings(dir.write("a.mdf", "window_size=300,200\ncamera_fovy=20\nx=a\ny=a\n"), options,
                values);
  load_settings(dir.write("b.mdf", "window_size=640,480\nx=b\n"), options, values);
  EXPECT_EQ(options.window_size, glm::ivec2(640, 480));
  EXPECT_EQ(options.camera_fovy, 20.0F);
  EXPECT_EQ(values.value("x"), "b");
  EXPECT_EQ(values.value("y"), "a");
}

TEST(Configuration, Host7TheContentHasTheLastWordAboutTheStatusLine) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  load_settings(dir.write("system.mdf", "show_fps=false\n"), options, values);
  load_settings(dir.write("silent.mdf", "x=1\n"), options, values);
  EXPECT_FALSE(options.show_fps);
  load_settings(dir.write("content.mdf", "show_fps=true\n"), options, values);
  EXPECT_TRUE(options.show_fps);
}

TEST(Configuration, Host13EveryLineBecomesAVariable) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  load_settings(dir.write("a.mdf", "show_fps=false\n show_fps=true\nunknown=1\n"), options, values);
  EXPECT_FALSE(options.show_fps);
  EXPECT_EQ(values.value("show_fps"), "false");
  EXPECT_EQ(values.value(" show_fps"), "true");
  EXPECT_EQ(values.value("unknown"), "1");
}

TEST(Configuration, Host16And17AndCore102EnvironmentInValues) {
  const ScopedEnvironment place("MMDAGENT_TEST_PLACE", "/home/x");
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  load_settings(dir.write("a.mdf",
                          "foo=%ENV{MMDAGENT_TEST_PLACE}/x\nbar=%ENV{MMDAGENT_TEST_UNSET}\n"
                          "log_file=%ENV{MMDAGENT_TEST_PLACE}/log\n"),
                options, values);
  EXPECT_EQ(values.value("foo"), "/home/x/x");
  EXPECT_EQ(values.value("bar", "fallback"), "");
  EXPECT_EQ(options.log_file, "/home/x/log");
}

TEST(Configuration, Host18FileWithABadLineFailsAndItsOtherLinesHold) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  const ConfigurationResult result = load_settings(
      dir.write("a.mdf", "a=1\nb=%ENV{HOME\nc=%ENV{\ncamera_fovy=30\n"), options, values);
  EXPECT_TRUE(result.failed());
  EXPECT_EQ(result.reason(), "line 2: parse error\nline 3: parse error");
  EXPECT_EQ(options.camera_fovy, 30.0F);
  EXPECT_EQ(values.value("b"), "%ENV{HOME");
}

TEST(Configuration, BadWordOfAChoiceNamesFileAndLine) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  const auto file = dir.write("a.mdf", "\nskinning=gpu\n");
  const ConfigurationResult result = load_settings(file, options, values);
  EXPECT_FALSE(result.failed());
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].level, Level::warning);
  EXPECT_EQ(result.notes[0].text, file.string() +
                                      ": line 2: skinning: expected auto|cpu|feedback|compute, "
                                      "got \"gpu\"; it stays auto");
}

TEST(Configuration, TooManyVariablesAreErrorsButOptionsStillHold) {
  const TemporaryFolder dir;
  std::string text;
  for (std::size_t i = 0; i < limits::variables + 200; ++i) text += std::to_string(i) + "=\n";
  text += "camera_fovy=30\n";
  Options options;
  KeyValueStore values;
  const auto file = dir.write("a.mdf", text);
  const ConfigurationResult result = load_settings(file, options, values);
  ASSERT_EQ(result.notes.size(), limits::settings_warnings + 1);
  EXPECT_EQ(result.notes.front().level, Level::error);
  EXPECT_EQ(result.notes.front().text,
            file.string() +
                ": line 65537: variable \"65536\": not set, there are 65536 variables already");
  EXPECT_EQ(result.notes.back().text, "more lines of that kind follow");
  EXPECT_EQ(options.camera_fovy, 30.0F);
}

TEST(Configuration, SkippedLineNamesTheFile) {
  const TemporaryFolder dir;
  Options options;
  KeyValueStore values;
  const auto file = dir.write("a.mdf", std::string(70'000, 'x') + "\n");
  const ConfigurationResult result = load_settings(file, options, values);
  EXPECT_FALSE(result.failed());
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].text,
            file.string() + ": line 1: 70000 bytes, at most 65535 expected, skipped");
}

TEST(Configuration, SingleSettingOverrides) {
  Options options;
  KeyValueStore values;
  EXPECT_FALSE(apply_setting("camera_fovy=25", options, values).failed());
  EXPECT_EQ(options.camera_fovy, 25.0F);
  EXPECT_EQ(values.value("camera_fovy"), "25");
  EXPECT_EQ(apply_setting("a=%ENV{", options, values).reason(), "--set a=%ENV{: parse error");
  const ConfigurationResult result = apply_setting("shading_profile=x", options, values);
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_EQ(result.notes[0].text,
            "--set: shading_profile: expected mmd|reference, got \"x\"; it stays mmd");
}

}  // namespace
}  // namespace mmdagent
