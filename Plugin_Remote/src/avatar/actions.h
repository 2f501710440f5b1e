// The dialogue actions of a model (__AV_ACTION): motions that take each other's place.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {

// Agent thread only.
class Actions {
 public:
  static constexpr int slots = 10;

  // Plays the motion in the lowest slot that is free and ends those that run. Nothing when all run.
  void start(Host& host, std::string_view alias, std::uint64_t model, std::string_view file);

 private:
  // A motion that was asked for is not running before its file is there.
  struct Asked {
    std::uint64_t model = 0;
    double until = 0.0;  // Host::now()
  };
  std::array<Asked, slots> asked_;
};

}  // namespace mmdagent::remote
