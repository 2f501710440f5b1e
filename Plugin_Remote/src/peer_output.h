// Everything that goes to one peer: its feed, written in gathered writes, bounded by skipping.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "MMDAgent/Feed.h"
#include "remote_limits.h"

namespace mmdagent::remote {

enum class PumpResult : std::uint8_t {
  drained,  // everything is written; the feed wakes us when there is more
  more,     // there is more to write at once: the other peers have their turn first
  blocked,  // the peer does not take more: wait until it is writable
  failed,   // the connection is gone for writing
};

// Where a gathered write goes. Returns how many bytes were taken, or -1 with errno, as sendmsg().
class GatheredWriter {
 public:
  virtual ssize_t write(std::span<iovec> pieces) noexcept = 0;

 protected:
  ~GatheredWriter() = default;
};

// Writes to a socket without waiting.
class SocketWriter final : public GatheredWriter {
 public:
  explicit SocketWriter(int descriptor) noexcept : descriptor_(descriptor) {}
  ssize_t write(std::span<iovec> pieces) noexcept override;

 private:
  int descriptor_;
};

// Network thread only.
class PeerOutput {
 public:
  void open(std::unique_ptr<Feed> feed) noexcept;
  void close() noexcept;
  bool is_open() const noexcept { return feed_ != nullptr; }

  // Writes what the writer takes. Writes nothing and gives `drained` while no feed is open.
  PumpResult pump(GatheredWriter& writer) noexcept;

  // Skips the oldest whole lines beyond the limit; returns how many. A line that is partly written
  // is completed first; then REMOTE_EVENT_SKIPPED|<lines> follows.
  std::uint64_t bound_backlog() noexcept;

  // True when everything written so far ends with a whole line and nothing waits.
  bool is_idle() noexcept;

  std::uint64_t backlog_bytes() noexcept { return is_open() ? feed_->backlog_bytes() : 0; }
  std::uint64_t lines() const noexcept { return lines_written_; }
  std::uint64_t bytes() const noexcept { return bytes_written_; }
  std::uint64_t skipped() const noexcept { return lines_skipped_; }

 private:
  struct Gathered;

  void compose_notice() noexcept;
  std::size_t gather(Gathered& gathered) noexcept;
  void account(std::size_t bytes, std::size_t lines) noexcept;

  std::unique_ptr<Feed> feed_;
  std::array<std::string_view, max_gathered_lines> lines_;  // peeked; valid within one pump()
  std::size_t line_offset_ = 0;  // bytes of the oldest line that are written already

  std::array<char, 64> notice_{};
  std::size_t notice_size_ = 0;
  std::size_t notice_offset_ = 0;
  std::uint64_t skipped_untold_ = 0;  // lines not yet told of on the wire

  std::uint64_t lines_written_ = 0;
  std::uint64_t bytes_written_ = 0;
  std::uint64_t lines_skipped_ = 0;
};

}  // namespace mmdagent::remote
