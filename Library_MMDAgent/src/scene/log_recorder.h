// What LOG_START, LOG_FINISH and LOG_UPLOAD need from the runtime; a test gives the scene a simple
// one.
#pragma once

#include <filesystem>
#include <string>

#include "content/log_settings.h"

namespace mmdagent {

// What is to be sent where: every file in the folder and below, which then goes.
struct LogUpload {
  std::filesystem::path folder;
  LogSettings settings;
};

// Agent thread only.
class LogRecorder {
 public:
  // A file was asked for and has not ended: not by finish(), not at its greatest size, not because
  // it cannot be written.
  virtual bool recording() const = 0;
  // For a file that begins now: `log_YYYY_MM_DD__hh_mm_ss__mmm.txt`.
  virtual std::string file_name() const = 0;
  // Lines from now on belong into a file, which open() tells or drop() says will not come. False
  // when that is impossible.
  virtual bool begin() = 0;
  // Takes the descriptor of a regular file; `path` names it in errors.
  virtual void open(int descriptor, std::string path) = 0;
  virtual void drop() = 0;
  // The line logged last was the file's last.
  virtual void finish() = 0;

  // Sends the files on a thread of its own, once the file recorded last is whole, and says in the
  // log what came of each. While that goes on, upload_again() lets it look for files once more.
  virtual void upload(LogUpload upload) = 0;
  virtual void upload_again() = 0;
  virtual bool uploading() const = 0;

 protected:
  ~LogRecorder() = default;
};

}  // namespace mmdagent
