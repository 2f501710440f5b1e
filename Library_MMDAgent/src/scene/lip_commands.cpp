// LIPSYNC_START, LIPSYNC_STOP (messages-core.md section 11).
#include <optional>
#include <span>
#include <string>

#include "MMDFiles/lip_table.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/shape_map.h"
#include "message/message_text.h"
#include "options/options.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result start_lip_sync(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const std::string_view alias = arguments[0];
  SceneModel* model = scene.models().find(alias);
  if (model == nullptr) {
    return Result::warning("startLipSync: " + std::string(alias) + " is not found.");
  }
  const ModelFile& file = model->file();
  std::optional<mmd::MotionData> keys;
  const std::span<const std::string> no_lip =
      file.shape_map ? std::span<const std::string>(file.shape_map->no_lip_of_last)
                     : std::span<const std::string>();
  if (file.lip_table) keys = make_lip_motion(*file.lip_table, arguments[1], no_lip);
  if (!keys) return Result::error("startLipSync: cannot create lip motion.");

  mmd::MotionOptions options;
  options.priority = scene.services().options().lipsync_priority;
  const auto started = model->instance->add_motion(
      lip_motion_alias, std::make_shared<const mmd::Motion>(std::move(*keys)), options);
  if (started == mmd::MotionLayers::Started::swapped) {
    scene.events().post("LIPSYNC_EVENT_STOP", {alias});
  }
  scene.events().post("LIPSYNC_EVENT_START", {alias});
  return Result::done();
}

Result stop_lip_sync(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) {
    return Result::warning("stopLipSync: " + std::string(arguments[0]) + " is not found.");
  }
  // Lip sync that fades out has told its end already.
  mmd::MotionLayers& motions = model->instance->motions();
  if (motions.find_running(lip_motion_alias) == nullptr) {
    return Result::warning("stopLipSync: lipsync motion is not found.");
  }
  motions.request_delete(lip_motion_alias);
  return Result::done();
}

constexpr ModelArgument used_model{0, Access::uses};

constexpr CommandRow rows[] = {
    {.name = "LIPSYNC_START",
     .arguments = "model|phoneme,milliseconds,phoneme,milliseconds,...",
     .events = {"LIPSYNC_EVENT_START|model", "LIPSYNC_EVENT_STOP|model"},
     .help = "Moves the mouth of a model as it speaks these phonemes; a running lip sync is "
             "exchanged.",
     .counts = {2},
     .models = {used_model},
     .run = start_lip_sync},
    {.name = "LIPSYNC_STOP",
     .arguments = "model",
     .events = {"LIPSYNC_EVENT_STOP|model"},
     .help = "Ends lip sync; the mouth fades to what lies below.",
     .counts = {1},
     .models = {used_model},
     .run = stop_lip_sync},
};

}  // namespace

std::span<const CommandRow> lip_commands() { return rows; }

}  // namespace mmdagent
