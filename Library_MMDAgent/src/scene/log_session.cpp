#include "scene/log_session.h"

#include <utility>

#include "scene/log_recorder.h"
#include "scene/services.h"

namespace mmdagent {
namespace {

constexpr glm::vec3 recording_color{1.0F, 0.7F, 0.0F};
constexpr glm::vec3 logging_color{0.0F, 0.0F, 0.3F};
constexpr glm::vec3 uploading_color{0.0F, 0.4F, 1.0F};

}  // namespace

void LogSession::start(std::string folder, bool speech) {
  folder_ = std::move(folder);
  running_ = true;
  speech_ = speech;
  services_.log(Level::status, "start logging in " + folder_ + "...");
  if (speech_) services_.post("RECOG_RECORD_START", folder_);
}

void LogSession::finish() {
  services_.log_recorder().finish();
  running_ = false;
  services_.log(Level::status, "stop logging in " + folder_);
  stop_speech();
}

void LogSession::step() {
  if (!running_ || services_.log_recorder().recording()) return;
  running_ = false;
  stop_speech();
}

void LogSession::stop_speech() {
  if (speech_) services_.post("RECOG_RECORD_STOP", {});
  speech_ = false;
}

std::optional<glm::vec3> LogSession::edge_color() const {
  if (speech_recorded_) return recording_color;
  if (running_) return logging_color;
  if (services_.log_recorder().uploading()) return uploading_color;
  return std::nullopt;
}

}  // namespace mmdagent
