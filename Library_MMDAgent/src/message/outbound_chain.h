// The memory behind OutboundLog and its readers. Internal to the two.
//
// Segments are numbered. Each reader publishes the numbers it stands on (its pins); the writer
// publishes the lowest number that may still be entered (the floor). A reader pins first and looks
// at the floor then; the writer raises the floor first and looks at the pins then: so a segment
// below the floor that nobody has pinned will never be touched again and is reused.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "MMDAgent/SenderHost.h"
#include "host_limits.h"
#include "message/outbound.h"
#include "message/wake_list.h"

namespace mmdagent::detail {

inline constexpr std::uint64_t not_pinned = std::numeric_limits<std::uint64_t>::max();
inline constexpr std::size_t streams = 2;  // by OutboundStream
// What is counted: both streams, then what each sender put on the wire.
inline constexpr std::size_t counts = streams + max_senders;

// Bytes and lines of one stream since the chain began.
struct StreamCount {
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
};

using StreamCounts = std::array<StreamCount, counts>;

// Of a stream, without what one sender (0: none) put into it.
inline StreamCount count_of(const StreamCounts& all, OutboundStream stream, std::uint8_t without) {
  StreamCount count = all[static_cast<std::size_t>(stream)];
  if (without == 0) return count;
  const StreamCount& left_out = all[streams + without - 1];
  return {count.bytes - left_out.bytes, count.lines - left_out.lines};
}

// Of one record. In a segment the texts lie one behind the other from the front, so that lines
// which follow each other are one piece of memory, and the headers from the back.
struct OutboundHeader {
  std::uint32_t text_offset;  // in the segment
  std::uint32_t line_length;  // of the text with its line end
  std::uint32_t type_length;
  std::uint16_t module;
  Level level;
  std::array<bool, streams> wanted;  // by OutboundStream
  std::uint8_t sender;
  std::uint64_t tick;
  std::int64_t time;
};

struct OutboundSegment {
  explicit OutboundSegment(std::size_t bytes)
      : capacity(bytes), data(std::make_unique_for_overwrite<char[]>(bytes)) {}

  const std::size_t capacity;
  const std::unique_ptr<char[]> data;
  std::uint64_t number = 0;
  StreamCounts before{};                  // at the first record
  StreamCounts after{};                   // behind the last; valid once a later segment exists
  std::atomic<std::size_t> committed{0};  // whole records

  char* header(std::size_t index) const {
    return data.get() + capacity - (index + 1) * sizeof(OutboundHeader);
  }
};

class OutboundChain {
 public:
  // The pins of one reader: where it reads, and where it will go on after kept lines.
  struct alignas(64) Place {
    std::atomic<bool> taken{false};
    std::array<std::atomic<std::uint64_t>, 2> pins{not_pinned, not_pinned};
  };

  explicit OutboundChain(const OutboundSizes& sizes);

  // Agent thread.
  void write(const OutboundEntry& entry);
  void publish(bool wrote_wire, bool wrote_log);
  std::size_t held_bytes() const;

  // Readers.
  std::optional<std::size_t> take_place();
  Place& place(std::size_t index) { return places_[index]; }
  WakeList& sleepers(OutboundStream stream) { return sleepers_[static_cast<std::size_t>(stream)]; }
  // Never less than a reader can have passed by now.
  StreamCount total(OutboundStream stream, std::uint8_t without) const;
  std::uint64_t last_number() const { return last_number_.load(std::memory_order_acquire); }
  std::uint64_t epoch() const { return epoch_.load(); }
  // Pins `number`, or the floor when that is higher, and answers the segment.
  OutboundSegment* enter(std::atomic<std::uint64_t>& pin, std::uint64_t number);

  // Any thread. 0 when all are taken.
  std::uint8_t take_sender();
  void give_back_sender(std::uint8_t sender);

 private:
  void count(std::size_t index, std::size_t bytes);
  void add_segment(std::size_t needed);
  void collect(std::size_t coming);
  std::uint64_t lowest_needed() const;
  bool is_pinned(std::uint64_t number) const;
  void keep_spare(std::unique_ptr<OutboundSegment> segment);
  std::unique_ptr<OutboundSegment> fresh(std::size_t needed);

  const OutboundSizes sizes_;

  // Read by readers.
  std::vector<std::atomic<OutboundSegment*>> by_number_;  // at number modulo its size
  alignas(64) std::atomic<std::uint64_t> floor_{0};
  std::atomic<std::uint64_t> last_number_{0};
  std::atomic<std::uint64_t> epoch_{0};
  struct AtomicCount {
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<std::uint64_t> lines{0};
  };
  alignas(64) std::array<AtomicCount, counts> totals_;
  std::atomic<std::uint64_t> senders_{0};  // bit n: sender n + 1 is taken
  std::array<Place, limits::outbound_readers> places_;
  std::atomic<std::size_t> used_places_{0};
  std::array<WakeList, streams> sleepers_;

  // Agent thread only.
  alignas(64) StreamCounts written_{};
  OutboundSegment* last_ = nullptr;
  std::size_t last_text_ = 0;     // bytes of the last segment
  std::size_t last_records_ = 0;  // of the last segment
  std::size_t live_bytes_ = 0;
  std::vector<std::unique_ptr<OutboundSegment>> live_;          // from the floor to the last
  std::vector<std::unique_ptr<OutboundSegment>> still_pinned_;  // below the floor
  std::vector<std::unique_ptr<OutboundSegment>> spare_;
};

}  // namespace mmdagent::detail
