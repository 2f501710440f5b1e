// LOG_START, LOG_FINISH, LOG_UPLOAD, RECOG_RECORD_START, RECOG_RECORD_STOP (messages-core.md
// section 22, host.md section 5.5).
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "content/log_settings.h"
#include "content/running_content.h"
#include "message/message_text.h"
#include "scene/command_families.h"
#include "scene/log_recorder.h"
#include "scene/log_session.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr mode_t file_mode = 0644;

LogSettings settings_of(Scene& scene) { return log_settings(scene.services().content().info); }

fs::path log_folder(Scene& scene) {
  return fs::path(scene.services().content().dir) / "log" / settings_of(scene).identifier;
}

// Makes the folder and the file on a loader thread.
class OpenLog final : public LoadJob {
 public:
  OpenLog(Scene& scene, CommandOrder::Ticket ticket)
      : scene_(scene),
        ticket_(ticket),
        folder_(log_folder(scene)),
        name_(scene.services().log_recorder().file_name()) {}
  ~OpenLog() override {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenLog(const OpenLog&) = delete;
  OpenLog& operator=(const OpenLog&) = delete;

  void run() override {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (!error) {
      descriptor_ =
          open(path().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, file_mode);
      if (descriptor_ < 0) error.assign(errno, std::generic_category());
    }
    if (error) reason_ = path() + ": " + error.message();
  }

  void finish() override {
    LogRecorder& recorder = scene_.services().log_recorder();
    if (descriptor_ < 0) {
      recorder.drop();
      scene_.done(ticket_, Result::error("LOG_START: failed to open file for log saving, logging "
                                         "disabled (" +
                                         reason_ + ")"));
      return;
    }
    recorder.open(std::exchange(descriptor_, -1), path());
    scene_.log_session().start(folder_.string(), settings_of(scene_).speech);
    scene_.done(ticket_, Result::done());
  }

 private:
  std::string path() const { return (folder_ / name_).string(); }

  Scene& scene_;
  CommandOrder::Ticket ticket_;
  fs::path folder_;
  std::string name_;
  int descriptor_ = -1;
  std::string reason_;
};

Result start_log(Scene& scene, const Arguments&) {
  if (scene.defers()) return Result::done();
  LogRecorder& recorder = scene.services().log_recorder();
  if (recorder.recording()) return Result::warning("LOG_START: already logging now");
  if (!recorder.begin()) {
    return Result::error(
        "LOG_START: failed to open file for log saving, logging disabled (too "
        "many readers of messages)");
  }
  scene.services().load(std::make_unique<OpenLog>(scene, scene.hold()));
  return Result::done();
}

Result finish_log(Scene& scene, const Arguments&) {
  if (scene.defers()) return Result::done();
  scene.log_session().step();
  if (!scene.log_session().running()) {
    return {Level::status, "LOG_FINISH: logging is not running"};
  }
  scene.log_session().finish();
  return Result::done();
}

Result upload_log(Scene& scene, const Arguments&) {
  if (scene.defers()) return Result::done();
  LogRecorder& recorder = scene.services().log_recorder();
  if (recorder.recording()) {
    return Result::warning("LOG_UPLOAD: you cannot upload while logging is in progress, skipped");
  }
  if (recorder.uploading()) {
    recorder.upload_again();
    return Result::done();
  }
  LogSettings settings = settings_of(scene);
  if (settings.upload_url.empty()) return Result::warning("LOG_UPLOAD: no upload URL specified");
  recorder.upload({log_folder(scene), std::move(settings)});
  return Result::done();
}

Result show_speech_recorded(Scene& scene, const Arguments&) {
  scene.log_session().set_speech_recorded(true);
  return Result::done();
}

Result show_speech_not_recorded(Scene& scene, const Arguments&) {
  scene.log_session().set_speech_recorded(false);
  return Result::done();
}

constexpr ArgumentCounts any_count = ArgumentCounts::range(0, 10);

constexpr CommandRow rows[] = {
    {.name = "LOG_FINISH",
     .events = {"RECOG_RECORD_STOP"},
     .help = "Ends the log file of LOG_START.",
     .counts = any_count,
     .replaces = "|log",
     .run = finish_log},
    {.name = "LOG_START",
     .events = {"RECOG_RECORD_START|folder"},
     .help =
         "Writes the log from now on into a new file below log/ of the content, at most 10 MiB; "
         "the event comes where the content's LogSpeechInput is true.",
     .counts = any_count,
     .replaces = "|log",
     .run = start_log},
    {.name = "LOG_UPLOAD",
     .help = "Sends all log files to the content's LogUploadURL and removes those that arrived.",
     .counts = any_count,
     .replaces = "|log",
     .run = upload_log},
    {.name = "RECOG_RECORD_START",
     .arguments = "folder",
     .help = "Posted by the core: speech is recorded into the folder from now on. Ignored from "
             "others.",
     .counts = any_count,
     .logs_nothing = true,
     .run = show_speech_recorded},
    {.name = "RECOG_RECORD_STOP",
     .help = "Posted by the core: the recording of speech ends. Ignored from others.",
     .counts = any_count,
     .logs_nothing = true,
     .run = show_speech_not_recorded},
};

}  // namespace

std::span<const CommandRow> log_commands() { return rows; }

}  // namespace mmdagent
