// What becomes of the log that content keeps: is it written, recorded with it, being sent?
#pragma once

#include <glm/vec3.hpp>
#include <optional>
#include <string>

namespace mmdagent {

class LogRecorder;
class SceneServices;

// Agent thread only.
class LogSession {
 public:
  explicit LogSession(SceneServices& services) : services_(services) {}

  bool running() const { return running_; }
  // The file in this folder is being written; says so. With `speech` whoever records speech is
  // told.
  void start(std::string folder, bool speech);
  // Ends the file; says so.
  void finish();
  // RECOG_RECORD_START and RECOG_RECORD_STOP.
  void set_speech_recorded(bool recorded) { speech_recorded_ = recorded; }

  // Once a frame: takes notice of a file that ended by itself.
  void step();

  // The colour of a frame along the edges of the picture that shows what goes on; empty: none.
  std::optional<glm::vec3> edge_color() const;

 private:
  void stop_speech();

  SceneServices& services_;
  std::string folder_;
  bool running_ = false;
  bool speech_ = false;
  bool speech_recorded_ = false;
};

}  // namespace mmdagent
