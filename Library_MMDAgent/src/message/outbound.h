// The way out of the agent thread: a chain of segments that the agent appends to. Every record is
// written once; each reader (peer, log destination) walks it with its own cursor. Nothing here ever
// waits: a segment is used again when the last cursor has passed it, and a reader that falls more
// than a limit behind loses its oldest records, counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "MMDAgent/Feed.h"
#include "host_limits.h"
#include "message/record.h"

namespace mmdagent {

class OutboundReader;
namespace detail {
class OutboundChain;
}

// What a reader wants: dispatched messages, or log lines.
enum class OutboundStream : std::uint8_t { wire, log };

// A message has its type in `text`; `|` is written before `args` when there are any, or when
// `separator` is set (lines of Level::captured end in `|` without arguments). No line end.
struct OutboundEntry {
  bool wire = false;  // a dispatched message: peers, --print-messages
  bool log = false;   // a log line
  bool separator = false;
  Level level = Level::none;
  std::uint16_t module = 0;
  std::uint64_t tick = 0;
  std::int64_t time = 0;  // nanoseconds since 1970-01-01 UTC
  std::string_view text;
  std::string_view args;
  std::uint8_t sender = 0;  // of a dispatched message: OutboundLog::add_sender(); 0: none
};

struct OutboundSizes {
  std::size_t segment_bytes = limits::outbound_segment_bytes;
  std::size_t lag_bytes = limits::outbound_lag_bytes;
  std::size_t spare_segments = limits::outbound_spare_segments;
};

class OutboundLog {
 public:
  explicit OutboundLog(const OutboundSizes& sizes = {});
  ~OutboundLog();
  OutboundLog(const OutboundLog&) = delete;
  OutboundLog& operator=(const OutboundLog&) = delete;

  // Agent thread. Readers that are awake may see the record at once.
  void write(const OutboundEntry& entry);
  // Agent thread, at the end of a batch: wakes each reader that sleeps and was written for, once.
  void publish();

  // Any thread. The reader starts behind the last record written; on the agent thread that is
  // exact: open before write() to receive the record, after it not to. `wake` is called by
  // publish(), on the agent thread, and must neither block nor allocate (EventFd::signal is meant
  // for it); it may be empty for a reader that never sleeps. Empty result when
  // limits::outbound_readers are open. A reader of the wire can leave out what one sender sent.
  std::optional<OutboundReader> open(OutboundStream stream, Wake wake, std::uint8_t without = 0);

  // Any thread. A number from 1 that no other sender has until the result is destroyed; what was
  // written under it before concerns no reader that opens later. Null when max_senders are
  // taken.
  std::shared_ptr<const std::uint8_t> add_sender();

  // Lines written to the stream since the chain began. Agent thread.
  std::uint64_t lines(OutboundStream stream) const;

  // Bytes held for readers now, spare segments not counted. Agent thread.
  std::size_t held_bytes() const;

 private:
  std::shared_ptr<detail::OutboundChain> chain_;
  bool wrote_wire_ = false;
  bool wrote_log_ = false;
};

}  // namespace mmdagent
