// What the connection tells its user: in the log and, for its state, on the screen.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {

// Where state texts are shown. Agent thread only.
class NoticeBoard {
 public:
  virtual ~NoticeBoard() = default;
  virtual void show(std::string text, bool is_error) = 0;
};

// Network thread only, but for the constructor.
class Reporter {
 public:
  Reporter(Host& host, std::shared_ptr<NoticeBoard> board);

  // A line in the log alone.
  void log(Level level, std::string_view text) noexcept { host_.log(level, text); }
  // A change of state: in the log and on the screen. Only the newest text counts there.
  void state(Level level, std::string_view text);
  // Hands on the screen text again that found no space before.
  void retry() noexcept;

 private:
  Host& host_;
  std::shared_ptr<NoticeBoard> board_;
  std::unique_ptr<AgentTask> waiting_;
};

}  // namespace mmdagent::remote
