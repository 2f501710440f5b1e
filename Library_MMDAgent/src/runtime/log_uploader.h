// Sends the log files of content on a thread of its own (LOG_UPLOAD).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "MMDAgent/Message.h"
#include "scene/log_recorder.h"

namespace mmdagent {

class LogRecording;

// Agent thread only, but for what its thread does.
class LogUploader {
 public:
  // Called on the uploader's thread.
  using Log = std::function<void(Level level, std::string_view text)>;

  explicit LogUploader(Log log) : log_(std::move(log)) {}
  // Gives up what is being sent.
  ~LogUploader();
  LogUploader(const LogUploader&) = delete;
  LogUploader& operator=(const LogUploader&) = delete;

  // Not while uploading(). The first file is read once `last`, which may be null, is closed.
  void start(LogUpload upload, std::shared_ptr<const LogRecording> last);
  // While uploading(): once all is done, files are looked for again.
  void upload_again();
  bool uploading() const { return uploading_.load(std::memory_order_acquire); }
  // A file of that name is still being written; empty: none is.
  void leave_out(std::string file_name);

 private:
  void run(const LogUpload& upload, const std::stop_token& stop);
  void send_all(const LogUpload& upload, const std::stop_token& stop);
  bool is_left_out(const std::string& file_name) const;
  bool goes_on();

  Log log_;
  mutable std::mutex lock_;             // of the next two, held for a moment
  std::atomic<bool> uploading_{false};  // becomes false under the lock
  bool again_ = false;
  std::string left_out_;
  std::jthread thread_;
};

}  // namespace mmdagent
