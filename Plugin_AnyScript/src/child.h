// One program beside the character: its process, what it prints, what it is told.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "child_input.h"
#include "child_lines.h"
#include "child_process.h"

namespace mmdagent {
class Host;
}

namespace anyscript {

using Clock = std::chrono::steady_clock;
using process::ChildProcess;

// Script thread only.
class Child {
 public:
  Child(mmdagent::Host& host, std::string command, std::unique_ptr<ChildProcess> process,
        ChildInput input);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Adds what it waits for. `wait` becomes shorter when it has something to do without waiting.
  void add_waits(std::vector<pollfd>& waits, std::chrono::milliseconds& wait) const;

  // Does what can be done now, a turn's worth.
  void work(Clock::time_point now);

  // It ended, everything it printed was posted, and that was told.
  bool is_over() const { return over_; }

  // What a wake may change: space in the ring, lines in the feed.
  void wake();

  // The end of the run, step by step.
  void close_input() { process_->input.close(); }
  void signal(int signal) { process_->signal_group(signal); }
  bool reap() { return process_->reap(); }

 private:
  void read_output(Clock::time_point now);
  bool post_lines(Clock::time_point now);
  void write_input(Clock::time_point now);
  void bound_backlog(Clock::time_point now);
  void look_for_end();
  void reject(LineKind kind, Clock::time_point now);

  mmdagent::Host& host_;
  std::string command_;
  std::unique_ptr<ChildProcess> process_;
  ChildInput input_;
  InputState input_state_ = InputState::more;
  ChildLines lines_;
  bool has_output_ = false;       // more may be read without waiting
  bool waits_for_space_ = false;  // a line could not be posted
  bool ended_ = false;
  bool over_ = false;
  Clock::time_point next_check_{};
  Clock::time_point next_skip_warning_{};
  Clock::time_point next_line_warning_{};
  std::uint64_t skipped_ = 0;   // not yet told of
  std::uint64_t rejected_ = 0;  // not yet told of
};

}  // namespace anyscript
