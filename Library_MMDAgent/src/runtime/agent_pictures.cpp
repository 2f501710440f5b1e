#include "runtime/agent_pictures.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>

#include "content/package.h"
#include "options/options.h"
#include "overlay/font_set.h"
#include "render/resource_queue.h"
#include "render/snapshot.h"
#include "runtime/clock.h"
#include "runtime/picture_sink.h"
#include "runtime/run_places.h"
#include "runtime/screen_texts.h"
#include "scene/boards.h"
#include "scene/scene.h"
#include "window/glfw_window.h"

namespace mmdagent {
namespace {

// A software rasteriser may still be busy with the picture before.
constexpr std::chrono::seconds picture_patience{60};

}  // namespace

// Off screen a PNG file has alpha.
bool AgentPictures::can_be_transparent() const {
  if (parts_.sink == nullptr) return false;
  const GlfwWindow* const window = parts_.sink->window();
  return window == nullptr || window->transparent();
}

void AgentPictures::toggle_full_screen() {
  if (parts_.sink != nullptr && parts_.sink->window() != nullptr) {
    parts_.sink->window()->toggle_full_screen();
  }
}

void AgentPictures::ask_clipboard() {
  if (parts_.sink == nullptr || parts_.sink->window() == nullptr) {
    parts_.log(Level::warning, "clipboard: there is none without a window");
    return;
  }
  parts_.sink->window()->ask_clipboard();
}

void AgentPictures::save_snapshot() {
  if (parts_.sink == nullptr) return;
  const std::filesystem::path folder = user_content_folder();
  if (folder.empty()) {
    parts_.log(Level::error,
               "snapshot.png: no folder for it, as neither MMDAgentContentDir nor HOME names one");
    return;
  }
  const std::string path = (folder / "snapshot.png").string();
  parts_.sink->resources().push(
      SaveScreenshot{path, [log = parts_.later_log, path](const std::optional<std::string>& error) {
                       log(error ? Level::error : Level::status, error ? *error : "saved " + path);
                     }});
}

void AgentPictures::hand_over(std::uint64_t frame) {
  if (parts_.sink == nullptr) return;
  Snapshot& snapshot = parts_.sink->begin();
  parts_.scene.fill(snapshot);
  parts_.boards.fill(snapshot);
  // Pictures off screen are for others to look at: they show the scene alone.
  if (parts_.sink->window() != nullptr) {
    parts_.texts.set_status(shows_status_ ? status_line_.text(parts_.sink->statistics(),
                                                              parts_.clock.seconds(),
                                                              snapshot.options, parts_.scene.held())
                                          : std::string_view());
  }
  parts_.texts.fill(snapshot);
  snapshot.frame = frame;
  snapshot.statistics = parts_.plan.measured;
  parts_.sink->publish();
}

void AgentPictures::prepare(const Options& options) {
  if (parts_.sink == nullptr) return;
  ResourceQueue& resources = parts_.sink->resources();
  if (!parts_.plan.first) resources.push(StartAgain{options.skinning, options.gl_core_only});
  for (std::string& path : FontSet::default_paths(parts_.places.app_data_dir)) {
    resources.push(AddFont{std::move(path)});
  }
  if (parts_.plan.record.empty() || !parts_.plan.first) return;
  resources.push(StartRecording{parts_.plan.record, parts_.plan.record_rate,
                                [log = parts_.later_log, failed = parts_.plan.recording_failed](
                                    const std::optional<std::string>& error) {
                                  *failed = true;
                                  if (error) log(Level::error, *error);
                                }});
}

// Pushes a request that a picture answers, draws it, and waits for the answer.
bool AgentPictures::request_and_wait(const std::function<void(Completion)>& push,
                                     std::string_view path, std::uint64_t frame) {
  auto answer = std::make_shared<std::promise<std::optional<std::string>>>();
  std::future<std::optional<std::string>> result = answer->get_future();
  push([answer](const std::optional<std::string>& error) { answer->set_value(error); });
  hand_over(frame);
  if (!parts_.sink->wait_until_drawn() ||
      result.wait_for(picture_patience) != std::future_status::ready) {
    parts_.log(Level::error, fmt::format("{}: nothing could be drawn", path));
    return false;
  }
  const std::optional<std::string> error = result.get();
  if (error) parts_.log(Level::error, *error);
  return !error;
}

bool AgentPictures::take_screenshot(std::uint64_t frame) {
  if (parts_.plan.screenshot.empty() || parts_.sink == nullptr) return true;
  return request_and_wait(
      [this](Completion done) {
        parts_.sink->resources().push(SaveScreenshot{parts_.plan.screenshot, std::move(done)});
      },
      parts_.plan.screenshot, frame);
}

bool AgentPictures::finish_recording(std::uint64_t frame) {
  if (parts_.plan.record.empty() || parts_.sink == nullptr) return true;
  const bool finished = request_and_wait(
      [this](Completion done) { parts_.sink->resources().push(StopRecording{std::move(done)}); },
      parts_.plan.record, frame);
  return finished && !*parts_.plan.recording_failed;
}

}  // namespace mmdagent
