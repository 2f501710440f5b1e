// The plugin as it is built.
#include <gtest/gtest.h>

#include <fstream>

#include "support/plugin_run.h"
#include "support/temporary_folder.h"

using Lines = std::vector<std::string>;

TEST(VIManagerPlugin, TheKeyFShowsAndHidesWhatRuns) {
  test_support::TemporaryFolder folder;
  const std::string file = (folder.path() / "a.fst").string();
  std::ofstream(file) << "0 L GO SUBFST_STOP|none\nL L KEY|F SEEN\n";
  test_support::PluginRun run("VIManager");
  EXPECT_EQ(run.take(), (Lines{"Warning: could not determine FST file, starting with no FST",
                               "PLUGIN_EVENT_ENABLE|VIManager"}));
  run.send("FST_LOAD|" + file);
  run.send("GO");
  EXPECT_EQ(run.take(), Lines{"SUBFST_STOP|none"});

  run.send("KEY|F");
  Lines lines = run.take();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "SEEN");
  EXPECT_TRUE(lines[1].starts_with("show script 0: ---- main: " + file + " ----\n")) << lines[1];
  EXPECT_TRUE(lines[1].ends_with("\n-> state \"L\", waiting KEY|F")) << lines[1];

  run.send("OTHER");
  run.advance(0.1);
  EXPECT_EQ(run.take(), Lines{}) << "nothing changed";
  run.send("PLUGIN_DISABLE|VIManager");
  EXPECT_EQ(run.take(), (Lines{"PLUGIN_EVENT_DISABLE|VIManager", "hide script 0"}));
  run.send("PLUGIN_ENABLE|VIManager");
  EXPECT_EQ(run.take().size(), 2U);
  run.send("KEY|F");
  EXPECT_EQ(run.take(), (Lines{"SEEN", "hide script 0"}));
}
