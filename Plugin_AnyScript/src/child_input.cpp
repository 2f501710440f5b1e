#include "child_input.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "anyscript_limits.h"

namespace anyscript {
namespace {

constexpr std::string_view disabling_line = "PLUGIN_DISABLE|AnyScript\n";
constexpr std::string_view enabling_line = "PLUGIN_ENABLE|AnyScript\n";

}  // namespace

ChildInput::ChildInput(std::unique_ptr<mmdagent::Feed> feed, mmdagent::FeedKind kind,
                       const std::atomic<bool>& enabled)
    : feed_(std::move(feed)), kind_(kind), enabled_(enabled) {}

InputState ChildInput::pump(int pipe) {
  if (pending_.empty() && !fill()) {
    if (feed_->announce_sleep()) return InputState::idle;
    return InputState::more;
  }
  if (pending_.empty()) return InputState::more;  // all of it is left out
  const ssize_t sent = write(pipe, pending_.data() + written_, pending_.size() - written_);
  if (sent < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK) return InputState::blocked;
    return errno == EINTR ? InputState::more : InputState::closed;
  }
  written_ += static_cast<std::size_t>(sent);
  if (written_ < pending_.size()) return InputState::blocked;
  pending_.clear();
  written_ = 0;
  return InputState::more;
}

// False when the feed has nothing.
bool ChildInput::fill() {
  std::array<std::string_view, 64> lines;
  bool any = false;
  while (pending_.size() < limits::turn_bytes) {
    const std::size_t count = feed_->peek(lines);
    if (count == 0) break;
    any = true;
    for (std::size_t i = 0; i < count; ++i) add_line(lines[i]);
    feed_->consume(count);
  }
  return any;
}

void ChildInput::add_line(std::string_view line) {
  if (kind_ == mmdagent::FeedKind::log_lines) {
    passes_ = enabled_;
  } else if (line == disabling_line) {
    passes_ = false;
  } else if (line == enabling_line) {
    passes_ = true;
  }
  // Programs take an empty line for the end.
  if (passes_ && line.size() > 1) pending_.append(line);
}

std::size_t ChildInput::bound_backlog() {
  if (feed_->backlog_bytes() <= limits::backlog_bytes) return 0;
  const std::size_t skipped = feed_->skip_until(limits::backlog_bytes, 0);
  // The line that switches may have been among them.
  if (skipped > 0) passes_ = enabled_;
  return skipped;
}

}  // namespace anyscript
