#include "message/log_sink.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "message/standard_error.h"

namespace mmdagent {
namespace {

constexpr std::size_t buffer_bytes = 65'536;
constexpr std::size_t batch = 128;
// A pipe that poll reports writable takes at least this much without blocking (PIPE_BUF).
constexpr std::size_t pipe_chunk = 4'096;
constexpr mode_t file_mode = 0644;

bool is_writable(int descriptor) {
  pollfd entry{descriptor, POLLOUT, 0};
  return poll(&entry, 1, 0) > 0;
}

}  // namespace

LogSink::LogSink(LogDestination destination, OutboundReader reader, const ModuleTable& modules,
                 LogClock clock)
    : destination_(std::move(destination)),
      modules_(&modules),
      formatter_(clock, destination_.format),
      reader_(std::move(reader)) {
  buffer_.reserve(2 * buffer_bytes);
  if (destination_.path.empty()) {
    descriptor_ = destination_.descriptor;
  } else {
    // Without waiting: a named pipe that nobody reads is refused.
    descriptor_ = open(destination_.path.c_str(),
                       O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, file_mode);
    owned_ = descriptor_ >= 0;
  }
  struct stat status {};
  if (descriptor_ < 0 || fstat(descriptor_, &status) != 0) {
    fail(errno);
  } else {
    regular_file_ = S_ISREG(status.st_mode);
  }
}

LogSink::LogSink(std::shared_ptr<LogRecording> recording, int descriptor, std::string path,
                 const ModuleTable& modules, LogClock clock)
    : modules_(&modules),
      formatter_(clock),
      reader_(std::move(recording->reader_)),
      descriptor_(descriptor),
      owned_(true),
      regular_file_(true),
      recording_(std::move(recording)) {
  destination_.path = std::move(path);
}

LogSink::LogSink(LogSink&& other) noexcept
    : destination_(std::move(other.destination_)),
      modules_(other.modules_),
      formatter_(other.formatter_),
      reader_(std::move(other.reader_)),
      descriptor_(other.descriptor_),
      owned_(std::exchange(other.owned_, false)),
      regular_file_(other.regular_file_),
      recording_(std::move(other.recording_)),
      complete_(other.complete_),
      buffer_(std::move(other.buffer_)),
      written_(other.written_) {
  other.reader_.reset();
}

LogSink::~LogSink() {
  if (owned_) ::close(descriptor_);
}

std::string LogSink::name() const {
  if (!destination_.path.empty()) return destination_.path;
  if (destination_.descriptor == STDOUT_FILENO) return "standard output";
  if (destination_.descriptor == STDERR_FILENO) return "standard error";
  return "descriptor " + std::to_string(destination_.descriptor);
}

void LogSink::fail(int error_number) {
  tell_standard_error("mmdagent: " + name() +
                      ": cannot be written: " + std::strerror(error_number) + '\n');
  reader_.reset();
  buffer_.clear();
  written_ = 0;
  if (recording_) recording_->close();
}

bool LogSink::pump() {
  bool found = false;
  while (alive() && flush() && fill()) found = true;
  if (alive() && complete_) finish_recording();
  return found;
}

std::size_t LogSink::lines_to_the_end() const {
  if (!recording_) return batch;
  const std::uint64_t end = recording_->end_.load(std::memory_order_acquire);
  const std::uint64_t passed = reader_->passed_lines();
  return end > passed ? std::min<std::uint64_t>(end - passed, batch) : 0;
}

void LogSink::finish_recording() {
  reader_.reset();
  ::close(descriptor_);
  owned_ = false;
  recording_->close();
}

// False when nothing waits.
bool LogSink::fill() {
  buffer_.clear();
  written_ = 0;
  std::array<OutboundRecord, batch> records;
  while (buffer_.size() < buffer_bytes) {
    const std::size_t waiting = reader_->peek(records);
    const std::size_t count = std::min(waiting, lines_to_the_end());
    if (count == 0) break;
    if (const std::uint64_t lost = reader_->take_lost_lines(); lost > 0) {
      report_lost(lost, records[0]);
    }
    for (std::size_t i = 0; i < count; ++i) append(records[i]);
    reader_->consume(count);
  }
  if (recording_ && !complete_ && lines_to_the_end() == 0) {
    buffer_.append(recording_->last_text_);
    complete_ = true;
  }
  return !buffer_.empty();
}

void LogSink::append(const OutboundRecord& record) {
  if (destination_.stream == OutboundStream::wire) {
    buffer_.append(record.line);
  } else if ((destination_.levels & level_bit(record.level)) != 0) {
    formatter_.append(record, *modules_, buffer_);
  }
}

void LogSink::report_lost(std::uint64_t lines, const OutboundRecord& next) {
  const std::string text =
      std::to_string(lines) + " lines were left out: " + name() + " takes them too slowly\n";
  if (destination_.stream == OutboundStream::wire) {
    tell_standard_error("mmdagent: " + text);
    return;
  }
  OutboundRecord record = next;
  record.level = Level::warning;
  record.module = 0;
  record.line = text;
  formatter_.append(record, *modules_, buffer_);
}

// True when everything is written and the sink is still alive.
bool LogSink::flush() {
  while (written_ < buffer_.size()) {
    std::size_t size = buffer_.size() - written_;
    if (!regular_file_) {
      if (!is_writable(descriptor_)) return false;
      size = std::min(size, pipe_chunk);
    }
    const ssize_t count = write(descriptor_, buffer_.data() + written_, size);
    if (count >= 0) {
      written_ += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      return false;
    } else if (errno != EINTR) {
      fail(errno);
      return false;
    }
  }
  return true;
}

void LogSink::close() {
  if (!alive()) return;
  if (recording_) {
    finish_recording();
    return;
  }
  const auto unwritten = buffer_.begin() + static_cast<std::ptrdiff_t>(written_);
  const auto lines = static_cast<std::uint64_t>(std::count(unwritten, buffer_.end(), '\n')) +
                     reader_->backlog_lines();
  if (lines > 0) {
    tell_standard_error("mmdagent: " + name() + ": " + std::to_string(lines) +
                        " lines not written\n");
  }
  reader_.reset();
}

}  // namespace mmdagent
