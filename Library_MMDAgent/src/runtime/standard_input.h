// The setting use_stdinout: a thread that takes the lines of standard input for messages.
#pragma once

#include <string_view>
#include <thread>

#include "message/event_fd.h"
#include "message/message_text.h"

namespace mmdagent {

class InboundRing;
enum class Level : std::uint8_t;

class StandardInput {
 public:
  // Reads `descriptor`, which stays open, to its end: each line is a message of module 0. A full
  // ring makes whoever writes there wait. `ring` outlives this object.
  StandardInput(int descriptor, InboundRing& ring);
  // Ends the thread, wherever it is.
  ~StandardInput();
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  void run(int descriptor, const std::stop_token& stop);
  void take(std::string_view line, std::uint64_t number, LineProblem problem,
            const std::stop_token& stop);
  void log(Level level, std::string_view text, const std::stop_token& stop);

  InboundRing& ring_;
  EventFd end_;
  std::jthread thread_;
};

}  // namespace mmdagent
