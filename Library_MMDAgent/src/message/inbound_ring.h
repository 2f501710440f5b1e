// The way into the agent thread: a bounded ring of whole records. Any thread pushes, the agent
// thread drains; no locks, no allocation. design.md, "Who may wait for what".
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>

#include "host_limits.h"
#include "message/block_pool.h"
#include "message/event_fd.h"
#include "message/record.h"
#include "message/wake_list.h"

namespace mmdagent {

struct InboundRingSizes {
  std::size_t slots = limits::inbound_slots;  // a power of two
  BlockPoolSizes blocks;
};

class InboundRing {
 public:
  using Clock = std::chrono::steady_clock;
  using SpaceSignal = WakeList::Registration;
  enum class WaitResult : std::uint8_t { records, woken, deadline };
  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  explicit InboundRing(const InboundRingSizes& sizes = {});
  ~InboundRing();  // destroys undelivered tasks; no other thread may use the ring any more
  InboundRing(const InboundRing&) = delete;
  InboundRing& operator=(const InboundRing&) = delete;

  // --- producers, any thread ---

  // Never blocks. Records of one thread arrive in the order pushed. Not for RecordKind::task.
  [[nodiscard]] PushResult try_push(const Record& record);
  // Takes `task` only when the result is `pushed`.
  [[nodiscard]] PushResult try_push(std::unique_ptr<AgentTask>& task, std::uint16_t module);

  // For threads that may wait (loaders, audio, plugin threads): sleeps while the ring is full.
  [[nodiscard]] PushResult push_or_stop(const Record& record, const std::stop_token& stop);
  [[nodiscard]] PushResult push_or_stop(std::unique_ptr<AgentTask> task, std::uint16_t module,
                                        const std::stop_token& stop);

  // For threads that must not wait: `wake` is called once, on the agent thread, when there is space
  // after try_push_or_signal() answered `full`. It must not block. Empty when too many registered.
  std::optional<SpaceSignal> add_space_signal(Wake wake);
  [[nodiscard]] PushResult try_push_or_signal(const Record& record, SpaceSignal& signal);
  [[nodiscard]] PushResult try_push_or_signal(std::unique_ptr<AgentTask>& task,
                                              std::uint16_t module, SpaceSignal& signal);

  // Ends the consumer's present or next wait. Any thread; safe in a signal handler.
  void wake();

  // --- the consumer, one thread ---

  // Calls `callback(RecordView&)` for each waiting record, oldest first, at most `max` of them; a
  // callback that returns false ends the drain after its record. Returns the records delivered.
  template <typename Callback>
  std::size_t drain(std::size_t max, Callback&& callback);

  // Sleeps until a record waits, wake() was called or the deadline (none: for ever) is reached.
  WaitResult wait_until(std::optional<Clock::time_point> deadline);

  bool empty() const;  // consumer only

 private:
  struct alignas(64) Slot {
    // Position + 1 of the record held; 0 before the first. Written last by the producer.
    std::atomic<std::uint64_t> published{0};
    std::uint16_t length = 0;
    std::uint16_t type_length = 0;
    std::uint16_t module = 0;
    RecordKind kind : 4 {};
    Level level : 4 {};
    std::uint8_t sender = 0;
    // The text, or the BlockPool::Block that holds it when longer, or the Task pointer.
    char text[limits::inbound_inline_bytes];
  };
  static_assert(sizeof(Slot) == 256);

  static constexpr std::uint64_t release_interval = 64;
  static constexpr std::uint64_t prefetch_distance = 6;  // slots, measured

  Slot& slot_at(std::uint64_t position) const { return slots_[position & mask_]; }
  std::optional<std::uint64_t> claim();
  void prefetch_slot(std::uint64_t position, std::size_t length) const;
  void publish(Slot& slot, std::uint64_t position);
  void signal_if_asleep();
  template <typename Attempt>
  PushResult wait_for_space(Attempt&& attempt, const std::stop_token& stop);
  RecordView view_of(const Slot& slot) const;
  void finish_record(const Slot& slot);
  void release_space(bool drained);
  void wake_blocked();

  const std::uint64_t mask_;
  const std::unique_ptr<Slot[]> slots_;
  BlockPool blocks_;

  // Producers' line: the next position to claim, and the last head any of them saw.
  alignas(64) std::atomic<std::uint64_t> tail_{0};
  std::atomic<std::uint64_t> seen_head_{0};

  // Written by the consumer, read by producers when the ring looks full.
  alignas(64) std::atomic<std::uint64_t> head_{0};
  std::atomic<std::uint32_t> space_epoch_{0};

  // Sleep protocol: written seldom, read by each push.
  alignas(64) std::atomic<bool> sleeping_{false};
  std::atomic<bool> wake_pending_{false};
  EventFd event_;

  // Blocked producers: read by the consumer after each batch.
  alignas(64) std::atomic<std::uint32_t> waiting_producers_{0};
  WakeList space_signals_;

  // Consumer only.
  alignas(64) std::uint64_t position_ = 0;
  std::uint64_t released_ = 0;
};

template <typename Callback>
std::size_t InboundRing::drain(std::size_t max, Callback&& callback) {
  std::size_t count = 0;
  bool go_on = true;
  while (go_on && count < max) {
    const Slot& slot = slot_at(position_);
    if (slot.published.load(std::memory_order_acquire) != position_ + 1) break;
    struct Finish {
      InboundRing& ring;
      const Slot& slot;
      ~Finish() { ring.finish_record(slot); }
    } finish{*this, slot};
    RecordView view = view_of(slot);
    ++count;
    if constexpr (std::is_same_v<std::invoke_result_t<Callback&, RecordView&>, bool>) {
      go_on = callback(view);
    } else {
      callback(view);
    }
  }
  if (count > 0) release_space(true);
  return count;
}

}  // namespace mmdagent
