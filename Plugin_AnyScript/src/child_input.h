// Messages on their way to a child's standard input.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "MMDAgent/Feed.h"

namespace anyscript {

enum class InputState : std::uint8_t {
  idle,     // the feed wakes us when there is more
  more,     // there is more to write at once: the other children have their turn first
  blocked,  // the child does not take more: wait until its pipe is writable
  closed,   // nobody reads it any more
};

// Script thread only.
class ChildInput {
 public:
  // `enabled` tells whether lines count at present; the messages that switch it are seen in the
  // feed itself, so that exactly those between them are left out.
  ChildInput(std::unique_ptr<mmdagent::Feed> feed, mmdagent::FeedKind kind,
             const std::atomic<bool>& enabled);

  // Writes to a pipe that never blocks what it takes.
  InputState pump(int pipe);
  // Skips the oldest lines beyond the limit; returns how many.
  std::size_t bound_backlog();

 private:
  bool fill();
  void add_line(std::string_view line);

  std::unique_ptr<mmdagent::Feed> feed_;
  mmdagent::FeedKind kind_;
  const std::atomic<bool>& enabled_;
  bool passes_ = true;
  std::string pending_;  // whole lines, the first perhaps partly written
  std::size_t written_ = 0;
};

}  // namespace anyscript
