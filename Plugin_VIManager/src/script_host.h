// What running scripts need from outside; the plugin gives them the runtime, a test its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "MMDAgent/Message.h"

namespace vimanager {

// One thread only.
class ScriptHost {
 public:
  // Queued behind what was posted before; never handled before the call returns.
  virtual void post(std::string_view type, std::string_view args) = 0;
  virtual void log(mmdagent::Level level, std::string_view text) = 0;
  // Global variables; empty result when there is none of that name.
  virtual std::optional<std::string> global(std::string_view key) const = 0;
  virtual void set_global(std::string_view key, std::string_view value) = 0;

 protected:
  ~ScriptHost() = default;
};

}  // namespace vimanager
