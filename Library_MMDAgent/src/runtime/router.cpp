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

bool Router::post(std::uint16_t module, std::string_view type, std::string_view args) {
  if (type.empty() || is_reserved(module, type)) return true;
  const std::size_t bytes = type.size() + (args.empty() ? 0 : 1 + args.size());
  if (bytes > max_message_bytes) {
    log(module, LogLevel::error,
        fmt::format("message of {} bytes refused, at most {} are possible: {}", bytes,
                    max_message_bytes, type.substr(0, 64)));
    return false;
  }
  refresh_time();
  const auto type_length = static_cast<std::uint32_t>(type.size());
  // LocalQueue copies head and tail directly behind each other: the separator belongs to the tail.
  const Record record{RecordKind::message, LogLevel::sent, module, type_length, type};
  std::string_view tail;
  if (!args.empty()) {
    joined_.assign(1, '|').append(args);
    tail = joined_;
  }
  own_.push(record, tail);
  OutboundEntry entry;
  entry.log = true;
  entry.level = LogLevel::sent;
  entry.module = module;
  entry.tick = tick_;
  entry.time = now_;
  entry.text = type;
  entry.tail = tail;
  outbound_.write(entry);
  return true;
}

void Router::log(std::uint16_t module, LogLevel level, std::string_view text) {
  if (text.empty()) return;
  refresh_time();
  OutboundEntry entry;
  entry.log = true;
  entry.level = level;
  entry.module = module;
  entry.tick = tick_;
  entry.time = now_;
  entry.text = text;
  outbound_.write(entry);
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
    const LocalQueue::Entry entry = own_.front();
    deliver(entry.module, entry.text, entry.type_length, false);
    const bool runaway = (pass.count_own(), pass.is_runaway());
    if (runaway && !warned_of_runaway_) {
      warned_of_runaway_ = true;
      log(0, LogLevel::warning,
          fmt::format("messages answer each other without end, a frame goes between: {}",
                      entry.type()));
    }
    own_.pop();
    if (runaway) return;
    if (pass.batch_is_full()) {
      outbound_.publish();
      if (pass.is_over()) return;
      pass.begin_batch();
    }
  }
}

void Router::take(RecordView& record) {
  switch (record.kind) {
    case RecordKind::message:
      if (record.type_length > 0 && !is_reserved(record.module, record.type())) {
        deliver(record.module, record.text, record.type_length, true);
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

void Router::deliver(std::uint16_t module, std::string_view text, std::uint32_t type_length,
                     bool log_as_sent) {
  ++dispatched_;
  OutboundEntry entry;
  entry.wire = true;
  entry.log = log_as_sent;
  entry.level = LogLevel::sent;
  entry.module = module;
  entry.type_length = type_length;
  entry.tick = tick_;
  entry.time = now_;
  entry.text = text;
  outbound_.write(entry);

  Message message;
  message.type = text.substr(0, type_length);
  if (text.size() > type_length) message.args = text.substr(type_length + 1);
  handler_.handle(message, types_.dispatch(message.type));
}

}  // namespace mmdagent
