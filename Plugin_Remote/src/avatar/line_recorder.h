// Writes what peers send into a file (AVATAR_LOGSAVE_START), on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace mmdagent::remote {

// `YYYY/MM/DD hh:mm:ss.mmm `, local time; `time` in seconds since the epoch.
std::string recording_stamp(double time);

// Agent thread. Never waits for the disk, but in finish().
class LineRecorder {
 public:
  // Null with a reason when the file cannot be made; an existing one is overwritten.
  static std::unique_ptr<LineRecorder> open(const std::string& path, std::string& reason);
  ~LineRecorder();
  LineRecorder(const LineRecorder&) = delete;
  LineRecorder& operator=(const LineRecorder&) = delete;

  // A line without its end. Lines that come faster than the disk takes them are lost and counted.
  void append(double time, std::string_view line);
  // Everything is in the file afterwards. How many lines are not; all later ones are lost too.
  std::uint64_t finish();

 private:
  explicit LineRecorder(std::FILE* file);
  void run();

  std::FILE* file_;
  std::mutex mutex_;  // what waits; held to append and to take it over
  std::condition_variable changed_;
  std::string waiting_;
  bool ends_ = false;
  bool failed_ = false;
  std::uint64_t lost_ = 0;
  std::thread thread_;
};

}  // namespace mmdagent::remote
