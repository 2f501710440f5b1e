// LOG_START, LOG_FINISH, LOG_UPLOAD, RECOG_RECORD_START, RECOG_RECORD_STOP: messages-core.md
// section 22, host.md section 5.5.
#include <filesystem>
#include <optional>

#include "content/content_info.h"
#include "scene/log_session.h"
#include "scene_case.h"

namespace conformance {
namespace {

using test_support::SceneRun;
using Lines = std::vector<std::string>;

const glm::vec3 recording{1.0F, 0.7F, 0.0F};
const glm::vec3 logging{0.0F, 0.0F, 0.3F};
const glm::vec3 uploading{0.0F, 0.4F, 1.0F};

// The content lies in a folder of the run's own, so that nothing above it counts.
void place_content(SceneRun& run) { run.services.running.dir = run.dir.path().string(); }

std::string log_folder(SceneRun& run, const char* identifier = "noId") {
  return (run.dir.path() / "log" / identifier).string();
}

void write_information(SceneRun& run, std::string_view text) {
  run.dir.write(".mmdagent-save", text);
  run.services.running.info = mmdagent::read_content_info(run.dir.path() / "main.mdf");
}

Lines logs_after(SceneRun& run, const Lines& messages) {
  for (const std::string& message : messages) run.send(message);
  run.finish_loads();
  return run.take_logs();
}

std::optional<glm::vec3> edge(SceneRun& run) { return run.scene->log_session().edge_color(); }

// A border of 0.2 units, 6 pixels of a window 900 pixels high, over everything else.
void expect_drawn(SceneRun& run, const glm::vec3& color) {
  const mmdagent::Snapshot snapshot = run.snapshot();
  const auto inside = [&](const mmdagent::FlatItem& box) {
    return box.corner.x >= 6 && box.corner.y >= 6 && box.corner.x + box.extent.x <= 1024 - 6 &&
           box.corner.y + box.extent.y <= 900 - 6;
  };
  float area = 0.0F;
  for (std::size_t i = snapshot.flat_under; i < snapshot.flat.size(); ++i) {
    const mmdagent::FlatItem& box = snapshot.flat[i];
    EXPECT_EQ(box.color, glm::vec4(color, 1.0F));
    EXPECT_FALSE(inside(box));
    area += box.extent.x * box.extent.y;
  }
  EXPECT_NEAR(area, 1024 * 900 - (1024 - 12) * (900 - 12), 1.0F);
}

std::vector<SceneCase> log_cases() {
  return {
      {.name = "Host53StartMakesTheFileAndFinishEndsIt",
       .check =
           [](SceneRun& run) {
             place_content(run);
             EXPECT_EQ(logs_after(run, {"LOG_START"}),
                       Lines{"S start logging in " + log_folder(run) + "..."});
             EXPECT_EQ(run.services.recorder.paths, Lines{log_folder(run) + "/log_1.txt"});
             EXPECT_TRUE(std::filesystem::exists(log_folder(run) + "/log_1.txt"));
             EXPECT_EQ(edge(run), logging);
             expect_drawn(run, logging);
             EXPECT_EQ(logs_after(run, {"LOG_FINISH"}),
                       Lines{"S stop logging in " + log_folder(run)});
             EXPECT_FALSE(run.services.recorder.recording());
             EXPECT_EQ(edge(run), std::nullopt);
             EXPECT_TRUE(run.take_out().empty());
           }},
      {.name = "StartWhileLogging",
       .check =
           [](SceneRun& run) {
             place_content(run);
             EXPECT_EQ(logs_after(run, {"LOG_START", "LOG_START|ignored"}),
                       (Lines{"S start logging in " + log_folder(run) + "...",
                              "W LOG_START: already logging now"}));
             EXPECT_EQ(run.services.captured, (Lines{"LOG_START|", "LOG_START|ignored"}));
             EXPECT_EQ(run.services.recorder.paths.size(), 1U);
           }},
      {.name = "FinishWithoutStart",
       .in = {"LOG_FINISH"},
       .logs = {"S LOG_FINISH: logging is not running"}},
      {.name = "FinishWaitsForTheFileThatStartAskedFor",
       .check =
           [](SceneRun& run) {
             place_content(run);
             EXPECT_EQ(logs_after(run, {"LOG_START", "LOG_FINISH", "LOG_FINISH"}),
                       (Lines{"S start logging in " + log_folder(run) + "...",
                              "S stop logging in " + log_folder(run),
                              "S LOG_FINISH: logging is not running"}));
           }},
      {.name = "NoFileCanBeMade",
       .check =
           [](SceneRun& run) {
             place_content(run);
             run.dir.write("log", "a file where the folder should be");
             const Lines lines = logs_after(run, {"LOG_START"});
             ASSERT_EQ(lines.size(), 1U);
             EXPECT_EQ(
                 without_reason(lines[0]),
                 "E LOG_START: failed to open file for log saving, logging disabled (reason)");
             EXPECT_NE(lines[0].find(log_folder(run) + "/log_1.txt: Not a directory"),
                       std::string::npos)
                 << lines[0];
             EXPECT_FALSE(run.services.recorder.recording());
             EXPECT_EQ(edge(run), std::nullopt);
             std::filesystem::remove(run.dir.path() / "log");
             EXPECT_EQ(logs_after(run, {"LOG_START"}).size(), 1U);
             EXPECT_TRUE(run.services.recorder.recording());
           }},
      {.name = "TheContentNamesTheFolder",
       .check =
           [](SceneRun& run) {
             place_content(run);
             run.services.running.dir = (run.dir.path() / "inner").string();
             write_information(run, "LogIdentifier=diary\n");
             EXPECT_EQ(logs_after(run, {"LOG_START"}),
                       Lines{"S start logging in " + run.services.running.dir + "/log/diary..."});
           }},
      {.name = "SpeechIsRecordedWithTheLog",
       .check =
           [](SceneRun& run) {
             place_content(run);
             write_information(run, "LogSpeechInput=true\n");
             logs_after(run, {"LOG_START"});
             EXPECT_EQ(run.take_out(), Lines{"RECOG_RECORD_START|" + log_folder(run)});
             EXPECT_EQ(edge(run), recording);
             logs_after(run, {"LOG_FINISH"});
             EXPECT_EQ(run.take_out(), Lines{"RECOG_RECORD_STOP"});
             EXPECT_EQ(edge(run), std::nullopt);
             EXPECT_EQ(run.services.captured, (Lines{"LOG_START|", "LOG_FINISH|"}));
           }},
      {.name = "AFileThatEndsByItselfEndsTheSession",
       .check =
           [](SceneRun& run) {
             place_content(run);
             write_information(run, "LogSpeechInput=true\n");
             logs_after(run, {"LOG_START"});
             run.take_out();
             run.services.recorder.is_recording = false;
             run.run(1);
             EXPECT_EQ(run.take_out(), Lines{"RECOG_RECORD_STOP"});
             EXPECT_EQ(edge(run), std::nullopt);
             EXPECT_EQ(logs_after(run, {"LOG_FINISH"}),
                       Lines{"S LOG_FINISH: logging is not running"});
           }},
      {.name = "RecordCommandsChangeTheColourAlone",
       .check =
           [](SceneRun& run) {
             EXPECT_TRUE(logs_after(run, {"RECOG_RECORD_START|d"}).empty());
             EXPECT_EQ(edge(run), recording);
             expect_drawn(run, recording);
             EXPECT_TRUE(logs_after(run, {"RECOG_RECORD_STOP"}).empty());
             EXPECT_EQ(edge(run), std::nullopt);
             EXPECT_TRUE(run.snapshot().flat.empty());
             EXPECT_TRUE(run.services.captured.empty());
             EXPECT_TRUE(run.take_out().empty());
           }},
      {.name = "UploadWhileLogging",
       .check =
           [](SceneRun& run) {
             place_content(run);
             write_information(run, "LogUploadURL=https://example.org/\n");
             EXPECT_EQ(logs_after(run, {"LOG_START", "LOG_UPLOAD"}).back(),
                       "W LOG_UPLOAD: you cannot upload while logging is in progress, skipped");
             EXPECT_TRUE(run.services.recorder.uploads.empty());
           }},
      {.name = "UploadWithoutUrl",
       .check =
           [](SceneRun& run) {
             place_content(run);
             EXPECT_EQ(logs_after(run, {"LOG_UPLOAD"}),
                       Lines{"W LOG_UPLOAD: no upload URL specified"});
           }},
      {.name = "UploadSendsTheFolderOnceMoreWhileItRuns",
       .check =
           [](SceneRun& run) {
             place_content(run);
             write_information(run,
                               "LogUploadURL=https://example.org/x\nLogIdentifier=diary\n"
                               "LogUploadHTTPVersion=HTTP/1.1\n");
             EXPECT_TRUE(logs_after(run, {"LOG_UPLOAD", "LOG_UPLOAD"}).empty());
             ASSERT_EQ(run.services.recorder.uploads.size(), 1U);
             const mmdagent::LogUpload& upload = run.services.recorder.uploads[0];
             EXPECT_EQ(upload.folder, log_folder(run, "diary"));
             EXPECT_EQ(upload.settings.upload_url, "https://example.org/x");
             EXPECT_EQ(upload.settings.upload_http_version, "HTTP/1.1");
             EXPECT_EQ(upload.settings.identifier, "diary");
             EXPECT_EQ(run.services.recorder.asked_again, 1);
             EXPECT_EQ(edge(run), uploading);
           }},
  };
}

MMDAGENT_SCENE_CASES(LogCases, log_cases);

}  // namespace
}  // namespace conformance
