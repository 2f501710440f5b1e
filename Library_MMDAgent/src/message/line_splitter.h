// A stream of bytes, cut into lines that may become messages.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "message/message_text.h"

namespace mmdagent {

// One thread. Holds at most one line of max_message_bytes.
class LineSplitter {
 public:
  // A line without its end, which is LF or CR; valid during the call. With a problem it must not
  // become a message; one that is too long comes without text. Empty lines are left out.
  // `number` counts from 1, LF and CR LF as one end, empty lines too.
  using Take = std::function<void(std::string_view line, std::uint64_t number, LineProblem)>;

  explicit LineSplitter(Take take) : take_(std::move(take)) {}

  void feed(std::string_view bytes);
  // The stream is over: what has no line end counts as a line.
  void finish();

 private:
  void keep(std::string_view part);
  void end_line();

  Take take_;
  std::string line_;
  std::uint64_t number_ = 1;
  bool too_long_ = false;
  bool after_carriage_return_ = false;
};

}  // namespace mmdagent
