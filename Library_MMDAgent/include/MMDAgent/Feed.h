// Reading every dispatched message from another thread, at the reader's own pace.
// Part of the plugin interface: header only, nothing to link.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace mmdagent {

// Called on the agent thread when a sleeping reader has something to read. Must not block.
struct Wake {
  void (*call)(void* context) noexcept = nullptr;
  void* context = nullptr;
};

enum class FeedKind : std::uint8_t {
  messages,   // one line `TYPE|args` for each dispatched message
  log_lines,  // one formatted log line for each log entry
};

// One reader of the outbound side. Opened on the agent thread (Host::open_feed), then used and
// destroyed by exactly one thread of the owner's choice. A feed that nobody reads costs nobody
// anything but memory, so its owner bounds it with skip_until().
class Feed {
 public:
  virtual ~Feed() = default;

  // Fills `lines` with the oldest unread lines and returns how many. Each view ends with exactly
  // one
  // '\n' and stays valid until that line is consumed or skipped, so it can go into a gathered
  // write.
  virtual std::size_t peek(std::span<std::string_view> lines) noexcept = 0;

  // Gives back the `count` oldest lines.
  virtual void consume(std::size_t count) noexcept = 0;

  // Bytes of all unread lines.
  virtual std::size_t backlog_bytes() noexcept = 0;

  // Drops whole lines, oldest first, after the first `keep` ones until the backlog is at most
  // `bytes`. Returns how many lines were dropped. (`keep` protects a line that is partly on the
  // wire.)
  virtual std::size_t skip_until(std::size_t bytes, std::size_t keep) noexcept = 0;

  // Announces that the reader is going to wait for Wake. Returns false when there is something to
  // read already: then no wake call follows and the reader goes on reading.
  virtual bool announce_sleep() noexcept = 0;
};

}  // namespace mmdagent
