// Posts events of the core: a type and arguments joined by `|`.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "scene/services.h"

namespace mmdagent {

// Agent thread only. Allocates nothing once its buffer has grown.
class EventPoster {
 public:
  explicit EventPoster(SceneServices& services) : services_(services) {}

  void post(std::string_view type, std::initializer_list<std::string_view> arguments) {
    args_.clear();
    for (const std::string_view argument : arguments) {
      if (!args_.empty()) args_ += '|';
      args_ += argument;
    }
    services_.post(type, args_);
  }

 private:
  SceneServices& services_;
  std::string args_;
};

}  // namespace mmdagent
