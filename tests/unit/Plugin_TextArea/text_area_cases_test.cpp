// Cases P38 to P48 of plugins.md section 15.3, on the plugin as it is built. The sizes of P43 to
// P45 are in area_picture_test.cpp.
#include <gtest/gtest.h>

#include "board_host.h"
#include "support/plugin_run.h"

namespace {

using Lines = std::vector<std::string>;

const std::string added = "TEXTAREA_ADD|t|0,3|1,1,1|0,0,0,0.6|1,1,1,1|0,13,3";

struct Case {
  const char* name;
  Lines steps;
  Lines expected;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class TextAreaCases : public testing::TestWithParam<Case> {};

// The plugin with a host that the test sees.
struct AreaRun {
  test_support::BoardHost* host = nullptr;
  test_support::PluginRun plugin{
      "TextArea", [this](std::string_view name, test_support::Record& record) {
        auto made = std::make_unique<test_support::BoardHost>(name, record);
        host = made.get();
        return made;
      }};
};

TEST_P(TextAreaCases, Case) {
  AreaRun run;
  EXPECT_EQ(run.plugin.take(), Lines{"PLUGIN_EVENT_ENABLE|TextArea"});
  for (const std::string& step : GetParam().steps) run.plugin.send(step);
  EXPECT_EQ(run.plugin.take(), GetParam().expected);
}

const Case cases[] = {
    {"P38", {added}, {"TEXTAREA_EVENT_ADD|t"}},
    {"P39", {added, added}, {"TEXTAREA_EVENT_ADD|t", "Warning: arg 2: alias t already exists"}},
    {"P40", {"TEXTAREA_ADD|t|0,3"}, {"Error: arg 4: missing?"}},
    {"P41",
     {"TEXTAREA_ADD|t|5|1,1,1|0,0,0,0.6|1,1,1,1|0,13,3"},
     {"Error: arg 3: should be \"width,height\""}},
    {"P42",
     {"TEXTAREA_ADD|u|0,3|1,1,1|0,0,0,0.6|1,1,1,1|0,0,0|0,0,0|nomodel"},
     {"Warning: arg 9: model alias name nomodel not exist", "TEXTAREA_EVENT_ADD|u"}},
    {"P43",
     {added, "TEXTAREA_SET|t|Hello_world\\nsecond"},
     {"TEXTAREA_EVENT_ADD|t", "TEXTAREA_EVENT_SET|t"}},
    {"P46", {"TEXTAREA_SET|nope|x", "TEXTAREA_DELETE|nope"}, {}},
    {"P47",
     {added, "TEXTAREA_DELETE|t", "TEXTAREA_SET|t|x"},
     {"TEXTAREA_EVENT_ADD|t", "TEXTAREA_EVENT_DELETE|t"}},
    {"P48",
     {added, "PLUGIN_DISABLE|TextArea", "PLUGIN_DISABLE|TextArea", "TEXTAREA_SET|t|x",
      "PLUGIN_ENABLE|TextArea"},
     {"TEXTAREA_EVENT_ADD|t", "PLUGIN_EVENT_DISABLE|TextArea", "TEXTAREA_EVENT_SET|t",
      "PLUGIN_EVENT_ENABLE|TextArea"}},
    {"Arg2Missing", {"TEXTAREA_ADD"}, {"Error: arg 2: missing?"}},
    {"Arg3Missing", {"TEXTAREA_ADD|t"}, {"Error: arg 3: missing?"}},
    {"Arg4Short",
     {"TEXTAREA_ADD|t|0,3|1,1"},
     {"Error: arg 4: should be \"textsize,margin,linespace,outline\""}},
    {"Arg5Missing", {"TEXTAREA_ADD|t|0,3|1,1,1,1"}, {"Error: arg 5: missing?"}},
    {"Arg5Short",
     {"TEXTAREA_ADD|t|0,3|1,1,1|0,0,0"},
     {"Error: arg 5: should be background color in \"r,g,b,a\""}},
    {"Arg6Missing", {"TEXTAREA_ADD|t|0,3|1,1,1|0,0,0,0"}, {"Error: arg 6: missing?"}},
    {"Arg6Short",
     {"TEXTAREA_ADD|t|0,3|1,1,1|0,0,0,0|1,,1,1"},
     {"Error: arg 6: should be text color in \"r,g,b,a\""}},
    {"Arg7Missing", {"TEXTAREA_ADD|t|0,3|1,1,1|0,0,0,0|1,1,1,1"}, {"Error: arg 7: missing?"}},
    {"Arg7Short",
     {"TEXTAREA_ADD|t|0,3|1,1,1|0,0,0,0|1,1,1,1|0,13"},
     {"Error: arg 7: should be position of center in \"x,y,z\""}},
    {"Arg8Short", {added + "|0"}, {"Error: arg 8: should be rotation degrees in \"rx,ry,rz\""}},
};

INSTANTIATE_TEST_SUITE_P(TextArea, TextAreaCases, testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(TextAreaPlugin, P43TwoLinesAreShown) {
  AreaRun run;
  run.plugin.send(added);
  run.plugin.send("TEXTAREA_SET|t|Hello_world\\nsecond");
  run.plugin.advance(1.0 / 30);
  ASSERT_EQ(run.host->boards["t"].items.size(), 2U);
  EXPECT_EQ(run.host->boards["t"].items[1].text, "Hello world\nsecond");
}

TEST(TextAreaPlugin, P44AnImageOfTwoByOneIsFourByTwo) {
  AreaRun run;
  run.plugin.send("TEXTAREA_ADD|t|4,0|1,1,1|0,0,0,0.6|1,1,1,1|0,13,3");
  run.plugin.send("TEXTAREA_SET|t|img.png");
  run.plugin.advance(1.0 / 30);
  run.plugin.advance(1.0 / 30);
  ASSERT_EQ(run.host->boards["t"].items.size(), 1U);
  EXPECT_EQ(run.host->boards["t"].items[0].item.extent[0], 4.0F);
  EXPECT_EQ(run.host->boards["t"].items[0].item.extent[1], 2.0F);
}

TEST(TextAreaPlugin, P45WideTextIsScaled) {
  AreaRun run;
  run.plugin.send("TEXTAREA_ADD|t|4,0|1,0.5,0|0,0,0,0.6|1,1,1,1|0,13,3");
  run.plugin.send("TEXTAREA_SET|t|0123456789");
  run.plugin.advance(1.0 / 30);
  EXPECT_NEAR(run.host->boards["t"].items[1].item.extent[0], 0.3F, 1e-5F) << "an em of ten";
}

TEST(TextAreaPlugin, P48AreasVanishAndKeepTheirContent) {
  AreaRun run;
  run.plugin.send(added);
  run.plugin.send("TEXTAREA_SET|t|before");
  run.plugin.advance(1.0 / 30);
  run.plugin.send("PLUGIN_DISABLE|TextArea");
  EXPECT_TRUE(run.host->boards.empty());
  run.plugin.send("TEXTAREA_SET|t|x");
  run.plugin.send("TEXTAREA_ADD|u|0,3|1,1,1|0,0,0,0.6|1,1,1,1|0,13,3");
  run.plugin.advance(1.0 / 30);
  EXPECT_TRUE(run.host->boards.empty()) << "those that come meanwhile, too";
  run.plugin.send("PLUGIN_ENABLE|TextArea");
  EXPECT_EQ(run.host->boards["t"].items.at(1).text, "before");
  EXPECT_TRUE(run.host->boards.contains("u"));
}

TEST(TextAreaPlugin, E6AModelThatChangesCarriesItsAreasOn) {
  AreaRun run;
  run.plugin.send(added + "|0,0,0|m|頭");
  run.host->model = 6;
  run.plugin.send("MODEL_EVENT_CHANGE|m");
  EXPECT_EQ(run.host->boards["t"].place.model, 6U);
  run.host->model = 7;
  run.plugin.send("MODEL_EVENT_ADD|m");
  EXPECT_EQ(run.host->boards["t"].place.model, 7U);
}

}  // namespace
