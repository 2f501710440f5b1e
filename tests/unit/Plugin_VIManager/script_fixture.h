// A script given as text, running in a Dialogue whose host remembers what is said.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "dialogue.h"
#include "recording_script_host.h"
#include "support/temporary_folder.h"

namespace vimanager_test {

class ScriptFixture : public testing::Test {
 protected:
  void start(const std::string& text) {
    const std::string file = (folder.path() / "main.fst").string();
    std::ofstream(file, std::ios::binary) << text;
    dialogue.start(file);
    host.posted.clear();
  }

  // What the script posts in answer to one message.
  std::vector<std::string> answers(std::string_view message) {
    host.posted.clear();
    const std::size_t bar = std::min(message.find('|'), message.size());
    dialogue.handle(message.substr(0, bar),
                    bar < message.size() ? message.substr(bar + 1) : std::string_view());
    return host.posted;
  }

  std::string position() const {
    return dialogue.main() != nullptr ? dialogue.main()->position() : "none";
  }

  test_support::TemporaryFolder folder;
  RecordingScriptHost host;
  vimanager::Dialogue dialogue{host};
};

using Texts = std::vector<std::string>;

}  // namespace vimanager_test
