// One conformance case of the core messages: what is sent in a state, and everything that follows.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "support/scene_run.h"

namespace conformance {

struct Expected {
  std::string text;        // `TYPE|args`
  double after = 0.0;      // frames of 1/30 s since the last input
  double tolerance = 0.3;  // a little more than one step
  Expected(const char* expected_text) : text(expected_text) {}  // NOLINT: reads as a table
  Expected(const char* expected_text, double frames, double frames_off = 0.3)
      : text(expected_text), after(frames), tolerance(frames_off) {}
};

struct SceneCase {
  std::string name;                     // letters and digits
  std::vector<std::string> state = {};  // messages sent before; `@n` runs n frames
  std::vector<std::string> in = {};     // likewise
  std::vector<Expected> out = {};
  std::vector<std::string> logs = {};  // `E text`, `W text`
  double run = 0.0;                    // frames after the input
  std::function<void(test_support::SceneRun&)> check = {};
  std::vector<std::pair<std::string, std::string>> files = {};  // name and content
  std::function<void(mmdagent::Options&)> options = {};
};

inline void play(test_support::SceneRun& run, const std::vector<std::string>& script) {
  for (const std::string& line : script) {
    if (line.starts_with('@')) {
      run.run(std::stod(line.substr(1)));
    } else {
      run.send(line);
    }
  }
}

// What a reader says about a file stands in brackets and is tested with the reader.
inline std::string without_reason(const std::string& line) {
  const std::size_t reason = line.find(" (");
  return reason == std::string::npos ? line : line.substr(0, reason) + " (reason)";
}

inline void check_case(const SceneCase& given, test_support::Loading loading) {
  mmdagent::Options options;
  if (given.options) given.options(options);
  test_support::SceneRun run(loading, options);
  for (const auto& [name, content] : given.files) run.dir.write(name, content);
  play(run, given.state);
  run.finish_loads();
  run.take_out();
  run.take_logs();

  play(run, given.in);
  run.finish_loads();
  const double start = run.services.frames;
  run.run(given.run);

  std::vector<std::string> texts;
  for (const Expected& expected : given.out) texts.push_back(expected.text);
  std::vector<std::string> seen;
  for (const test_support::Posted& posted : run.out) seen.push_back(posted.text);
  EXPECT_EQ(seen, texts);
  for (std::size_t i = 0; i < std::min(run.out.size(), given.out.size()); ++i) {
    if (given.out[i].after == 0.0) continue;
    EXPECT_NEAR(run.out[i].frames - start, given.out[i].after, given.out[i].tolerance)
        << given.out[i].text;
  }
  std::vector<std::string> logs;
  for (const std::string& line : run.take_logs()) logs.push_back(without_reason(line));
  EXPECT_EQ(logs, given.logs);
  if (given.check) given.check(run);
}

class SceneCaseTest
    : public ::testing::TestWithParam<std::tuple<SceneCase, test_support::Loading>> {};

inline std::string case_name(
    const ::testing::TestParamInfo<std::tuple<SceneCase, test_support::Loading>>& info) {
  const char* loading =
      std::get<1>(info.param) == test_support::Loading::instant ? "Instant" : "Slow";
  return std::get<0>(info.param).name + "_" + loading;
}

inline void PrintTo(const SceneCase& given, std::ostream* out) { *out << given.name; }

// Every case holds whether files are there at once or only after all input was sent.
#define MMDAGENT_SCENE_CASES(Suite, cases)                                                      \
  class Suite : public SceneCaseTest {};                                                        \
  TEST_P(Suite, Holds) { check_case(std::get<0>(GetParam()), std::get<1>(GetParam())); }        \
  INSTANTIATE_TEST_SUITE_P(Cases, Suite,                                                        \
                           ::testing::Combine(::testing::ValuesIn(cases()),                     \
                                              ::testing::Values(test_support::Loading::instant, \
                                                                test_support::Loading::slow)),  \
                           case_name)

inline const std::vector<std::string> model_a = {"MODEL_ADD|a|ok.pmd", "@16"};

inline std::vector<std::string> operator+(std::vector<std::string> lines,
                                          const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

}  // namespace conformance
