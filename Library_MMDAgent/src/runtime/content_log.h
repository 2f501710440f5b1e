// The file of log lines that content asks for (LOG_START), and where such files are sent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/log_uploader.h"
#include "scene/log_recorder.h"

namespace mmdagent {

class Clock;
class LogRecording;
class LogWriter;
class ModuleTable;
struct OutboundEntry;

// Agent thread only. Counts what is logged itself, so that a file ends at the same line in every
// run.
class ContentLog final : public LogRecorder {
 public:
  ContentLog(LogWriter& writer, const ModuleTable& modules, const Clock& clock,
             LogUploader::Log log);
  // Ends a file that is being written, and an upload.
  ~ContentLog();
  ContentLog(const ContentLog&) = delete;
  ContentLog& operator=(const ContentLog&) = delete;

  // LogRecorder
  bool recording() const override;
  std::string file_name() const override;
  bool begin() override;
  void open(int descriptor, std::string path) override;
  void drop() override;
  void finish() override;
  void upload(LogUpload upload) override;
  void upload_again() override { uploader_.upload_again(); }
  bool uploading() const override { return uploader_.uploading(); }

  // A line of the log was written.
  void count(const OutboundEntry& entry);

 private:
  void end(std::string text);

  LogWriter& writer_;
  const ModuleTable& modules_;
  const Clock& clock_;
  std::shared_ptr<LogRecording> recording_;  // the last one
  bool begun_ = false;                       // and it has not ended
  bool opened_ = false;
  std::string file_name_;
  std::uint64_t bytes_ = 0;
  LogUploader uploader_;
};

}  // namespace mmdagent
