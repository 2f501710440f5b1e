#include "scene/command_table.h"

#include "scene/own_events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace mmdagent {
namespace {

TEST(ArgumentCounts, WritesRangesAndSingleCounts) {
  EXPECT_EQ(ArgumentCounts::range(2, 7).text(), "2-7");
  EXPECT_EQ((ArgumentCounts{1} | ArgumentCounts::range(4, 7)).text(), "1 or 4-7");
  EXPECT_EQ((ArgumentCounts{4, 9}).text(), "4 or 9");
  EXPECT_EQ((ArgumentCounts{3, 4, 7}).text(), "3 or 4 or 7");
  EXPECT_EQ((ArgumentCounts{0}).text(), "0");
  EXPECT_EQ(ArgumentCounts::range(0, 10).text(), "0-10");
}

TEST(ArgumentCounts, AcceptsNoOtherCount) {
  const ArgumentCounts counts = ArgumentCounts{1} | ArgumentCounts::range(4, 5);
  const bool expected[] = {false, true, false, false, true, true, false};
  for (std::size_t count = 0; count < std::size(expected); ++count) {
    EXPECT_EQ(counts.accepts(count), expected[count]) << count;
  }
}

TEST(CommandTable, IsSortedAndFindsEveryRow) {
  const auto rows = command_table();
  EXPECT_TRUE(std::ranges::is_sorted(rows, {}, &CommandRow::name));
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(find_command(rows[i].name), i);
  EXPECT_EQ(find_command("MODEL_AD"), std::nullopt);
  EXPECT_EQ(find_command("model_add"), std::nullopt);
  EXPECT_EQ(find_command(""), std::nullopt);
}

TEST(CommandTable, EveryRowExplainsItself) {
  for (const CommandRow& row : command_table()) {
    EXPECT_FALSE(row.help.empty()) << row.name;
    // Commands that say whatever they are given take any number.
    const std::string counts = row.counts.text();
    if (counts != "0-10") {
      EXPECT_EQ(row.arguments.empty(), counts == "0") << row.name;
    }
    // Optional arguments and defaults go together.
    EXPECT_EQ(row.arguments.find('[') != std::string_view::npos, !row.defaults.empty()) << row.name;
  }
}

TEST(CommandTable, PrintsText) {
  std::ostringstream out;
  print_messages(out, false);
  EXPECT_NE(out.str().find("MOVE_START|model|x,y,z[|GLOBAL or LOCAL[|speed]]\n"
                           "    Moves a model to a place, with a speed in units per second or "
                           "smoothly.\n"
                           "    defaults: GLOBAL|-1\n"
                           "    event: MOVE_EVENT_START|model\n"
                           "    event: MOVE_EVENT_STOP|model\n"),
            std::string::npos)
      << out.str();
}

TEST(CommandTable, PrintsJson) {
  std::ostringstream out;
  print_messages(out, true);
  const nlohmann::json rows = nlohmann::json::parse(out.str());
  ASSERT_EQ(rows.size(), command_table().size() + own_events().size());
  const auto camera =
      std::ranges::find_if(rows, [](const auto& row) { return row["name"] == "CAMERA"; });
  ASSERT_NE(camera, rows.end());
  EXPECT_EQ((*camera)["argument_counts"], "1 or 4-7");
  EXPECT_TRUE((*camera)["events"].empty());
  const auto enable =
      std::ranges::find_if(rows, [](const auto& row) { return row["name"] == "PLUGIN_ENABLE"; });
  ASSERT_NE(enable, rows.end());
  EXPECT_EQ((*enable)["argument_counts"], "any");
  EXPECT_EQ((*enable)["events"], nlohmann::json({"PLUGIN_EVENT_ENABLE|name"}));
}

}  // namespace
}  // namespace mmdagent
