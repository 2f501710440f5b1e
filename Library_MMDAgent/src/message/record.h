// One record of the inbound ring: what travels from any thread to the agent thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "MMDAgent/Host.h"
#include "MMDAgent/Message.h"

namespace mmdagent {

enum class RecordKind : std::uint8_t {
  message,  // `TYPE|args` to be dispatched
  log,      // one log line of `level`
  task,     // an AgentTask to run
  word,     // a line for the module itself, in order with its messages (avatar control)
};

// What a producer pushes; the text is copied. Of a message `text` is the type and `args` what
// follows the separator, verbatim (split_line() gives both); everything else has `text` only.
struct Record {
  RecordKind kind = RecordKind::message;
  Level level = Level::none;
  std::uint16_t module = 0;
  std::string_view text;
  std::string_view args;
  std::uint8_t sender = 0;  // SenderHost::add_sender(), of messages; 0: none
};

// What the consumer sees: `text` is `TYPE` or `TYPE|args` and valid until the callback returns;
// `task` is set for RecordKind::task only and may be moved out.
struct RecordView {
  RecordKind kind = RecordKind::message;
  Level level = Level::none;
  std::uint16_t module = 0;
  std::uint32_t type_length = 0;
  std::string_view text;
  std::unique_ptr<AgentTask> task;
  std::uint8_t sender = 0;

  std::string_view type() const { return text.substr(0, type_length); }
  std::string_view args() const {
    return text.size() > type_length ? text.substr(type_length + 1) : std::string_view();
  }
};

enum class PushResult : std::uint8_t {
  pushed,
  full,      // nothing changed; try again after the consumer drained
  too_long,  // more than max_message_bytes; never fits
  stopped,   // the stop token fired while waiting
};

}  // namespace mmdagent
