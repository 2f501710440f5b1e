#include "runtime/router.h"

#include <fmt/format.h>

#include "message/inbound_ring.h"
#include "message/outbound.h"
#include "runtime/clock.h"

namespace mmdagent {
namespace {

// Between two looks at the clock, and between two wake-ups of the readers.
constexpr std::size_t batch_messages = 64;

// Recording speech is the core's own business; other modules must not start it.
constexpr std::string_view core_only_prefix = "RECOG_RECORD";

bool is_reserved(std::uint16_t module, std::string_view type) {
  return module != 0 && type.starts_with(core_only_prefix);
}

}  // namespace

// One call of dispatch(): how long it may go on.
class Router::Pass {
 public:
  explicit Pass(std::optional<TimePoint> deadline) : deadline_(deadline) {}

  // After each message. True when it is time to look after readers and clock.
  bool batch_is_full() { return ++in_batch_ >= batch_messages; }
  void begin_batch() { in_batch_ = 0; }
  bool is_over() const { return deadline_ && std::chrono::steady_clock::now() >= *deadline_; }

  void count_own() { ++own_; }
  bool is_runaway() const { return own_ >= own_messages_per_pass; }

 private:
  std::optional<TimePoint> deadline_;
  std::size_t in_batch_ = 0;
  std::size_t own_ = 0;
};

Router::Router(InboundRing& ring, OutboundLog& outbound, const TypeTable& types, const Clock& clock,
               Handler& handler)
    : ring_(ring), outbound_(outbound), types_(types), clock_(clock), handler_(handler) {
  refresh_time();
}

void Router::refresh_time() { now_ = clock_.unix_nanoseconds(); }

void Router::write(const OutboundEntry& entry) {
  outbound_.write(entry);
  if (entry.log) handler_.logged(entry);
}

bool Router::post(std::uint16_t module, std::string_view type, std::string_view args) {
  if (type.empty() || is_reserved(module, type)) return true;
  const std::size_t bytes = type.size() + (args.empty() ? 0 : 1 + args.size());
  if (bytes > max_message_bytes) {
    log(module, Level::error,
        fmt::format("message of {} bytes refused, at most {} are possible: {}", bytes,
                    max_message_bytes, type.substr(0, 64)));
    return false;
  }
  refresh_time();
  own_.push(module, type, args);
  OutboundEntry entry;
  entry.log = true;
  entry.level = Level::sent;
  entry.module = module;
  entry.tick = tick_;
  entry.time = now_;
  entry.text = type;
  entry.args = args;
  write(entry);
  return true;
}

void Router::log(std::uint16_t module, Level level, std::string_view text) {
  if (text.empty()) return;
  if (level > Level::captured) {
    log(0, Level::error,
        fmt::format("InternalError: unknown flag id = {}", static_cast<unsigned>(level)));
    return;
  }
  refresh_time();
  OutboundEntry entry;
  entry.log = true;
  entry.level = level;
  entry.module = module;
  entry.tick = tick_;
  entry.time = now_;
  entry.text = text;
  write(entry);
}

Router::End Router::dispatch(std::optional<TimePoint> deadline) {
  Pass pass(deadline);
  refresh_time();
  End end = End::empty;
  while (true) {
    dispatch_own(pass);
    if (pass.is_runaway()) {
      end = End::runaway;
      break;
    }
    if (pass.is_over()) {
      end = own_.empty() && ring_.empty() ? End::empty : End::paused;
      break;
    }
    pass.begin_batch();
    refresh_time();
    const std::size_t taken = ring_.drain(batch_messages, [&](RecordView& record) {
      take(record);
      if (!own_.empty()) dispatch_own(pass);
      return !pass.batch_is_full() && !pass.is_runaway() && own_.empty();
    });
    outbound_.publish();
    if (taken == 0 && own_.empty()) break;
  }
  outbound_.publish();
  if (end == End::empty) warned_of_runaway_ = false;
  return end;
}

void Router::dispatch_own(Pass& pass) {
  while (!own_.empty()) {
    const MessageQueue::Entry own = own_.pop(storage_);
    OutboundEntry entry;
    entry.module = own.module;
    entry.text = own.type;
    entry.args = own.args;
    deliver(entry, {own.type, own.args});
    pass.count_own();
    if (pass.is_runaway()) {
      warn_of_runaway(own.type);
      return;
    }
    if (pass.batch_is_full()) {
      outbound_.publish();
      if (pass.is_over()) return;
      pass.begin_batch();
    }
  }
}

void Router::warn_of_runaway(std::string_view type) {
  if (warned_of_runaway_) return;
  warned_of_runaway_ = true;
  log(0, Level::warning,
      fmt::format("messages answer each other without end, a frame goes between: {}", type));
}

void Router::take(RecordView& record) {
  switch (record.kind) {
    case RecordKind::message:
      if (record.type_length > 0 && !is_reserved(record.module, record.type())) {
        OutboundEntry entry;
        entry.log = true;
        entry.module = record.module;
        entry.text = record.text;
        entry.sender = record.sender;
        deliver(entry, {record.type(), record.args()});
      }
      break;
    case RecordKind::log:
      log(record.module, record.level, record.text);
      break;
    case RecordKind::task:
      record.task->run();
      break;
    case RecordKind::word:
      break;
  }
}

void Router::take_last_log_lines() {
  ring_.drain(InboundRing::unlimited, [this](RecordView& record) {
    if (record.kind == RecordKind::log) log(record.module, record.level, record.text);
  });
  outbound_.publish();
}

// `entry` has module and text; it is a log line too when the message was not logged as sent before.
void Router::deliver(OutboundEntry& entry, const Message& message) {
  ++dispatched_;
  entry.wire = true;
  entry.level = Level::sent;
  entry.tick = tick_;
  entry.time = now_;
  write(entry);
  handler_.handle(message, types_.dispatch(message.type));
}

}  // namespace mmdagent
