// One consumer's cursor in the outbound chain. Used by one thread at a time; may be handed over to
// another thread. Keeps the chain's memory alive, so it may outlive the OutboundLog.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "message/outbound.h"
#include "message/wake_list.h"

namespace mmdagent {

namespace detail {
struct OutboundHeader;
struct OutboundSegment;
}  // namespace detail

struct OutboundRecord {
  Level level = Level::none;
  std::uint16_t module = 0;
  std::uint32_t type_length = 0;
  std::uint64_t tick = 0;
  std::int64_t time = 0;  // nanoseconds since 1970-01-01 UTC
  std::string_view line;  // the text and one `\n`, ready to be sent

  std::string_view text() const { return line.substr(0, line.size() - 1); }
  std::string_view type() const { return line.substr(0, type_length); }
};

class OutboundReader {
 public:
  OutboundReader(OutboundReader&& other) noexcept;
  OutboundReader& operator=(OutboundReader&& other) noexcept;
  ~OutboundReader();

  // Fills `records` with the next wanted records without moving the cursor; returns how many. The
  // views point into the chain (many lines, one writev) and stay valid until their line is consumed
  // or skipped. May return fewer than are waiting; 0 means that none waits.
  std::size_t peek(std::span<OutboundRecord> records);
  // Moves the cursor behind the `count` oldest lines, at most those of the last peek().
  void consume(std::size_t count);

  // Lines of this reader's stream before the cursor, since the chain began: OutboundLog::lines().
  // Here and below, lines of a sender that is left out do not count.
  std::uint64_t passed_lines() const { return next_.lines; }

  // Bytes and lines of this reader's stream between the cursor and the end, line ends included.
  std::uint64_t backlog_bytes() const;
  std::uint64_t backlog_lines() const;
  // Skips whole lines, oldest first after the first `keep`, until at most `bytes` wait or only the
  // kept ones are left; returns the lines skipped. `keep` protects lines partly on the wire and is
  // at most what the last peek() gave.
  std::uint64_t skip_to_backlog(std::uint64_t bytes, std::size_t keep = 0);
  // Lines given up because this reader fell behind by more than OutboundSizes::lag_bytes, since the
  // last call. To be asked after peek() and reported before its records.
  std::uint64_t take_lost_lines();

  // Announces sleep. True: nothing waits, `wake` will be called once by the next publish() that
  // brings something. False: something waits already, nothing was announced.
  bool prepare_sleep();
  void cancel_sleep();

 private:
  friend class OutboundLog;
  OutboundReader(std::shared_ptr<detail::OutboundChain> chain, OutboundStream stream,
                 WakeList::Registration wake, std::size_t place, std::uint8_t without);

  // A place in the chain, protected by a pin of this reader, and what lies before it.
  struct Cursor {
    detail::OutboundSegment* segment = nullptr;
    std::uint64_t number = 0;  // of the segment
    std::size_t record = 0;    // in the segment
    std::uint64_t bytes = 0;   // wanted ones, passed since the chain began
    std::uint64_t lines = 0;
    std::size_t pin = 0;
  };

  bool wants(const detail::OutboundHeader& header) const;
  std::atomic<std::uint64_t>& pin_of(const Cursor& cursor) const;
  void pass(Cursor& cursor, const detail::OutboundHeader& header) const;
  void enter_next(Cursor& cursor);
  bool settle(Cursor& cursor);
  void step(Cursor& cursor, std::size_t count) const;
  std::uint64_t skip_from(Cursor& cursor, std::uint64_t bytes);
  void keep_lines(std::size_t count);
  void resume();
  void close();

  std::shared_ptr<detail::OutboundChain> chain_;
  OutboundStream stream_ = OutboundStream::wire;
  std::uint8_t without_ = 0;  // a sender, 0: none
  WakeList::Registration wake_;
  std::size_t place_ = 0;  // in the chain's table of pins
  Cursor next_;
  // Where reading goes on after `kept_` more lines, when lines behind them were skipped.
  Cursor after_kept_;
  std::size_t kept_ = 0;
  std::uint64_t kept_end_bytes_ = 0;  // passed at the end of the kept lines
  std::uint64_t kept_end_lines_ = 0;
  std::uint64_t lost_lines_ = 0;
};

}  // namespace mmdagent
