// MOTIONCAPTURE_START, MOTIONCAPTURE_STOP (messages-core.md section 12.3).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "MMDFiles/motion_recorder.h"
#include "MMDFiles/paths.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "options/key_value_store.h"
#include "scene/assets.h"
#include "scene/captures.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr double frames_per_minute = 1800.0;
constexpr double most_minutes = 24.0 * 60.0;

std::uint32_t longest_capture(KeyValueStore& values) {
  const double minutes = read_double(values.value("motion_capture_max_minutes"));
  if (!(minutes > 0.0)) return mmd::MotionRecorder::ten_minutes;
  return static_cast<std::uint32_t>(std::min(minutes, most_minutes) * frames_per_minute);
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

Result start_capture(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) {
    return Result::warning("startMotionCapture: model alias " + in_quotes(arguments[0]) +
                           " not found.");
  }
  if (!mmd::has_suffix(arguments[1], ".vmd")) {
    return Result::error("startMotionCapture: failed to start motion capturing. (" +
                         std::string(arguments[1]) + ": expected a name that ends in .vmd)");
  }
  const std::string file = (scene.assets().content_dir / std::string(arguments[1])).string();
  if (!scene.captures().start(*model, file, longest_capture(scene.services().values()))) {
    return Result::error("startMotionCapture: failed to start motion capturing.");
  }
  return {Level::status, "startMotionCapture: starting capturing motion of " +
                             in_quotes(arguments[0]) + " to VMD file " + std::string(arguments[1]) +
                             "."};
}

Result stop_capture(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) {
    return Result::warning("stopMotionCapture: model alias " + in_quotes(arguments[0]) +
                           " not found.");
  }
  scene.captures().stop(*model);
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "MOTIONCAPTURE_START",
     .arguments = "model|file.vmd",
     .help = "Records what a model shows, 30 frames a second, until MOTIONCAPTURE_STOP, the end of "
             "the model or the limit (variable motion_capture_max_minutes, 10).",
     .counts = {2},
     .models = {ModelArgument{0, Access::uses}},
     .run = start_capture},
    {.name = "MOTIONCAPTURE_STOP",
     .arguments = "model",
     .help = "Saves the recorded motion; the log says when it is done.",
     .counts = {1},
     .models = {ModelArgument{0, Access::uses}},
     .run = stop_capture},
};

}  // namespace

std::span<const CommandRow> capture_commands() { return rows; }

}  // namespace mmdagent
