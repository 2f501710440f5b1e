#include "avatar/line_recorder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <utility>

#include "remote_limits.h"

namespace mmdagent::remote {

std::string recording_stamp(double time) {
  const double whole = std::floor(time);
  const auto seconds = static_cast<std::time_t>(whole);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return fmt::format("{:04}/{:02}/{:02} {:02}:{:02}:{:02}.{:03} ", local.tm_year + 1900,
                     local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec,
                     static_cast<int>((time - whole) * 1000.0));
}

std::unique_ptr<LineRecorder> LineRecorder::open(const std::string& path, std::string& reason) {
  std::FILE* const file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) {
    reason = std::strerror(errno);
    return nullptr;
  }
  return std::unique_ptr<LineRecorder>(new LineRecorder(file));
}

LineRecorder::LineRecorder(std::FILE* file) : file_(file), thread_([this] { run(); }) {}

LineRecorder::~LineRecorder() { finish(); }

void LineRecorder::append(double time, std::string_view line) {
  const std::string stamp = recording_stamp(time);
  const std::scoped_lock lock(mutex_);
  const std::size_t bytes = waiting_.size() + stamp.size() + line.size() + 1;
  if (ends_ || failed_ || bytes > max_recording_backlog_bytes) {
    ++lost_;
    return;
  }
  waiting_.append(stamp).append(line).append(1, '\n');
  changed_.notify_one();
}

std::uint64_t LineRecorder::finish() {
  {
    const std::scoped_lock lock(mutex_);
    ends_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  if (file_ != nullptr) std::fclose(std::exchange(file_, nullptr));
  return lost_;
}

void LineRecorder::run() {
  std::string taken;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    taken.clear();
    std::swap(taken, waiting_);
    lock.unlock();
    const bool written = std::fwrite(taken.data(), 1, taken.size(), file_) == taken.size() &&
                         std::fflush(file_) == 0;
    lock.lock();
    failed_ = failed_ || !written;
  }
}

}  // namespace mmdagent::remote
