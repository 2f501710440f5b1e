#include "child.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "MMDAgent/Host.h"
#include "anyscript_limits.h"

namespace anyscript {

using mmdagent::Level;

Child::Child(mmdagent::Host& host, std::string command, std::unique_ptr<ChildProcess> process,
             ChildInput input)
    : host_(host),
      command_(std::move(command)),
      process_(std::move(process)),
      input_(std::move(input)) {}

Child::~Child() = default;

void Child::add_waits(std::vector<pollfd>& waits, std::chrono::milliseconds& wait) const {
  if (process_->output.is_open() && !waits_for_space_) {
    waits.push_back({process_->output.get(), POLLIN, 0});
  }
  if (process_->input.is_open() && input_state_ == InputState::blocked) {
    waits.push_back({process_->input.get(), POLLOUT, 0});
    wait = std::min(wait, limits::backlog_check);
  }
  if (!ended_) waits.push_back({process_->ended_descriptor(), POLLIN, 0});
  const bool writes = process_->input.is_open() && input_state_ == InputState::more;
  if (writes || (has_output_ && !waits_for_space_)) wait = std::chrono::milliseconds(0);
}

void Child::wake() {
  waits_for_space_ = false;
  if (input_state_ == InputState::idle) input_state_ = InputState::more;
}

void Child::work(Clock::time_point now) {
  if (!ended_ && process_->reap()) ended_ = true;
  read_output(now);
  write_input(now);
  if (ended_) look_for_end();
}

void Child::read_output(Clock::time_point now) {
  has_output_ = false;
  // Lines may be left that had no space before the output ended.
  if (!post_lines(now) || !process_->output.is_open()) return;
  for (std::size_t taken = 0; taken < limits::turn_bytes;) {
    const std::span<char> space = lines_.space();
    const ssize_t count = read(process_->output.get(), space.data(), space.size());
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return;
    if (count <= 0) {
      lines_.finish();
      process_->output.close();
      post_lines(now);
      return;
    }
    lines_.received(static_cast<std::size_t>(count));
    taken += static_cast<std::size_t>(count);
    if (!post_lines(now)) return;
  }
  has_output_ = true;
}

// False when there is no space for one more, or this turn is over.
bool Child::post_lines(Clock::time_point now) {
  if (waits_for_space_) return false;
  for (std::size_t count = 0; count < limits::turn_lines; ++count) {
    const ChildLine& line = lines_.next();
    if (line.kind == LineKind::none) return true;
    if (line.kind != LineKind::message) {
      reject(line.kind, now);
    } else if (!host_.try_post(line.type, line.args)) {
      waits_for_space_ = true;
      return false;
    }
    lines_.consume();
  }
  has_output_ = true;
  return false;
}

void Child::reject(LineKind kind, Clock::time_point now) {
  ++rejected_;
  if (now < next_line_warning_) return;
  next_line_warning_ = now + limits::warning_pause;
  host_.log(Level::warning,
            fmt::format("{}: printed {}, left out; {} lines so far", command_,
                        kind == LineKind::too_long
                            ? fmt::format("a line longer than {} bytes", limits::line_bytes)
                            : std::string("a line that is no UTF-8 text"),
                        rejected_));
}

void Child::write_input(Clock::time_point now) {
  if (!process_->input.is_open()) return;
  bound_backlog(now);
  // A blocked pipe is tried again at each turn, which costs one call.
  if (input_state_ == InputState::idle) return;
  input_state_ = input_.pump(process_->input.get());
  if (input_state_ == InputState::closed) process_->input.close();
}

void Child::bound_backlog(Clock::time_point now) {
  if (now >= next_check_) {
    next_check_ = now + limits::backlog_check;
    skipped_ += input_.bound_backlog();
  }
  if (skipped_ == 0 || now < next_skip_warning_) return;
  next_skip_warning_ = now + limits::warning_pause;
  host_.log(Level::warning,
            fmt::format("{}: does not read its input, {} lines skipped", command_, skipped_));
  skipped_ = 0;
}

// What it started may hold its output open; once there is nothing to read, that counts no more.
void Child::look_for_end() {
  process_->input.close();
  if (waits_for_space_ || has_output_) return;
  if (process_->output.is_open()) process_->output.close();
  if (lines_.next().kind != LineKind::none) return;
  over_ = true;
  host_.log(Level::status, "detected end of child process");
}

}  // namespace anyscript
