// Files, folders and web addresses, opened by the program that the user's desktop has for them.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

// Agent thread only. Nothing here waits for what was opened.
class DesktopOpener {
 public:
  using Log = std::function<void(Level level, std::string_view text)>;
  static constexpr std::size_t most_running = 16;  // what more is asked for is refused

  explicit DesktopOpener(Log log) : log_(std::move(log)) {}

  // Hands the target to the desktop's `xdg-open` as it is, without a shell; it must not begin with
  // '-'. One Error line when that program cannot be started or too many have not ended yet.
  void open(const std::string& target);

  // After each frame: one Error line for each target that the desktop could not open.
  void step();

  // Children that have not ended yet.
  std::size_t running() const { return children_.size(); }

 private:
  struct Child {
    pid_t process = 0;
    std::string target;
  };

  bool ended(const Child& child) const;

  Log log_;
  std::vector<Child> children_;
};

}  // namespace mmdagent
