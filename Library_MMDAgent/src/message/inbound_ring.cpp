#include "message/inbound_ring.h"

#include <poll.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <utility>

namespace mmdagent {
namespace {

std::size_t text_length(const Record& record) {
  const std::size_t args = record.args.empty() ? 0 : record.args.size() + 1;
  return record.text.size() + args;
}

void copy_text(const Record& record, char* out) {
  std::memcpy(out, record.text.data(), record.text.size());
  if (record.args.empty()) return;
  out[record.text.size()] = '|';
  std::memcpy(out + record.text.size() + 1, record.args.data(), record.args.size());
}

// Asks for a cache line to write. (The compiler's own builtin asks for reading only on x86, and
// then each first write still waits for the other core.)
void prefetch_for_write(const char* line) {
#if defined(__x86_64__)
  asm volatile("prefetchw %0" ::"m"(*line));
#else
  __builtin_prefetch(line, 1);
#endif
}

std::uint64_t checked_slots(std::size_t slots) {
  if (!std::has_single_bit(slots)) {
    throw std::invalid_argument("InboundRing: the number of slots must be a power of two");
  }
  return slots;
}

timespec time_left(InboundRing::Clock::time_point deadline) {
  using std::chrono::nanoseconds;
  const auto left =
      std::max(nanoseconds(0),
               std::chrono::duration_cast<nanoseconds>(deadline - InboundRing::Clock::now()));
  constexpr long second = 1'000'000'000;
  return {static_cast<time_t>(left.count() / second), static_cast<long>(left.count() % second)};
}

}  // namespace

InboundRing::InboundRing(const InboundRingSizes& sizes)
    : mask_(checked_slots(sizes.slots) - 1),
      slots_(std::make_unique<Slot[]>(sizes.slots)),
      blocks_(sizes.blocks) {}

InboundRing::~InboundRing() {
  drain(unlimited, [](RecordView&) {});
}

// Claims the next position for the calling producer, or answers nothing when the ring is full. The
// slot is free because a head beyond its last use was seen, by this producer or by the one that
// stored seen_head_.
std::optional<std::uint64_t> InboundRing::claim() {
  const auto slots = static_cast<std::int64_t>(mask_ + 1);
  std::uint64_t position = tail_.load(std::memory_order_relaxed);
  for (;;) {
    const std::uint64_t seen = seen_head_.load(std::memory_order_acquire);
    // Signed: a stale `position` may lie behind the head.
    if (static_cast<std::int64_t>(position - seen) >= slots) {
      const std::uint64_t head = head_.load();
      if (static_cast<std::int64_t>(position - head) >= slots) return std::nullopt;
      seen_head_.store(head, std::memory_order_release);
    }
    if (tail_.compare_exchange_weak(position, position + 1, std::memory_order_relaxed)) {
      return position;
    }
  }
}

// A slot was last read by the consumer's core. Fetching it before it is needed doubles the rate
// between two cores; what the next records need is guessed from the present one.
void InboundRing::prefetch_slot(std::uint64_t position, std::size_t length) const {
  const char* const text = slot_at(position).text;
  constexpr std::size_t line = 64;
  prefetch_for_write(text);
  prefetch_for_write(text + line);
  if (length <= 2 * line - offsetof(Slot, text)) return;
  prefetch_for_write(text + 2 * line);
  prefetch_for_write(text + 3 * line);
}

// Sequentially consistent against wait_until(): either the consumer sees the record when it looks
// once more, or this thread sees that it sleeps.
void InboundRing::publish(Slot& slot, std::uint64_t position) {
  slot.published.store(position + 1);
  signal_if_asleep();
}

void InboundRing::signal_if_asleep() {
  if (sleeping_.load() && sleeping_.exchange(false)) event_.signal();
}

PushResult InboundRing::try_push(const Record& record) {
  const std::size_t length = text_length(record);
  if (length > max_message_bytes) return PushResult::too_long;
  const bool fits = length <= limits::inbound_inline_bytes;
  std::optional<BlockPool::Block> block;
  if (!fits) {
    block = blocks_.take(length);
    if (!block) return PushResult::full;
    copy_text(record, blocks_.data(*block));
  }
  const auto position = claim();
  if (!position) {
    if (block) blocks_.give_back(*block);
    return PushResult::full;
  }
  Slot& slot = slot_at(*position);
  prefetch_slot(*position + prefetch_distance, length);
  slot.length = static_cast<std::uint16_t>(length);
  slot.type_length = static_cast<std::uint16_t>(record.text.size());
  slot.module = record.module;
  slot.kind = record.kind;
  slot.level = record.level;
  slot.sender = record.sender;
  if (fits) {
    copy_text(record, slot.text);
  } else {
    std::memcpy(slot.text, &*block, sizeof *block);
  }
  publish(slot, *position);
  return PushResult::pushed;
}

PushResult InboundRing::try_push(std::unique_ptr<AgentTask>& task, std::uint16_t module) {
  const auto position = claim();
  if (!position) return PushResult::full;
  Slot& slot = slot_at(*position);
  slot.length = 0;
  slot.type_length = 0;
  slot.module = module;
  slot.kind = RecordKind::task;
  slot.level = Level::none;
  slot.sender = 0;
  // The slot owns the task until view_of() takes it out again.
  AgentTask* const owned = task.release();
  std::memcpy(slot.text, &owned, sizeof owned);
  publish(slot, *position);
  return PushResult::pushed;
}

// Sleeps on the epoch that the consumer advances when it has made space. The count is raised before
// the attempt, so either the attempt finds the space or the consumer sees the waiter.
template <typename Attempt>
PushResult InboundRing::wait_for_space(Attempt&& attempt, const std::stop_token& stop) {
  waiting_producers_.fetch_add(1);
  const std::stop_callback wake_at_stop(stop, [this] {
    space_epoch_.fetch_add(1);
    space_epoch_.notify_all();
  });
  PushResult result = PushResult::stopped;
  for (;;) {
    const std::uint32_t epoch = space_epoch_.load();
    if (stop.stop_requested()) break;
    result = attempt();
    if (result != PushResult::full) break;
    result = PushResult::stopped;
    space_epoch_.wait(epoch);
  }
  waiting_producers_.fetch_sub(1);
  return result;
}

PushResult InboundRing::push_or_stop(const Record& record, const std::stop_token& stop) {
  const PushResult result = try_push(record);
  if (result != PushResult::full) return result;
  return wait_for_space([&] { return try_push(record); }, stop);
}

PushResult InboundRing::push_or_stop(std::unique_ptr<AgentTask> task, std::uint16_t module,
                                     const std::stop_token& stop) {
  const PushResult result = try_push(task, module);
  if (result != PushResult::full) return result;
  return wait_for_space([&] { return try_push(task, module); }, stop);
}

std::optional<InboundRing::SpaceSignal> InboundRing::add_space_signal(Wake wake) {
  return space_signals_.add(wake);
}

PushResult InboundRing::try_push_or_signal(const Record& record, SpaceSignal& signal) {
  const PushResult first = try_push(record);
  if (first != PushResult::full) return first;
  signal.want();
  const PushResult second = try_push(record);
  if (second != PushResult::full) signal.withdraw();
  return second;
}

PushResult InboundRing::try_push_or_signal(std::unique_ptr<AgentTask>& task, std::uint16_t module,
                                           SpaceSignal& signal) {
  const PushResult first = try_push(task, module);
  if (first != PushResult::full) return first;
  signal.want();
  const PushResult second = try_push(task, module);
  if (second != PushResult::full) signal.withdraw();
  return second;
}

RecordView InboundRing::view_of(const Slot& slot) const {
  RecordView view{slot.kind, slot.level, slot.module, slot.type_length, {}, nullptr, slot.sender};
  if (slot.kind == RecordKind::task) {
    AgentTask* owned = nullptr;
    std::memcpy(&owned, slot.text, sizeof owned);
    view.task.reset(owned);
  } else if (slot.length <= limits::inbound_inline_bytes) {
    view.text = std::string_view(slot.text, slot.length);
  } else {
    BlockPool::Block block{};
    std::memcpy(&block, slot.text, sizeof block);
    view.text = std::string_view(blocks_.data(block), slot.length);
  }
  return view;
}

void InboundRing::finish_record(const Slot& slot) {
  if (slot.kind != RecordKind::task && slot.length > limits::inbound_inline_bytes) {
    BlockPool::Block block{};
    std::memcpy(&block, slot.text, sizeof block);
    blocks_.give_back(block);
  }
  ++position_;
  if (position_ - released_ >= release_interval) release_space(false);
}

// Gives the delivered slots back and wakes who waits for them: at the end of a drain, or on the way
// when a good part of the ring is free, so that a producer does not wake for every few slots.
void InboundRing::release_space(bool drained) {
  released_ = position_;
  head_.store(position_);
  if (waiting_producers_.load() == 0 && !space_signals_.any_wanted()) return;
  const std::uint64_t used = tail_.load(std::memory_order_relaxed) - position_;
  if (!drained && used > (mask_ + 1) / 4 * 3) return;
  wake_blocked();
}

void InboundRing::wake_blocked() {
  space_signals_.wake_wanted();
  if (waiting_producers_.load() == 0) return;
  space_epoch_.fetch_add(1);
  space_epoch_.notify_all();
}

bool InboundRing::empty() const { return slot_at(position_).published.load() != position_ + 1; }

void InboundRing::wake() {
  wake_pending_.store(true);
  signal_if_asleep();
}

InboundRing::WaitResult InboundRing::wait_until(std::optional<Clock::time_point> deadline) {
  for (;;) {
    sleeping_.store(true);
    const bool records = !empty();
    if (records || wake_pending_.load()) {
      sleeping_.store(false);
      const bool woken = wake_pending_.exchange(false);
      return woken ? WaitResult::woken : WaitResult::records;
    }
    pollfd entry{event_.descriptor(), POLLIN, 0};
    timespec left{};
    if (deadline) left = time_left(*deadline);
    const int ready = ppoll(&entry, 1, deadline ? &left : nullptr, nullptr);
    sleeping_.store(false);
    if (ready > 0) event_.clear();
    if (ready == 0 && empty() && !wake_pending_.load()) return WaitResult::deadline;
  }
}

}  // namespace mmdagent
