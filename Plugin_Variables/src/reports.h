// What the stores say: the plugin gives them the runtime, a test its own.
#pragma once

#include <string_view>

#include "MMDAgent/Message.h"

namespace variables {

// Agent thread only.
class Reports {
 public:
  virtual void post(std::string_view type, std::string_view args) = 0;
  virtual void log(mmdagent::Level level, std::string_view text) = 0;

 protected:
  ~Reports() = default;
};

}  // namespace variables
