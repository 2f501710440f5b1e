#include "runtime/content_log.h"

#include <fmt/format.h>

#include <ctime>
#include <utility>

#include "host_limits.h"
#include "message/log_format.h"
#include "message/log_recording.h"
#include "message/log_writer.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "runtime/clock.h"

namespace mmdagent {
namespace {

constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;
constexpr std::int64_t milliseconds_per_second = 1'000;
constexpr const char* full_text =
    "ERROR: log size reached limit (10.00 MB), terminate logging now!\n";
static_assert(limits::content_log_bytes == 10U << 20U, "the text says 10.00 MB");

std::string name_at(const Clock& clock) {
  const std::int64_t milliseconds = clock.unix_nanoseconds() / nanoseconds_per_millisecond;
  const auto seconds = static_cast<std::time_t>(milliseconds / milliseconds_per_second);
  std::tm parts{};
  if (clock.is_simulated()) {
    gmtime_r(&seconds, &parts);
  } else {
    localtime_r(&seconds, &parts);
  }
  return fmt::format("log_{:04}_{:02}_{:02}__{:02}_{:02}_{:02}__{:03}.txt", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                     milliseconds % milliseconds_per_second);
}

}  // namespace

ContentLog::ContentLog(LogWriter& writer, const ModuleTable& modules, const Clock& clock,
                       LogUploader::Log log)
    : writer_(writer), modules_(modules), clock_(clock), uploader_(std::move(log)) {}

ContentLog::~ContentLog() {
  if (begun_ && opened_) end({});
}

// A file that the writer had to give up is closed before its end.
bool ContentLog::recording() const { return begun_ && !recording_->closed(); }

std::string ContentLog::file_name() const { return file_name_; }

bool ContentLog::begin() {
  file_name_ = name_at(clock_);
  uploader_.leave_out(file_name_);
  recording_ = writer_.record();
  begun_ = recording_ != nullptr;
  opened_ = false;
  bytes_ = 0;
  return begun_;
}

void ContentLog::open(int descriptor, std::string path) {
  opened_ = true;
  writer_.open(recording_, descriptor, std::move(path));
}

void ContentLog::drop() {
  begun_ = false;
  recording_ = nullptr;
}

void ContentLog::finish() {
  if (begun_) end({});
}

void ContentLog::end(std::string text) {
  begun_ = false;
  writer_.end(recording_, std::move(text));
  uploader_.leave_out({});
}

void ContentLog::count(const OutboundEntry& entry) {
  if (!begun_) return;
  const bool separated = entry.separator || !entry.args.empty();
  bytes_ += log_line_bytes(entry.tick, modules_.name(entry.module), entry.level,
                           entry.text.size() + (separated ? 1 : 0) + entry.args.size());
  if (bytes_ >= limits::content_log_bytes) end(full_text);
}

void ContentLog::upload(LogUpload upload) { uploader_.start(std::move(upload), recording_); }

}  // namespace mmdagent
