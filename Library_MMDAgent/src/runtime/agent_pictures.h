// The agent's pictures: one per frame to the sink, and those that the plan or a user wants kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "MMDAgent/Message.h"
#include "render/resources.h"
#include "runtime/status_line.h"

namespace mmdagent {

class Boards;
class Clock;
class PictureSink;
class Scene;
class ScreenTexts;
struct Options;
struct RunPlaces;

// What is kept of a run's pictures.
struct PicturePlan {
  std::string screenshot;    // PNG of the last frame; empty: none
  std::string record;        // every frame, as StartRecording::path; empty: none
  double record_rate = 0.0;  // frames per second
  bool measured = false;     // Snapshot::statistics
  bool first = true;         // content of the run: nothing was drawn and no recording begun before
  std::shared_ptr<std::atomic<bool>> recording_failed;  // null without `record`
};

// What the pictures show and where they go; all of it outlives them.
struct AgentPicturesParts {
  PictureSink* sink = nullptr;  // null: nothing is drawn, and nothing below does anything
  Scene& scene;
  Boards& boards;
  ScreenTexts& texts;
  const Clock& clock;
  const RunPlaces& places;
  PicturePlan plan;
  std::function<void(Level level, std::string_view text)> log;  // called on the agent thread
  // Called on the render thread, even when the pictures are no more.
  std::function<void(Level level, std::string_view text)> later_log;
};

// Agent thread only.
class AgentPictures {
 public:
  AgentPictures(AgentPicturesParts parts, bool shows_status)
      : parts_(std::move(parts)), shows_status_(shows_status) {}

  // Before the first picture: a renderer without anything of earlier content, fonts, and the
  // recording that the plan asks for.
  void prepare(const Options& options);

  // The scene as it is now becomes the picture of `frame`.
  void hand_over(std::uint64_t frame);

  // After the last frame: what the plan asks to be kept of it. False: it could not be done, and the
  // log says why.
  bool finish_recording(std::uint64_t frame);
  bool take_screenshot(std::uint64_t frame);

  // The next picture goes into the user's content folder.
  void save_snapshot();

  void toggle_status() { shows_status_ = !shows_status_; }
  void toggle_full_screen();
  // What the clipboard holds comes with the window's input.
  void ask_clipboard();

  // Whether a picture can let through what is behind it.
  bool can_be_transparent() const;

 private:
  bool request_and_wait(const std::function<void(Completion)>& push, std::string_view path,
                        std::uint64_t frame);

  AgentPicturesParts parts_;
  StatusLine status_line_;
  bool shows_status_;
};

}  // namespace mmdagent
