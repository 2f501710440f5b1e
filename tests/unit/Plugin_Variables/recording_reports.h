// Remembers what the stores say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports.h"

namespace variables_test {

class RecordingReports final : public variables::Reports {
 public:
  void post(std::string_view type, std::string_view args) override {
    posted.push_back(std::string(type) + "|" + std::string(args));
  }
  void log(mmdagent::Level, std::string_view text) override { logged.emplace_back(text); }

  std::vector<std::string> posted, logged;
};

}  // namespace variables_test
