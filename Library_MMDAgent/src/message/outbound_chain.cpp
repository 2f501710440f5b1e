#include "message/outbound_chain.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace mmdagent::detail {
namespace {

// A message of the greatest length fits an ordinary segment.
constexpr std::size_t segment_margin = sizeof(OutboundHeader) + 2 + limits::outbound_margin_bytes;

static_assert(max_senders <= 64, "one bit each");

}  // namespace

OutboundChain::OutboundChain(const OutboundSizes& sizes)
    : sizes_(sizes), by_number_(std::bit_ceil(sizes.lag_bytes / sizes.segment_bytes + 4)) {
  std::unique_ptr<OutboundSegment> first = fresh(0);
  last_ = first.get();
  by_number_[0].store(last_, std::memory_order_release);
  live_bytes_ = first->capacity;
  live_.push_back(std::move(first));
}

void OutboundChain::write(const OutboundEntry& entry) {
  const bool separated = entry.separator || !entry.args.empty();
  const std::size_t length = entry.text.size() + (separated ? 1 : 0) + entry.args.size() + 1;
  const std::size_t size = sizeof(OutboundHeader) + length;
  if (last_->capacity - last_text_ - last_records_ * sizeof(OutboundHeader) < size) {
    add_segment(size);
  }

  const OutboundHeader header{static_cast<std::uint32_t>(last_text_),
                              static_cast<std::uint32_t>(length),
                              static_cast<std::uint32_t>(entry.text.size()),
                              entry.module,
                              entry.level,
                              {entry.wire, entry.log},
                              entry.wire ? entry.sender : std::uint8_t{0},
                              entry.tick,
                              entry.time};
  std::memcpy(last_->header(last_records_), &header, sizeof header);
  char* out = last_->data.get() + last_text_;
  out = std::copy(entry.text.begin(), entry.text.end(), out);
  if (separated) *out++ = '|';
  out = std::copy(entry.args.begin(), entry.args.end(), out);
  *out = '\n';

  // Before `committed`, so that no reader counts more read than written; the sender behind its
  // stream: see total().
  for (std::size_t stream = 0; stream < streams; ++stream) {
    if (header.wanted[stream]) count(stream, length);
  }
  if (header.sender != 0) count(streams + header.sender - 1, length);
  last_text_ += length;
  ++last_records_;
  last_->committed.store(last_records_, std::memory_order_release);
}

void OutboundChain::count(std::size_t index, std::size_t bytes) {
  written_[index].bytes += bytes;
  ++written_[index].lines;
  totals_[index].bytes.store(written_[index].bytes, std::memory_order_release);
  totals_[index].lines.store(written_[index].lines, std::memory_order_release);
}

void OutboundChain::publish(bool wrote_wire, bool wrote_log) {
  // Sequentially consistent between the records above and the look at the sleepers below.
  epoch_.fetch_add(1);
  if (wrote_wire) sleepers(OutboundStream::wire).wake_wanted();
  if (wrote_log) sleepers(OutboundStream::log).wake_wanted();
}

std::size_t OutboundChain::held_bytes() const {
  std::size_t bytes = live_bytes_;
  for (const auto& segment : still_pinned_) bytes += segment->capacity;
  return bytes;
}

// What is left out is read first: the stream then holds at least what was counted there.
StreamCount OutboundChain::total(OutboundStream stream, std::uint8_t without) const {
  StreamCount left_out;
  if (without != 0) {
    const AtomicCount& sent = totals_[streams + without - 1];
    left_out = {sent.bytes.load(std::memory_order_acquire),
                sent.lines.load(std::memory_order_acquire)};
  }
  const AtomicCount& all = totals_[static_cast<std::size_t>(stream)];
  return {all.bytes.load(std::memory_order_relaxed) - left_out.bytes,
          all.lines.load(std::memory_order_relaxed) - left_out.lines};
}

std::uint8_t OutboundChain::take_sender() {
  std::uint64_t taken = senders_.load();
  for (;;) {
    const auto free = static_cast<std::size_t>(std::countr_one(taken));
    if (free >= max_senders) return 0;
    if (senders_.compare_exchange_weak(taken, taken | std::uint64_t{1} << free)) {
      return static_cast<std::uint8_t>(free + 1);
    }
  }
}

void OutboundChain::give_back_sender(std::uint8_t sender) {
  senders_.fetch_and(~(std::uint64_t{1} << (sender - 1)));
}

std::optional<std::size_t> OutboundChain::take_place() {
  for (std::size_t index = 0; index < places_.size(); ++index) {
    bool expected = false;
    if (!places_[index].taken.compare_exchange_strong(expected, true)) continue;
    std::size_t used = used_places_.load();
    while (used <= index && !used_places_.compare_exchange_weak(used, index + 1)) {
    }
    return index;
  }
  return std::nullopt;
}

OutboundSegment* OutboundChain::enter(std::atomic<std::uint64_t>& pin, std::uint64_t number) {
  for (;;) {
    pin.store(number);
    // The floor is looked at last: when it has not passed `number`, the pin is in force and the
    // table still holds this number's segment.
    OutboundSegment* segment =
        by_number_[number % by_number_.size()].load(std::memory_order_acquire);
    const std::uint64_t floor = floor_.load();
    if (floor <= number) return segment;
    number = floor;
  }
}

void OutboundChain::add_segment(std::size_t needed) {
  const std::size_t coming = std::max(needed, sizes_.segment_bytes + segment_margin);
  collect(coming);
  std::unique_ptr<OutboundSegment> segment = fresh(needed);
  const std::uint64_t number = last_->number + 1;
  last_->after = written_;
  segment->number = number;
  segment->before = written_;
  segment->committed.store(0, std::memory_order_relaxed);
  last_ = segment.get();
  last_text_ = 0;
  last_records_ = 0;
  live_bytes_ += segment->capacity;
  live_.push_back(std::move(segment));
  by_number_[number % by_number_.size()].store(last_, std::memory_order_release);
  last_number_.store(number, std::memory_order_release);
}

std::uint64_t OutboundChain::lowest_needed() const {
  std::uint64_t lowest = last_->number;
  const std::size_t used = used_places_.load();
  for (std::size_t index = 0; index < used; ++index) {
    for (const auto& pin : places_[index].pins) lowest = std::min(lowest, pin.load());
  }
  return lowest;
}

bool OutboundChain::is_pinned(std::uint64_t number) const {
  const std::size_t used = used_places_.load();
  for (std::size_t index = 0; index < used; ++index) {
    for (const auto& pin : places_[index].pins) {
      if (pin.load() == number) return true;
    }
  }
  return false;
}

// Raises the floor over what every reader has passed, and further when `coming` more bytes would
// break the limit; then reuses what lies below it.
void OutboundChain::collect(std::size_t coming) {
  std::uint64_t floor = std::max(floor_.load(), lowest_needed());
  std::size_t kept_bytes = live_bytes_;
  for (const auto& segment : live_) {
    if (segment->number >= last_->number) break;
    if (segment->number >= floor && kept_bytes + coming <= sizes_.lag_bytes) break;
    floor = std::max(floor, segment->number + 1);
    kept_bytes -= segment->capacity;
  }
  floor_.store(floor);

  for (auto& segment : still_pinned_) {
    if (!is_pinned(segment->number)) keep_spare(std::move(segment));
  }
  std::erase(still_pinned_, nullptr);
  for (auto& segment : live_) {
    if (segment->number >= floor) break;
    live_bytes_ -= segment->capacity;
    if (is_pinned(segment->number)) {
      still_pinned_.push_back(std::move(segment));
    } else {
      keep_spare(std::move(segment));
    }
  }
  std::erase(live_, nullptr);
}

// Segments of unusual size, and what exceeds the reserve, are freed.
void OutboundChain::keep_spare(std::unique_ptr<OutboundSegment> segment) {
  const bool ordinary = segment->capacity == sizes_.segment_bytes + segment_margin;
  if (ordinary && spare_.size() < sizes_.spare_segments) {
    spare_.push_back(std::move(segment));
  } else {
    segment.reset();
  }
}

std::unique_ptr<OutboundSegment> OutboundChain::fresh(std::size_t needed) {
  const std::size_t ordinary = sizes_.segment_bytes + segment_margin;
  if (needed > ordinary) return std::make_unique<OutboundSegment>(needed);
  if (spare_.empty()) return std::make_unique<OutboundSegment>(ordinary);
  std::unique_ptr<OutboundSegment> segment = std::move(spare_.back());
  spare_.pop_back();
  return segment;
}

}  // namespace mmdagent::detail
