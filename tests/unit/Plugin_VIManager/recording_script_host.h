// A ScriptHost that remembers what scripts say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script_host.h"

namespace vimanager_test {

class RecordingScriptHost final : public vimanager::ScriptHost {
 public:
  void post(std::string_view type, std::string_view args) override {
    posted.push_back(std::string(type) + "|" + std::string(args));
  }
  void log(mmdagent::Level level, std::string_view text) override {
    if (level == mmdagent::Level::error) errors.emplace_back(text);
    if (level == mmdagent::Level::warning) warnings.emplace_back(text);
  }
  std::optional<std::string> global(std::string_view key) const override {
    const auto found = globals.find(key);
    if (found == globals.end()) return std::nullopt;
    return found->second;
  }
  void set_global(std::string_view key, std::string_view value) override {
    globals.insert_or_assign(std::string(key), std::string(value));
  }

  std::vector<std::string> posted, errors, warnings;
  std::map<std::string, std::string, std::less<>> globals;
};

}  // namespace vimanager_test
