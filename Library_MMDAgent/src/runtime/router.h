// Carries every message from where it was posted to where it is handled, in order, and writes what
// happens to the outbound side. It knows no command and no plugin.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "MMDAgent/Message.h"
#include "message/record.h"
#include "message/type_table.h"
#include "runtime/message_queue.h"

namespace mmdagent {

class Clock;
class InboundRing;
class OutboundLog;
struct OutboundEntry;
struct RecordView;

// Agent thread only. Order: what the agent posts itself goes to its own queue, which is emptied
// before the next record is taken from the ring; so a message from outside and everything it causes
// at once come before the next message from outside.
class Router {
 public:
  // Receives each message in dispatch order; may post and log.
  class Handler {
   public:
    virtual void handle(const Message& message, const TypeDispatch& dispatch) = 0;
    // Each line of the log as it is written: text, or message type and arguments. Must not log.
    virtual void logged(const OutboundEntry& entry) = 0;

   protected:
    ~Handler() = default;
  };

  using TimePoint = std::chrono::steady_clock::time_point;

  Router(InboundRing& ring, OutboundLog& outbound, const TypeTable& types, const Clock& clock,
         Handler& handler);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // Queues a message and logs it as Sent. False, with an Error line, when it is longer than
  // max_message_bytes. An empty type is ignored, and so is RECOG_RECORD… from any module but 0.
  bool post(std::uint16_t module, std::string_view type, std::string_view args);

  // Empty texts are dropped; a level that does not exist becomes an error line.
  void log(std::uint16_t module, Level level, std::string_view text);

  // The number in log lines; the agent counts frames with it.
  void set_tick(std::uint64_t tick) { tick_ = tick; }
  std::uint64_t tick() const { return tick_; }

  enum class End : std::uint8_t {
    empty,    // nothing waits
    paused,   // the deadline came first
    runaway,  // messages kept answering each other; the frame must get its turn
  };

  // Dispatches until nothing waits, or until `deadline` (none: never) has passed.
  End dispatch(std::optional<TimePoint> deadline);

  // At the end of the run: log lines still in the ring reach the log, everything else is dropped.
  void take_last_log_lines();

  std::uint64_t dispatched() const { return dispatched_; }

  // So many messages of the agent's own in one pass end it (two that answer each other for ever).
  static constexpr std::size_t own_messages_per_pass = 100'000;

 private:
  class Pass;

  void write(const OutboundEntry& entry);
  void take(RecordView& record);
  void dispatch_own(Pass& pass);
  void deliver(OutboundEntry& entry, const Message& message);
  void warn_of_runaway(std::string_view type);
  void refresh_time();

  InboundRing& ring_;
  OutboundLog& outbound_;
  const TypeTable& types_;
  const Clock& clock_;
  Handler& handler_;
  MessageQueue own_;
  std::string storage_;  // the own message being handled
  std::uint64_t tick_ = 0;
  std::int64_t now_ = 0;  // nanoseconds since 1970, read anew for each batch and each log line
  std::uint64_t dispatched_ = 0;
  bool warned_of_runaway_ = false;
};

}  // namespace mmdagent
