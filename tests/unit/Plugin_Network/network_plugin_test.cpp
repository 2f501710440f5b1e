#include <gtest/gtest.h>

#include "support/plugin_run.h"

using Lines = std::vector<std::string>;

TEST(NetworkPlugin, P75ArgumentsAreCounted) {
  test_support::PluginRun run("Network");
  EXPECT_EQ(run.take(), Lines{});
  run.send("NETWORK_GET");
  run.send("NETWORK_GET|n|u");
  EXPECT_EQ(run.take(), (Lines{"Error: no argument", "Error: too few argument"}));
}

TEST(NetworkPlugin, AFileOutsideIsRefused) {
  test_support::PluginRun run("Network");
  run.send("NETWORK_GET|n|http://127.0.0.1:1/|../x");
  EXPECT_EQ(run.take(),
            Lines{"Error: n: failed to save http://127.0.0.1:1/: file \"../x\" does not "
                  "lie in the content's folder"});
}

TEST(NetworkPlugin, E11DisablingAlwaysAnswersAndIgnores) {
  test_support::PluginRun run("Network");
  run.send("PLUGIN_ENABLE|Network");
  run.send("PLUGIN_DISABLE|Network");
  run.send("PLUGIN_DISABLE|Network");
  run.send("PLUGIN_DISABLE|Other");
  run.send("NETWORK_GET|n|u|f");
  EXPECT_EQ(run.take(), (Lines{"PLUGIN_EVENT_ENABLE|Network", "PLUGIN_EVENT_DISABLE|Network",
                               "PLUGIN_EVENT_DISABLE|Network",
                               "Warning: disabled, \"NETWORK_GET|n|u|f\" ignored"}));
}
