// Runs every case of cases.txt: scripts in a folder of their own, messages in, messages and Error
// lines out, final states.
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "dialogue.h"
#include "script_host.h"
#include "support/checkout.h"

namespace {

namespace fs = std::filesystem;

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  // name, text
  std::vector<std::string> run;
};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// The text of a file as the notation means it.
std::string written_text(std::string text) {
  replace_all(text, "→", "\t");
  replace_all(text, "·", " ");
  replace_all(text, "␍", "\r");
  if (text.ends_with("␄\n")) text.resize(text.size() - std::string("␄\n").size());
  return text;
}

std::vector<Case> read_cases() {
  std::ifstream input(test_support::source_folder() / "tests/conformance/fst/cases.txt");
  std::vector<Case> cases;
  std::string section;
  std::string line;
  while (std::getline(input, line)) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}, {}});
      section.clear();
    } else if (cases.empty()) {
      continue;
    } else if (line.starts_with("--- ")) {
      section = line.substr(4);
      if (section != "run") cases.back().files.emplace_back(section, "");
    } else if (section == "run") {
      if (!line.empty()) cases.back().run.push_back(line);
    } else if (!section.empty() && !line.empty()) {
      cases.back().files.back().second += line + "\n";
    }
  }
  return cases;
}

class FakeHost final : public vimanager::ScriptHost {
 public:
  void post(std::string_view type, std::string_view args) override {
    queue.emplace_back(type, args);
  }
  void log(mmdagent::Level level, std::string_view text) override {
    if (level == mmdagent::Level::error) seen.push_back("! " + std::string(text));
  }
  std::optional<std::string> global(std::string_view key) const override {
    const auto found = globals.find(std::string(key));
    if (found == globals.end()) return std::nullopt;
    return found->second;
  }
  void set_global(std::string_view key, std::string_view value) override {
    globals[std::string(key)] = value;
  }

  // Delivers what was posted, and what that leads to, until nothing waits.
  void settle(vimanager::Dialogue& dialogue) {
    while (!queue.empty()) {
      const auto [type, args] = queue.front();
      queue.pop_front();
      if (type != "PLUGIN_EVENT_ENABLE" || announced_) {
        seen.push_back("< " + type + (args.empty() ? "" : "|" + args));
      }
      announced_ = announced_ || type == "PLUGIN_EVENT_ENABLE";
      dialogue.handle(type, args);
    }
  }

  std::deque<std::pair<std::string, std::string>> queue;
  std::vector<std::string> seen;
  std::map<std::string, std::string> globals;

 private:
  bool announced_ = false;  // the event at the start is not shown in the cases
};

// A folder of the case's own, as working directory.
class CaseFolder {
 public:
  explicit CaseFolder(const Case& test) : before_(fs::current_path()) {
    folder_ = fs::temp_directory_path() / ("fst_case_" + test.name + std::to_string(getpid()));
    fs::create_directories(folder_);
    fs::current_path(folder_);
  }
  ~CaseFolder() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  fs::path before_;
  fs::path folder_;
};

void prepare(const Case& test, FakeHost& host) {
  for (const auto& [name, text] : test.files) {
    std::istringstream lines(text);
    std::string line;
    if (name == "mdf" || name == "env") {
      while (std::getline(lines, line)) {
        const std::size_t equals = line.find('=');
        const std::string key = line.substr(0, equals);
        const std::string value = line.substr(equals + 1);
        if (name == "mdf") host.globals[key] = value;
        if (name == "env") setenv(key.c_str(), value.c_str(), 1);
      }
    } else {
      std::ofstream(name, std::ios::binary) << written_text(text);
    }
  }
}

std::string position_of(const vimanager::Dialogue& dialogue, const std::string& name) {
  if (name == "main") return dialogue.main() ? dialogue.main()->position() : "none";
  for (const auto& sub : dialogue.subs()) {
    if (sub->name() == name) return sub->position();
  }
  return "none";
}

class FstConformance : public testing::TestWithParam<Case> {};

TEST_P(FstConformance, Case) {
  const Case& test = GetParam();
  const CaseFolder folder(test);
  FakeHost host;
  prepare(test, host);
  vimanager::Dialogue dialogue(host);

  std::vector<std::string> expected;
  for (const std::string& step : test.run) {
    const std::string text = step.substr(2);
    if (step.front() == '>') {
      if (text == "(start)") {
        dialogue.start("main.fst");
      } else {
        const std::size_t bar = std::min(text.find('|'), text.size());
        dialogue.handle(text.substr(0, bar), bar < text.size() ? text.substr(bar + 1) : "");
      }
      host.settle(dialogue);
    } else if (step.front() == '=') {
      const std::size_t space = text.find(' ');
      EXPECT_EQ(position_of(dialogue, text.substr(0, space)), text.substr(space + 1)) << step;
    } else {
      expected.push_back(step);
    }
  }
  EXPECT_EQ(host.seen, expected);
}

INSTANTIATE_TEST_SUITE_P(Language, FstConformance, testing::ValuesIn(read_cases()),
                         [](const auto& info) { return info.param.name; });

TEST(FstConformanceTable, HasAllCases) { EXPECT_EQ(read_cases().size(), 72U); }

}  // namespace
