#include "message/outbound_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "message/outbound_chain.h"

namespace mmdagent {
namespace {

using detail::OutboundHeader;
using detail::OutboundSegment;

OutboundHeader header_at(const OutboundSegment& segment, std::size_t index) {
  OutboundHeader header{};
  std::memcpy(&header, segment.header(index), sizeof header);
  return header;
}

}  // namespace

OutboundReader::OutboundReader(std::shared_ptr<detail::OutboundChain> chain, OutboundStream stream,
                               WakeList::Registration wake, std::size_t place, std::uint8_t without)
    : chain_(std::move(chain)),
      stream_(stream),
      without_(without),
      wake_(std::move(wake)),
      place_(place) {
  after_kept_.pin = 1;
  next_.segment = chain_->enter(pin_of(next_), chain_->last_number());
  next_.number = next_.segment->number;
  const detail::StreamCount before = count_of(next_.segment->before, stream_, without_);
  next_.bytes = before.bytes;
  next_.lines = before.lines;
  const std::size_t end = next_.segment->committed.load(std::memory_order_acquire);
  while (next_.record < end) pass(next_, header_at(*next_.segment, next_.record));
}

OutboundReader::OutboundReader(OutboundReader&& other) noexcept
    : chain_(std::move(other.chain_)),
      stream_(other.stream_),
      without_(other.without_),
      wake_(std::move(other.wake_)),
      place_(other.place_),
      next_(other.next_),
      after_kept_(other.after_kept_),
      kept_(other.kept_),
      kept_end_bytes_(other.kept_end_bytes_),
      kept_end_lines_(other.kept_end_lines_),
      lost_lines_(other.lost_lines_) {}

OutboundReader& OutboundReader::operator=(OutboundReader&& other) noexcept {
  if (this == &other) return *this;
  close();
  chain_ = std::move(other.chain_);
  stream_ = other.stream_;
  without_ = other.without_;
  wake_ = std::move(other.wake_);
  place_ = other.place_;
  next_ = other.next_;
  after_kept_ = other.after_kept_;
  kept_ = other.kept_;
  kept_end_bytes_ = other.kept_end_bytes_;
  kept_end_lines_ = other.kept_end_lines_;
  lost_lines_ = other.lost_lines_;
  return *this;
}

OutboundReader::~OutboundReader() { close(); }

void OutboundReader::close() {
  if (chain_ == nullptr) return;
  wake_ = {};  // the list lies in the chain
  auto& place = chain_->place(place_);
  for (auto& pin : place.pins) pin.store(detail::not_pinned);
  place.taken.store(false);
  chain_.reset();
}

std::atomic<std::uint64_t>& OutboundReader::pin_of(const Cursor& cursor) const {
  return chain_->place(place_).pins[cursor.pin];
}

bool OutboundReader::wants(const OutboundHeader& header) const {
  if (!header.wanted[static_cast<std::size_t>(stream_)]) return false;
  return without_ == 0 || header.sender != without_;
}

void OutboundReader::pass(Cursor& cursor, const OutboundHeader& header) const {
  ++cursor.record;
  if (!wants(header)) return;
  cursor.bytes += header.line_length;
  ++cursor.lines;
}

// Moves to the front of the next segment. When that was given up, goes on at the oldest that is
// left and counts what lay between.
void OutboundReader::enter_next(Cursor& cursor) {
  cursor.segment = chain_->enter(pin_of(cursor), cursor.number + 1);
  cursor.number = cursor.segment->number;
  cursor.record = 0;
  const detail::StreamCount before = count_of(cursor.segment->before, stream_, without_);
  lost_lines_ += before.lines - cursor.lines;
  cursor.bytes = before.bytes;
  cursor.lines = before.lines;
}

// Passes records that are not wanted; true when the cursor stands at a wanted record.
bool OutboundReader::settle(Cursor& cursor) {
  for (;;) {
    // The last number is read first: a later segment means that `committed` is final.
    const std::uint64_t last = chain_->last_number();
    const std::size_t end = cursor.segment->committed.load(std::memory_order_acquire);
    for (; cursor.record < end; ++cursor.record) {
      if (wants(header_at(*cursor.segment, cursor.record))) return true;
    }
    if (last == cursor.number) return false;
    enter_next(cursor);
  }
}

std::size_t OutboundReader::peek(std::span<OutboundRecord> records) {
  if (!settle(next_)) return 0;
  // Only this segment: it stays pinned while its lines are in use.
  const std::size_t end = next_.segment->committed.load(std::memory_order_acquire);
  const std::size_t most = kept_ > 0 ? std::min(kept_, records.size()) : records.size();
  std::size_t count = 0;
  for (std::size_t record = next_.record; record < end && count < most; ++record) {
    const OutboundHeader header = header_at(*next_.segment, record);
    if (!wants(header)) continue;
    const char* line = next_.segment->data.get() + header.text_offset;
    records[count++] = {header.level, header.module, header.type_length,
                        header.tick,  header.time,   {line, header.line_length}};
  }
  return count;
}

// Passes `count` wanted records of the cursor's segment, and what lies between them.
void OutboundReader::step(Cursor& cursor, std::size_t count) const {
  const std::size_t end = cursor.segment->committed.load(std::memory_order_acquire);
  const std::uint64_t target = cursor.lines + count;
  while (cursor.lines < target && cursor.record < end) {
    pass(cursor, header_at(*cursor.segment, cursor.record));
  }
}

void OutboundReader::consume(std::size_t count) {
  step(next_, kept_ > 0 ? std::min(kept_, count) : count);
  if (kept_ == 0) return;
  kept_ -= std::min(kept_, count);
  if (kept_ == 0) resume();
}

// Goes on behind the skipped lines; the two pins change their parts.
void OutboundReader::resume() {
  std::swap(next_, after_kept_);
  pin_of(after_kept_).store(detail::not_pinned);
}

std::uint64_t OutboundReader::skip_from(Cursor& cursor, std::uint64_t bytes) {
  const std::uint64_t first_line = cursor.lines;
  const std::uint64_t lost_before = lost_lines_;
  const std::uint64_t total = chain_->total(stream_, without_).bytes;
  // A record written meanwhile may put the cursor beyond `total`.
  while (cursor.bytes < total && total - cursor.bytes > bytes && settle(cursor)) {
    const bool complete = chain_->last_number() > cursor.number;
    const detail::StreamCount after =
        complete ? count_of(cursor.segment->after, stream_, without_) : detail::StreamCount{};
    if (complete && after.bytes <= total && total - after.bytes >= bytes) {
      cursor.record = cursor.segment->committed.load(std::memory_order_acquire);
      cursor.bytes = after.bytes;
      cursor.lines = after.lines;
    } else {
      step(cursor, 1);
    }
  }
  return cursor.lines - first_line - (lost_lines_ - lost_before);
}

std::uint64_t OutboundReader::skip_to_backlog(std::uint64_t bytes, std::size_t keep) {
  if (backlog_bytes() <= bytes) return 0;
  if (kept_ == 0 && keep > 0) keep_lines(keep);
  if (kept_ == 0) return skip_from(next_, bytes);
  const std::uint64_t kept_bytes = kept_end_bytes_ - next_.bytes;
  return skip_from(after_kept_, bytes > kept_bytes ? bytes - kept_bytes : 0);
}

// Splits the cursor: `next_` stays at the kept lines, `after_kept_` goes behind them.
void OutboundReader::keep_lines(std::size_t count) {
  const std::size_t pin = after_kept_.pin;
  after_kept_ = next_;
  after_kept_.pin = pin;
  step(after_kept_, count);
  kept_ = after_kept_.lines - next_.lines;
  if (kept_ == 0) return;
  pin_of(after_kept_).store(next_.number);
  kept_end_bytes_ = after_kept_.bytes;
  kept_end_lines_ = after_kept_.lines;
}

std::uint64_t OutboundReader::backlog_bytes() const {
  const std::uint64_t skipped = kept_ > 0 ? after_kept_.bytes - kept_end_bytes_ : 0;
  return chain_->total(stream_, without_).bytes - next_.bytes - skipped;
}

std::uint64_t OutboundReader::backlog_lines() const {
  const std::uint64_t skipped = kept_ > 0 ? after_kept_.lines - kept_end_lines_ : 0;
  return chain_->total(stream_, without_).lines - next_.lines - skipped;
}

std::uint64_t OutboundReader::take_lost_lines() { return std::exchange(lost_lines_, 0); }

bool OutboundReader::prepare_sleep() {
  wake_.want();
  // Reading the epoch after asking: see OutboundChain::publish().
  [[maybe_unused]] const std::uint64_t epoch = chain_->epoch();
  if (kept_ == 0 && !settle(next_)) return true;
  wake_.withdraw();
  return false;
}

void OutboundReader::cancel_sleep() { wake_.withdraw(); }

}  // namespace mmdagent
