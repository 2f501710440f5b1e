// Opens web addresses that scripts, links and buttons ask for in the user's browser (host.md
// section 1.8).
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

class KeyValueStore;

// Agent thread only. Nothing here waits.
class UrlOpener {
 public:
  using Log = std::function<void(Level level, std::string_view text)>;

  UrlOpener(KeyValueStore& values, Log log) : values_(values), log_(std::move(log)) {}

  // After each frame: opens what the variable _RequestedURL holds and sets it to `NO`. Only http
  // and https; the desktop's `xdg-open` gets the address as it is, without a shell.
  void step();

  // Children that have not ended yet.
  std::size_t running() const { return children_.size(); }

 private:
  void open(const std::string& address);
  void reap();

  KeyValueStore& values_;
  Log log_;
  std::vector<pid_t> children_;
};

}  // namespace mmdagent
