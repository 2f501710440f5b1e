// Opens web addresses that scripts, links and buttons ask for in the user's browser (host.md
// section 1.8).
#pragma once

#include <functional>
#include <string_view>

#include "MMDAgent/Message.h"

namespace mmdagent {

class DesktopOpener;
class KeyValueStore;

// Agent thread only. What it is given outlives it.
class UrlOpener {
 public:
  using Log = std::function<void(Level level, std::string_view text)>;

  UrlOpener(KeyValueStore& values, DesktopOpener& desktop, Log log)
      : values_(values), desktop_(desktop), log_(std::move(log)) {}

  // After each frame: opens what the variable _RequestedURL holds and sets it to `NO`. Only http
  // and https.
  void step();

 private:
  KeyValueStore& values_;
  DesktopOpener& desktop_;
  Log log_;
};

}  // namespace mmdagent
