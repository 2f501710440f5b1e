// The conformance cases of values and timers, on the plugin as it is built. A step is a message, or
// `+ seconds` of the simulation.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "support/plugin_run.h"

namespace {

using Lines = std::vector<std::string>;

struct Case {
  const char* name;
  Lines steps;
  Lines expected;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class VariablesCases : public testing::TestWithParam<Case> {};

TEST_P(VariablesCases, Case) {
  test_support::PluginRun run("Variables");
  EXPECT_EQ(run.take(), Lines{"PLUGIN_EVENT_ENABLE|Variables"});
  for (const std::string& step : GetParam().steps) {
    if (step.starts_with("+ ")) {
      run.advance(std::atof(step.c_str() + 2));
    } else {
      run.send(step);
    }
  }
  EXPECT_EQ(run.take(), GetParam().expected);
}

const Case cases[] = {
    {"P1", {}, {}},
    {"P2", {"VALUE_SET|x|3.5", "VALUE_GET|x"}, {"VALUE_EVENT_SET|x", "VALUE_EVENT_GET|x|3.5"}},
    {"P3",
     {"VALUE_SET|x|3.5", "VALUE_EVAL|x|EQ|3.50"},
     {"VALUE_EVENT_SET|x", "VALUE_EVENT_EVAL|x|EQ|3.50|TRUE"}},
    {"P4",
     {"VALUE_SET|x|3.5", "VALUE_EVAL|x|LT|3.5", "VALUE_EVAL|x|LE|3.5", "VALUE_EVAL|x|GT|3",
      "VALUE_EVAL|x|GE|3.6", "VALUE_EVAL|x|NE|3.5"},
     {"VALUE_EVENT_SET|x", "VALUE_EVENT_EVAL|x|LT|3.5|FALSE", "VALUE_EVENT_EVAL|x|LE|3.5|TRUE",
      "VALUE_EVENT_EVAL|x|GT|3|TRUE", "VALUE_EVENT_EVAL|x|GE|3.6|FALSE",
      "VALUE_EVENT_EVAL|x|NE|3.5|FALSE"}},
    {"P5",
     {"VALUE_SET|f|0.1", "VALUE_EVAL|f|EQ|0.1"},
     {"VALUE_EVENT_SET|f", "VALUE_EVENT_EVAL|f|EQ|0.1|TRUE"}},
    {"P6",
     {"VALUE_SET|s|abc", "VALUE_GET|s", "VALUE_EVAL|s|EQ|0"},
     {"VALUE_EVENT_SET|s", "VALUE_EVENT_GET|s|abc", "VALUE_EVENT_EVAL|s|EQ|0|TRUE"}},
    // P7 and P9: values_test.cpp
    {"P8", {"VALUE_SET|r|5|1", "VALUE_GET|r"}, {"VALUE_EVENT_SET|r", "VALUE_EVENT_GET|r|5|1"}},
    {"P10", {"VALUE_EVAL|nope|EQ|1"}, {"Error: evaluate: alias \"nope\" not exist"}},
    {"P11",
     {"VALUE_SET|x|1", "VALUE_EVAL|x|==|1"},
     {"VALUE_EVENT_SET|x", "Error: evaluate: unknown mode \"==\""}},
    {"P12",
     {"VALUE_SET|x|1", "VALUE_UNSET|x", "VALUE_UNSET|x"},
     {"VALUE_EVENT_SET|x", "VALUE_EVENT_UNSET|x", "Warning: unset: alias \"x\" not exist"}},
    {"P13", {"VALUE_GET|nope"}, {"Warning: get: alias \"nope\" not exist"}},
    {"P14", {"VALUE_SET"}, {"Error: set: null alias string?"}},
    {"P15",
     {"VALUE_SET|a|1", "VALUE_SET|b|2", "VALUE_SET|c|3", "VALUE_UNSET|b", "VALUE_GET|c",
      "VALUE_GET|b"},
     {"VALUE_EVENT_SET|a", "VALUE_EVENT_SET|b", "VALUE_EVENT_SET|c", "VALUE_EVENT_UNSET|b",
      "VALUE_EVENT_GET|c|3", "Warning: get: alias \"b\" not exist"}},
    {"P16",
     {"VALUE_SET|f|0.1", "VALUE_EVAL|f|EQ|0.1|z"},
     {"VALUE_EVENT_SET|f", "VALUE_EVENT_EVAL|f|EQ|0.1|TRUE"}},
    {"P17_not_early", {"TIMER_START|t|0.25", "+ 0.24"}, {"TIMER_EVENT_START|t"}},
    {"P17",
     {"TIMER_START|t|0.25", "+ 0.24", "+ 0.01", "+ 1"},
     {"TIMER_EVENT_START|t", "TIMER_EVENT_STOP|t"}},
    {"P18",
     {"TIMER_START|t|5", "+ 0.1", "TIMER_START|t|0.2", "+ 0.25", "+ 6"},
     {"TIMER_EVENT_START|t", "TIMER_EVENT_CANCELLED|t", "TIMER_EVENT_START|t",
      "TIMER_EVENT_STOP|t"}},
    {"P19",
     {"TIMER_START|t|5", "TIMER_STOP|t", "+ 6"},
     {"TIMER_EVENT_START|t", "TIMER_EVENT_STOP|t"}},
    {"P20", {"TIMER_STOP|nope"}, {"Warning: unset: alias \"nope\" not exist"}},
    {"P21",
     {"TIMER_START|t|5", "TIMER_CANCEL|t", "TIMER_CANCEL|t", "+ 6"},
     {"TIMER_EVENT_START|t", "TIMER_EVENT_CANCELLED|t", "TIMER_EVENT_CANCELLED|t"}},
    {"P22",
     {"TIMER_START|t|0", "TIMER_START|t|-1", "TIMER_START|t|abc", "TIMER_START|t", "+ 6"},
     {}},
    {"P23",
     {"TIMER_START|a|0.3", "TIMER_START|b|0.05", "+ 0.1", "+ 0.3"},
     {"TIMER_EVENT_START|a", "TIMER_EVENT_START|b", "TIMER_EVENT_STOP|b", "TIMER_EVENT_STOP|a"}},
    {"P24",
     {"PLUGIN_DISABLE|Variables", "PLUGIN_DISABLE|Variables", "VALUE_SET|x|1",
      "PLUGIN_ENABLE|Variables", "VALUE_GET|x"},
     {"PLUGIN_EVENT_DISABLE|Variables", "PLUGIN_EVENT_ENABLE|Variables",
      "Warning: get: alias \"x\" not exist"}},
    {"P25",
     {"TIMER_START|t|0.3", "PLUGIN_DISABLE|Variables", "+ 0.3"},
     {"TIMER_EVENT_START|t", "PLUGIN_EVENT_DISABLE|Variables", "TIMER_EVENT_STOP|t"}},
    {"E2",
     {"VALUE_SET|x", "VALUE_GET|x", "VALUE_EVAL|x|EQ", "VALUE_EVAL|x"},
     {"VALUE_EVENT_SET|x", "VALUE_EVENT_GET|x|", "VALUE_EVENT_EVAL|x|EQ||TRUE",
      "Error: evaluate: unknown mode \"\""}},
    {"TimersDueTogetherEndInTheOrderOfTheirFirstStart",
     {"TIMER_START|a|3", "TIMER_START|b|1", "TIMER_START|c|2", "TIMER_START|a|2.5", "+ 9"},
     {"TIMER_EVENT_START|a", "TIMER_EVENT_START|b", "TIMER_EVENT_START|c",
      "TIMER_EVENT_CANCELLED|a", "TIMER_EVENT_START|a", "TIMER_EVENT_STOP|a", "TIMER_EVENT_STOP|b",
      "TIMER_EVENT_STOP|c"}},
};

INSTANTIATE_TEST_SUITE_P(Plugin, VariablesCases, testing::ValuesIn(cases),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
