// MOTION_ADD, MOTION_CHANGE, MOTION_DELETE, MOTION_RESET, MOTION_ACCELERATE, MOTION_CONFIGURE
// (messages-core.md section 8).
#include <algorithm>
#include <string>
#include <vector>

#include "message/argument_reader.h"
#include "message/numbers.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

struct MotionRequest {
  std::string model;
  std::string motion;
  std::string file;
  mmd::MotionOptions options;
};

Result not_found(std::string_view function, std::string_view name) {
  return Result::warning(std::string(function) + ": " + std::string(name) + " is not found.");
}

// A repositioning motion moves the model; what it was going to goes with it.
void follow_reposition(SceneModel& model) {
  if (const std::optional<glm::vec3> position = model.instance->take_repositioned()) {
    model.root.set_position(*position);
  }
}

template <class Finish>
void load_motion(Scene& scene, const std::string& function, MotionRequest request, Finish finish) {
  const CommandOrder::Ticket ticket = scene.hold();
  const std::string file = request.file;
  scene.assets().load_motion(file, [&scene, ticket, function, finish, request = std::move(request)](
                                       const Loaded<MotionFile>& loaded) {
    if (loaded.status == LoadStatus::missing) {
      scene.done(ticket, Result::error(function + ": not found: " + request.file));
    } else if (loaded.status == LoadStatus::unusable) {
      scene.done(ticket, Result::error(function + ": " + request.file + " cannot be loaded. (" +
                                       loaded.problem + ")"));
    } else {
      // The motion keeps the whole file in memory, so that the cache knows it as long as it plays.
      scene.done(ticket, finish(scene, request, {loaded.asset, loaded.asset->motion.get()}));
    }
  });
}

Result finish_add(Scene& scene, const MotionRequest& request,
                  const std::shared_ptr<const mmd::Motion>& motion) {
  SceneModel* model = scene.models().find(request.model);
  if (model == nullptr) {
    return Result::warning("addMotion: " + request.model +
                           " is not found, unable to start motion " + request.motion);
  }
  const auto started = model->instance->add_motion(request.motion, motion, request.options);
  follow_reposition(*model);
  scene.events().post("MOTION_EVENT_ADD", {request.model, request.motion});
  if (started == mmd::MotionLayers::Started::added) return Result::done();
  return Result::warning("addMotion: motion alias \"" + request.motion +
                         "\" already exist, swap it.");
}

Result add_motion(Scene& scene, const Arguments& arguments) {
  ArgumentReader reader(scene.command_type(), arguments);
  MotionRequest request;
  request.model = reader.text(0);
  request.motion = reader.text(1);
  request.file = reader.text(2);
  request.options.part = reader.choice(3, {"FULL", "PART"}, 0) == 1;
  request.options.loop = reader.choice(4, {"ONCE", "LOOP"}, 0) == 1;
  request.options.smooth = reader.on_off(5, true);
  request.options.reposition = reader.on_off(6, false);
  request.options.priority = reader.number(7);
  if (!reader.ok()) return Result::error(reader.error());
  if (scene.defers()) return Result::done();
  load_motion(scene, "addMotion", std::move(request), finish_add);
  return Result::done();
}

Result finish_change(Scene& scene, const MotionRequest& request,
                     const std::shared_ptr<const mmd::Motion>& motion) {
  SceneModel* model = scene.models().find(request.model);
  if (model == nullptr) return not_found("changeMotion", request.model);
  if (!model->instance->change_motion(request.motion, motion)) {
    return not_found("changeMotion", request.motion);
  }
  follow_reposition(*model);
  scene.events().post("MOTION_EVENT_CHANGE", {request.model, request.motion});
  return Result::done();
}

Result change_motion(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  if (scene.models().find(arguments[0]) == nullptr) {
    return not_found("changeMotion", arguments[0]);
  }
  MotionRequest request{
      std::string(arguments[0]), std::string(arguments[1]), std::string(arguments[2]), {}};
  load_motion(scene, "changeMotion", std::move(request), finish_change);
  return Result::done();
}

Result reset_motion(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found("resetMotion", arguments[0]);
  if (!model->instance->reset_motion(arguments[1])) return not_found("resetMotion", arguments[1]);
  follow_reposition(*model);
  scene.events().post("MOTION_EVENT_RESET", {arguments[0], arguments[1]});
  return Result::done();
}

Result delete_motion(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found("deleteMotion", arguments[0]);
  if (!model->instance->motions().request_delete(arguments[1])) {
    return not_found("deleteMotion", arguments[1]);
  }
  return Result::done();
}

Result accelerate_motion(Scene& scene, const Arguments& arguments) {
  ArgumentReader reader(scene.command_type(), arguments);
  const double speed = reader.precise_number(2);
  const double duration = reader.precise_number(3, 0.0);
  const double target = reader.precise_number(4, -1.0);
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found("accelerateMotion", arguments[0]);
  if (speed < 0.0 || duration < 0.0 ||
      !model->instance->motions().accelerate(arguments[1], speed, duration, target)) {
    return not_found("accelerateMotion", arguments[1]);
  }
  return Result::done();
}

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end > 0) names.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

// A key of MOTION_CONFIGURE that sets all tracks, or the named ones of bones or morphs.
struct ConfigureKey {
  enum class Scope : std::uint8_t { all, bones, morphs };
  std::string_view name;
  Scope scope = Scope::all;
  mmd::BlendMode bones = mmd::BlendMode::replace;
  mmd::BlendMode morphs = mmd::BlendMode::replace;
};

constexpr ConfigureKey configure_keys[] = {
    {.name = "MODE_REPLACE"},
    {.name = "MODE_ADD", .bones = mmd::BlendMode::add, .morphs = mmd::BlendMode::add},
    {.name = "MODE_MUL", .morphs = mmd::BlendMode::multiply},
    {.name = "MODE_BONE_REPLACE", .scope = ConfigureKey::Scope::bones},
    {"MODE_BONE_ADD", ConfigureKey::Scope::bones, mmd::BlendMode::add},
    {"MODE_BONE_NONE", ConfigureKey::Scope::bones, mmd::BlendMode::none},
    {.name = "MODE_FACE_REPLACE", .scope = ConfigureKey::Scope::morphs},
    {"MODE_FACE_ADD", ConfigureKey::Scope::morphs, {}, mmd::BlendMode::add},
    {"MODE_FACE_MUL", ConfigureKey::Scope::morphs, {}, mmd::BlendMode::multiply},
    {"MODE_FACE_NONE", ConfigureKey::Scope::morphs, {}, mmd::BlendMode::none},
};

// False when the key is unknown, its value missing or none of the named tracks there.
bool configure(mmd::MotionPlayer& player, const mmd::Model& model, std::string_view key,
               const std::optional<std::string_view>& value) {
  if (key == "BLEND_RATE") {
    if (value) player.set_rate(read_float(*value));
    return value.has_value();
  }
  const auto* const row = std::ranges::find(configure_keys, key, &ConfigureKey::name);
  if (row == std::end(configure_keys)) return false;
  if (row->scope == ConfigureKey::Scope::all) {
    player.set_mode(row->bones, row->morphs);
    if (value) player.set_rate(read_float(*value));
    return true;
  }
  if (!value) return false;
  const std::vector<std::string> names = split_names(*value);
  return row->scope == ConfigureKey::Scope::bones
             ? player.set_bone_mode(model, names, row->bones)
             : player.set_morph_mode(model, names, row->morphs);
}

Result configure_motion(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found("configureMotion", arguments[0]);
  const std::string_view motion = arguments[1];
  const std::string_view key = arguments[2];
  std::optional<std::string_view> value;
  if (arguments.size() > 3) value = arguments[3];
  mmd::MotionPlayer* player = model->instance->motions().find(motion);
  if (player == nullptr || !configure(*player, model->instance->model(), key, value)) {
    std::string setting(key);
    if (value) setting.append("|").append(*value);
    return Result::error("configureMotion: failed to set " + setting + " to " +
                         std::string(motion) + ".");
  }
  scene.events().post("MOTION_EVENT_CONFIGURE", {arguments[0], motion});
  return Result::done();
}

constexpr ModelArgument used_model{0, Access::uses};

constexpr CommandRow rows[] = {
    {.name = "MOTION_ADD",
     .arguments = "model|motion|file[|FULL or PART[|ONCE or LOOP[|ON or OFF (smooth)[|ON or OFF "
                  "(reposition)[|priority]]]]]",
     .defaults = "FULL|ONCE|ON|OFF|0",
     .events = {"MOTION_EVENT_ADD|model|motion", "MOTION_EVENT_DELETE|model|motion"},
     .help = "Starts a motion; a running one of the same alias is exchanged and keeps its options.",
     .counts = ArgumentCounts::range(3, 8),
     .models = {used_model},
     .run = add_motion},
    {.name = "MOTION_CHANGE",
     .arguments = "model|motion|file",
     .events = {"MOTION_EVENT_CHANGE|model|motion"},
     .help = "Exchanges the file of a running motion and plays it from the start.",
     .counts = {3},
     .models = {used_model},
     .run = change_motion},
    {.name = "MOTION_DELETE",
     .arguments = "model|motion",
     .events = {"MOTION_EVENT_DELETE|model|motion"},
     .help = "Ends a motion, fading out when it is smooth.",
     .counts = {2},
     .models = {used_model},
     .run = delete_motion},
    {.name = "MOTION_RESET",
     .arguments = "model|motion",
     .events = {"MOTION_EVENT_RESET|model|motion"},
     .help = "Plays a running motion from the start.",
     .counts = {2},
     .models = {used_model},
     .run = reset_motion},
    {.name = "MOTION_ACCELERATE",
     .arguments = "model|motion|speed[|duration[|target]]",
     .defaults = "0|-1",
     .events = {"MOTION_EVENT_ACCELERATE|model|motion"},
     .help = "Changes the speed of a running motion within a duration, from a target time of the "
             "motion on; all in seconds, speed 1 is normal.",
     .counts = ArgumentCounts::range(3, 5),
     .models = {used_model},
     .run = accelerate_motion},
    {.name = "MOTION_CONFIGURE",
     .arguments = "model|motion|BLEND_RATE, MODE_REPLACE, MODE_ADD or MODE_MUL|rate, or "
                  "model|motion|MODE_BONE_REPLACE, _ADD or _NONE|bone[,bone...], or "
                  "model|motion|MODE_FACE_REPLACE, _ADD, _MUL or _NONE|morph[,morph...]",
     .defaults = "the rate may be left out with MODE_REPLACE, MODE_ADD and MODE_MUL",
     .events = {"MOTION_EVENT_CONFIGURE|model|motion"},
     .help = "Sets how a running motion is laid over those below it: in place of them, added to "
             "them, laid over them (MUL, morphs only) or not at all, and scaled by a rate.",
     .counts = {3, 4},
     .models = {used_model},
     .run = configure_motion},
};

}  // namespace

std::span<const CommandRow> motion_commands() { return rows; }

}  // namespace mmdagent
